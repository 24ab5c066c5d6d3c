import { useEffect } from 'react'
import { useApp } from './app-context.ts'
import { useEngineStatus } from './store/engine-store.ts'
import type { Measurement } from './store/measurement.ts'

/** Shows what was measured before this view was opened; of another engine, nothing. */
export function useRecalled<T>(measurement: Measurement<T>): void {
  const { client } = useApp()
  const { endpoint } = useEngineStatus()
  const host = endpoint?.host
  useEffect(() => {
    const controller = new AbortController()
    void measurement.recall(client(), host ?? '', controller.signal)
    return () => controller.abort()
  }, [client, host, measurement])
}
