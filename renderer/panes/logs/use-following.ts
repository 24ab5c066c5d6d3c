import { useSyncExternalStore } from 'react'
import type { LogStore } from '../../streams/log-store.ts'

/** True while the newest line is kept in view. */
export function useFollowing(store: LogStore): boolean {
  return useSyncExternalStore(store.frames.subscribe, () => store.frames.viewport.isFollowing)
}
