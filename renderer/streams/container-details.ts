import { useEffect, useState } from 'react'
import type { Container, ContainerDetails } from '../../shared/container.ts'
import { isCancelled } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'

/** A burst of events (compose up, health checks) asks the engine once. */
const settleMs = 250

type Known = {
  readonly id: string
  readonly details: ContainerDetails | null
  readonly error: unknown
}

/**
 * What inspect tells of a container, asked again when its row changes, and every `refreshMs` while given:
 * health checks pass without an event.
 */
export function useContainerDetails(
  container: Container,
  refreshMs: number | null = null,
): Omit<Known, 'id'> {
  const { client, onLink } = useApp()
  const { id } = container
  const [known, setKnown] = useState<Known>({ id, details: null, error: null })
  const isFirst = known.id !== id || known.details === null
  useEffect(() => {
    // Asks now or after the row has settled; gives up when the row changes again or the view closes.
    const abort = new AbortController()
    const ask = async () => {
      try {
        const details = await client().call('container.inspect', { id: container.id }, abort.signal)
        setKnown({ id: container.id, details, error: null })
      } catch (error) {
        if (abort.signal.aborted || isCancelled(error)) return
        setKnown((before) => ({ ...before, id: container.id, error }))
      }
    }
    const timer = setTimeout(() => void ask(), isFirst ? 0 : settleMs)
    const repeat = refreshMs === null ? undefined : setInterval(() => void ask(), refreshMs)
    const stopLink = onLink(() => void ask())
    return () => {
      clearTimeout(timer)
      clearInterval(repeat)
      stopLink()
      abort.abort()
    }
    // `container` itself: its identity changes with every change of the row.
  }, [client, onLink, container, refreshMs, isFirst])
  return known.id === id ? known : { details: null, error: null }
}
