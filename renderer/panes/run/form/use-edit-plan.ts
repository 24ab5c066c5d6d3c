import { useEffect, useState } from 'react'
import type { RunSpec } from '../../../../shared/docker-run/run-spec.ts'
import type { EditPlan } from '../../../../shared/run-contract.ts'
import { useApp } from '../../../app-context.ts'

/** The engine side is asked once somebody stops typing. */
const pauseMs = 250

/** What changing a container to these settings would do; null until it is known, and where nothing is edited. */
export function useEditPlan(id: string | null, spec: RunSpec, isSound: boolean): EditPlan | null {
  const { client } = useApp()
  const [known, setKnown] = useState<{ readonly spec: RunSpec; readonly plan: EditPlan } | null>(null)
  useEffect(() => {
    if (id === null || !isSound) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client()
        .call('container.editPlan', { id, spec }, abort.signal)
        .then(
          (plan) => setKnown({ spec, plan }),
          () => {
            // The same refusal comes, with its words, when the change is tried.
          },
        )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, id, spec, isSound])
  return known?.spec === spec ? known.plan : null
}
