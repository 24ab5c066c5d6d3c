import type { Container } from '../shared/container.ts'
import type { Volume } from '../shared/volume.ts'
import type { EngineConnection } from './client.ts'
import { DiskUsages } from './disk-usage.ts'
import type { EngineEvents } from './events.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import { Prune } from './prune.ts'
import type { TaskHub } from './tasks.ts'
import { volumeKind } from './volume-kind.ts'
import { Volumes } from './volumes.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly events: EngineEvents
  readonly tasks: Pick<TaskHub, 'start'>
  readonly knownContainer: (id: string) => Container | undefined
  readonly releaseVolume: (name: string) => Promise<void>
  readonly onBug: (error: unknown) => void
}

/** Volumes, what takes space on the engine's disk, and what of it may go. */
export type Storage = {
  readonly volumes: Volumes
  readonly inventory: Inventory<Volume>
  readonly diskUsages: DiskUsages
  readonly prune: Prune
  /** Lets go of a volume that a person looks into: that would be its last user. */
  readonly releaseVolume: (name: string) => Promise<void>
  dispose(): void
}

export function createStorage(dependencies: Dependencies): Storage {
  const { connection, events, tasks, knownContainer, releaseVolume, onBug } = dependencies
  const inventory = createInventory(volumeKind, { connection, events, onBug })
  const diskUsages = new DiskUsages(connection)
  return {
    volumes: new Volumes(connection),
    inventory,
    diskUsages,
    prune: new Prune({ connection, diskUsages, tasks, known: knownContainer, releaseVolume }),
    releaseVolume,
    dispose: () => inventory.dispose(),
  }
}
