import type { EditDependencies } from './run/edits.ts'
import { ContainerEdits } from './run/edits.ts'
import { ContainerRuns } from './run/runs.ts'

/** Making containers and changing them. */
export type RunParts = { readonly runs: ContainerRuns; readonly edits: ContainerEdits }

export function createRunParts(dependencies: EditDependencies): RunParts {
  return { runs: new ContainerRuns(dependencies), edits: new ContainerEdits(dependencies) }
}
