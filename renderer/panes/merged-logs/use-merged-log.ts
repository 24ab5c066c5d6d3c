import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { logStoresOf } from '../../streams/log-stores.ts'
import { startOfSpan } from '../logs/log-span.ts'

/** The merged log of these containers while the calling component is on screen; null until there is one of them. */
export function useMergedLog(key: string, members: readonly Container[]): LogStore | null {
  const stores = logStoresOf(useApp())
  const hasMembers = members.length > 0
  const hold = useCallback(() => {
    // Opens the log, or takes the one that is still open from the last visit.
    if (!hasMembers) return () => undefined
    stores.getMerged(key, [], startOfSpan(useLogsView.getState().span))
    return () => stores.release(key)
  }, [stores, key, hasMembers])
  const store = useSyncExternalStore(hold, () => stores.find(key))
  useEffect(() => {
    // Those that there are, and those that are made later, or made again.
    for (const { id, name, image, imageId, createdAtMs } of members)
      store?.join({ id, name, made: { atMs: createdAtMs, image, imageId } })
  }, [store, members])
  return store
}
