import type { EngineConnection } from '../client.ts'
import type { TaskHub } from '../tasks.ts'
import type { Transfers } from '../transfers.ts'
import type { Volumes } from '../volumes.ts'
import { containerChanges } from './container-changes.ts'
import { FileTransfers } from './file-transfers.ts'
import { Files } from './files.ts'
import { HelperPool } from './helper-pool.ts'
import { reapOnConnect } from './helper-reaper.ts'
import { Places } from './places.ts'
import { StoppedTrees } from './stopped-trees.ts'
import type { ContainerActions } from './volume-users.ts'
import { VolumeWork } from './volume-work.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: TaskHub
  readonly transfers: Transfers
  readonly containers: ContainerActions
  readonly volumes: Volumes
  readonly onBug: (error: unknown) => void
}

/** What looks into volumes and containers, and works on volumes as a whole. */
export type FileParts = {
  readonly files: Files
  readonly transfers: FileTransfers
  readonly volumeWork: VolumeWork
  readonly changes: ReturnType<typeof containerChanges>
  /** Lets go of a volume: nobody looks into it any more when this answers. */
  release(volume: string): Promise<void>
  dispose(): Promise<void>
}

export function createFileParts(dependencies: Dependencies): FileParts {
  const { connection, onBug } = dependencies
  const pool = new HelperPool(connection)
  const places = new Places(connection, new StoppedTrees(connection))
  const stopReaping = reapOnConnect(connection, onBug)
  return {
    files: new Files(connection, pool, places),
    transfers: new FileTransfers({ ...dependencies, pool, places }),
    volumeWork: new VolumeWork(dependencies),
    changes: containerChanges(connection),
    release: (volume) => pool.release(volume),
    dispose: async () => {
      stopReaping()
      await pool.dispose()
    },
  }
}
