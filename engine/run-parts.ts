import type { BinnedContainer } from '../shared/bin.ts'
import { Bin } from './bin/bin.ts'
import { keepBin } from './bin/bin-keeper.ts'
import { binKind } from './bin/bin-kind.ts'
import type { EngineEvents } from './events.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import type { EditDependencies } from './run/edits.ts'
import { ContainerEdits } from './run/edits.ts'
import { ContainerRuns } from './run/runs.ts'

/** Making containers, changing them, and bringing them back. */
export type RunParts = {
  readonly runs: ContainerRuns
  readonly edits: ContainerEdits
  readonly bin: Bin
  readonly binInventory: Inventory<BinnedContainer>
  dispose(): void
}

type Dependencies = EditDependencies & {
  readonly events: EngineEvents
  readonly onBug: (error: unknown) => void
}

export function createRunParts(dependencies: Dependencies): RunParts {
  const binInventory = createInventory(binKind, dependencies)
  const nameOf = (id: string): string | null => binInventory.get(id)?.name ?? dependencies.nameOf(id)
  const stop = keepBin(dependencies)
  return {
    runs: new ContainerRuns(dependencies),
    edits: new ContainerEdits(dependencies),
    bin: new Bin({ ...dependencies, nameOf }),
    binInventory,
    dispose: () => {
      stop()
      binInventory.dispose()
    },
  }
}
