import { useEffect, useState } from 'react'
import type { ProcessList } from '../../shared/container-page.ts'
import { EngineError } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'
import { keepFollowing } from './keep-following.ts'

type Known = { readonly id: string; readonly list: ProcessList | null; readonly error: unknown }

/** The processes of a running container while the calling component is on screen and the window is seen. */
export function useProcesses(id: string, isRunning: boolean): Omit<Known, 'id'> {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<Known>({ id, list: null, error: null })
  useEffect(() => {
    // Each look runs a program on the engine's computer: none while nobody can see it.
    const follow = () =>
      keepFollowing(
        { client, onLink },
        {
          read: async (link, signal) => {
            for await (const list of link.open('container.processes', { id }, signal)) {
              if (!signal.aborted) setKnown({ id, list, error: null })
            }
          },
          failed: (error) => {
            setKnown((was) => ({ ...was, id, error }))
            // A conflict is a restart: it runs again before its row has said that it did not.
            return error instanceof EngineError && (error.data.retryable || error.code === 'conflict')
          },
        },
      )
    const isSeen = () => isRunning && !document.hidden
    let stop = isSeen() ? follow() : null
    const look = () => {
      stop?.()
      stop = isSeen() ? follow() : null
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      stop?.()
    }
  }, [client, onLink, id, isRunning])
  return known.id === id ? known : { list: null, error: null }
}
