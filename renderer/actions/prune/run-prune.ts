import type { PruneGroup, PruneItem } from '../../../shared/prune.ts'
import type { Client } from '../../../shared/rpc-client.ts'
import { recordCommand } from '../../store/companion.ts'

/** Has the chosen objects removed as long work, which the task list tells about. Rejects when it cannot begin. */
export async function runPrune(
  client: Client,
  chosen: readonly PruneItem[],
  whole: readonly PruneGroup[],
  command: string,
): Promise<void> {
  const items = chosen.map(({ kind, group, id, name, bytes, stamp }) => ({
    kind,
    group,
    id,
    name,
    bytes,
    stamp,
  }))
  const startedAtMs = Date.now()
  await client.call('prune.run', { items, whole: [...whole] })
  recordCommand({ command, result: 'ok', atMs: Date.now(), startedAtMs })
}
