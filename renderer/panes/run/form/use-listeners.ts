import { useEffect, useState } from 'react'
import type { HostListener } from '../../../../shared/ports.ts'
import { useApp } from '../../../app-context.ts'

/** A container that starts or stops takes a moment to take or leave its ports. */
const settleMs = 400
const nobody: readonly HostListener[] = []

/** What listens on the engine's host, as far as it can be told; looked at anew with each other reason. */
export function useListeners(reason: string): readonly HostListener[] {
  const { client } = useApp()
  const [listeners, setListeners] = useState(nobody)
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client()
        .call('ports.list', {}, abort.signal)
        .then(
          (ports) => setListeners(ports.isKnown ? ports.listeners : nobody),
          () => {
            // Then the engine says who has a port when it is run.
          },
        )
    }, settleMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, reason])
  return listeners
}
