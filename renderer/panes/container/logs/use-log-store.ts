import { useEffect, useState } from 'react'
import { useApp } from '../../../app-context.ts'
import { useLogsView } from '../../../store/logs-view.ts'
import type { LogStore } from '../../../streams/log-store.ts'
import { logStoresOf } from '../../../streams/log-stores.ts'
import { startOfSpan } from './log-span.ts'

/** The log of a container while the calling component is on screen; null in its first moment. */
export function useLogStore(containerId: string): LogStore | null {
  const app = useApp()
  const [store, setStore] = useState<LogStore | null>(null)
  useEffect(() => {
    // Opens the log, or takes the one that is still open from the last visit.
    const stores = logStoresOf(app)
    setStore(stores.get(containerId, startOfSpan(useLogsView.getState().span)))
    return () => {
      setStore(null)
      stores.release(containerId)
    }
  }, [app, containerId])
  return store
}
