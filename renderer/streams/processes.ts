import { useEffect, useState } from 'react'
import type { ProcessList } from '../../shared/container-page.ts'
import { isCancelled } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'

type Known = { readonly id: string; readonly list: ProcessList | null; readonly error: unknown }

/** The processes of a running container while the calling component is on screen and the window is seen. */
export function useProcesses(id: string, isRunning: boolean): Omit<Known, 'id'> {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<Known>({ id, list: null, error: null })
  useEffect(() => {
    // Each look runs a program on the engine's computer: none while nobody can see it.
    let abort = new AbortController()
    const follow = async (signal: AbortSignal) => {
      try {
        for await (const list of client().open('container.processes', { id }, signal)) {
          if (!signal.aborted) setKnown({ id, list, error: null })
        }
      } catch (error) {
        if (!signal.aborted && !isCancelled(error)) setKnown((was) => ({ ...was, id, error }))
      }
    }
    const restart = () => {
      abort.abort()
      abort = new AbortController()
      if (isRunning && !document.hidden) void follow(abort.signal)
    }
    restart()
    const stopLink = onLink(restart)
    document.addEventListener('visibilitychange', restart)
    return () => {
      stopLink()
      document.removeEventListener('visibilitychange', restart)
      abort.abort()
    }
  }, [client, onLink, id, isRunning])
  return known.id === id ? known : { list: null, error: null }
}
