import { useCallback, useSyncExternalStore } from 'react'
import { useApp } from '../../app-context.ts'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { logStoresOf } from '../../streams/log-stores.ts'
import { startOfSpan } from './log-span.ts'

/** The log of a container while the calling component is on screen; null in its first moment. */
export function useLogStore(containerId: string): LogStore | null {
  const stores = logStoresOf(useApp())
  const hold = useCallback(() => {
    // Opens the log, or takes the one that is still open from the last visit.
    stores.get(containerId, startOfSpan(useLogsView.getState().span))
    return () => stores.release(containerId)
  }, [stores, containerId])
  return useSyncExternalStore(hold, () => stores.find(containerId))
}
