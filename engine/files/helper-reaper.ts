import { EngineError } from '../../shared/errors.ts'
import type { EngineClient, EngineConnection } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { listOf, numberOf, recordOf, textOf, textsOf } from '../normalize/record.ts'
import { helperNamePrefix } from './helper-container.ts'
import { helperLabel } from './helper-label.ts'

/** Between creating a helper and starting it pass milliseconds. */
const staleSeconds = 60

/**
 * Removes what a Bayplan that was killed may have left: helpers that were created and never started, or ended
 * and were not removed. A running helper is in use by somebody: without its connection it would have ended.
 *
 * Source: `ContainerList`, `SystemInfo`, `ContainerDelete`.
 */
export async function reapHelpers(
  client: EngineClient,
  signal: AbortSignal,
  olderThanSeconds = staleSeconds,
): Promise<void> {
  const filters = JSON.stringify({
    label: [`${helperLabel}=1`],
    status: ['created', 'exited', 'dead'],
  })
  const query = { all: true, filters }
  const rows = listOf(await requestJson(client, { method: 'GET', path: '/containers/json', query, signal }))
  if (rows.length === 0) return
  // By the engine's own clock: this computer's may differ.
  const info = recordOf(await requestJson(client, { method: 'GET', path: '/info', signal }))
  const nowSeconds = Date.parse(textOf(info['SystemTime'])) / 1_000
  for (const row of rows.map(recordOf)) {
    const isOurs = textsOf(row['Names']).some((name) => name.startsWith(`/${helperNamePrefix}`))
    const isStale = nowSeconds - (numberOf(row['Created']) ?? nowSeconds) > olderThanSeconds
    if (isOurs && isStale) await removeStale(client, textOf(row['Id']), signal)
  }
}

/** Without force, so that one that was started in this moment stays. */
async function removeStale(client: EngineClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await requestJson(client, { method: 'DELETE', path: `/containers/${id}`, signal })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}

/** Looks each time an engine was found. Returns its undo. */
export function reapOnConnect(connection: EngineConnection, onBug: (error: unknown) => void): () => void {
  const life = new AbortController()
  const look = (): void => {
    if (connection.status.state !== 'connected') return
    reapHelpers(connection.client(), life.signal).catch((error: unknown) => {
      // A lost engine is looked at again when it is back.
      if (!(error instanceof EngineError)) onBug(error)
    })
  }
  const undo = connection.onStatus(look)
  look()
  return () => {
    undo()
    life.abort()
  }
}
