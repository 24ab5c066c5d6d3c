import type { Handlers } from '../shared/contract.ts'
import type { runCalls } from '../shared/run-contract.ts'
import type { RunParts } from './run-parts.ts'

/** Binds the rows about making and changing containers. */
export function runHandlers({ runs, edits }: RunParts): Pick<Handlers['calls'], keyof typeof runCalls> {
  return {
    'container.run': runs.run,
    'container.place': runs.place,
    'container.spec': edits.spec,
    'container.editPlan': edits.plan,
    'container.edit': edits.edit,
    'container.recreate': edits.recreate,
  }
}
