import { useEffect, useMemo, useState } from 'react'
import { isCancelled } from '../../../../shared/errors.ts'
import { useApp } from '../../../app-context.ts'
import { StatsSeries } from '../../../streams/stats-series.ts'

/** The recording of one container, growing once a second while it is on screen. */
export function useStatsSeries(id: string): {
  readonly series: StatsSeries
  readonly version: number
  readonly error: unknown
} {
  const { client, stats, onLink } = useApp()
  const series = useMemo(() => new StatsSeries(), [])
  const [version, setVersion] = useState(0)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    // Watches the live samples of this container and fetches what the host recorded before.
    const abort = new AbortController()
    const unwatch = stats.watch([id])
    const unsubscribe = stats.subscribe(id, () => {
      const latest = stats.latest(id)
      if (latest) series.append(latest)
      setVersion((was) => was + 1)
    })
    const fetchHistory = () => {
      client()
        .call('container.statsHistory', { id }, abort.signal)
        .then(
          (history) => {
            series.prepend(history)
            setError(null)
            setVersion((was) => was + 1)
          },
          (cause: unknown) => {
            if (!isCancelled(cause)) setError(cause)
          },
        )
    }
    fetchHistory()
    const offLink = onLink(fetchHistory)
    return () => {
      abort.abort()
      offLink()
      unsubscribe()
      unwatch()
    }
  }, [client, stats, onLink, series, id])
  return { series, version, error }
}
