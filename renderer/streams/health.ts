import { useEffect, useState } from 'react'
import type { HealthRecord } from '../../shared/container-page.ts'
import { isCancelled } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'

type Known = { readonly id: string; readonly record: HealthRecord | null; readonly error: unknown }

/** The health check of a container with its probes, live while the calling component is on screen. */
export function useHealth(id: string): Omit<Known, 'id'> {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<Known>({ id, record: null, error: null })
  useEffect(() => {
    // Follows until the container or the page goes; a new link follows anew.
    let abort = new AbortController()
    const follow = async (signal: AbortSignal) => {
      try {
        for await (const record of client().open('container.health', { id }, signal)) {
          if (!signal.aborted) setKnown({ id, record, error: null })
        }
      } catch (error) {
        if (!signal.aborted && !isCancelled(error)) setKnown((was) => ({ ...was, id, error }))
      }
    }
    const restart = () => {
      abort.abort()
      abort = new AbortController()
      void follow(abort.signal)
    }
    restart()
    const stopLink = onLink(restart)
    return () => {
      stopLink()
      abort.abort()
    }
  }, [client, onLink, id])
  return known.id === id ? known : { record: null, error: null }
}
