import { useEffect, useState } from 'react'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { isCancelled } from '../../../../shared/errors.ts'
import { useApp } from '../../../app-context.ts'

/** A burst of events (compose up, health checks) asks the engine once. */
const settleMs = 250

/** The container's details, fetched again whenever its row changes; the last ones stay while that runs. */
export function useDetails(container: Container): {
  readonly details: ContainerDetails | null
  readonly error: unknown
} {
  const { client, onLink } = useApp()
  const [details, setDetails] = useState<ContainerDetails | null>(null)
  const [error, setError] = useState<unknown>(null)
  const isFirst = details?.id !== container.id
  useEffect(() => {
    // Asks the engine after the row has settled; stops asking when the row changes again or the view closes.
    const abort = new AbortController()
    const fetchDetails = () => {
      client()
        .call('container.inspect', { id: container.id }, abort.signal)
        .then(
          (value) => {
            setDetails(value)
            setError(null)
          },
          (cause: unknown) => {
            if (!isCancelled(cause)) setError(cause)
          },
        )
    }
    const timer = setTimeout(fetchDetails, isFirst ? 0 : settleMs)
    const offLink = onLink(fetchDetails)
    return () => {
      clearTimeout(timer)
      offLink()
      abort.abort()
    }
    // `container` itself: its identity changes with every change of the row.
  }, [client, onLink, container, isFirst])
  return { details: isFirst ? null : details, error }
}
