import { useEffect, useState } from 'react'
import type { PlacedValue } from '../../../../shared/docker-run/place-run.ts'
import type { RunSpec } from '../../../../shared/docker-run/run-spec.ts'
import { useApp } from '../../../app-context.ts'
import { leansOnPlace } from '../model/leaning.ts'

/** The host is asked once somebody stops typing. */
const pauseMs = 200
const nothing: readonly PlacedValue[] = []

export type Placed = {
  readonly values: readonly PlacedValue[]
  /** False while the values are those of what was typed before. */
  readonly isFresh: boolean
}

/** What variables, paths and files of the settings come to on the computer that the host runs on. */
export function usePlace(spec: RunSpec): Placed {
  const { client } = useApp()
  const [known, setKnown] = useState<{
    readonly spec: RunSpec
    readonly values: readonly PlacedValue[]
  } | null>(null)
  const isLeaning = leansOnPlace(spec)
  useEffect(() => {
    if (!isLeaning) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client()
        .call('container.place', { spec }, abort.signal)
        .then(
          ({ values }) => setKnown({ spec, values }),
          () => {
            // The same refusal comes, with its words, when it is run.
          },
        )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, spec, isLeaning])
  if (!isLeaning) return { values: nothing, isFresh: true }
  return { values: known?.values ?? nothing, isFresh: known?.spec === spec }
}
