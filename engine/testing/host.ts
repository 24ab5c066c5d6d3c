import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { EngineClient } from '../client.ts'
import type { OwnedConnection } from '../connection.ts'
import { createConnection } from '../connection.ts'
import type { EngineEvents } from '../events.ts'
import { createEvents } from '../events.ts'
import { never } from './lab.ts'

/** A live connection with its events, as a host process has it. */
export type TestHost = {
  readonly connection: OwnedConnection
  readonly events: EngineEvents
  readonly client: EngineClient
  /** Thrown values that nobody expected. */
  readonly bugs: unknown[]
  dispose(): void
}

export async function openTestHost(lab: LabEngine): Promise<TestHost> {
  const bugs: unknown[] = []
  const onBug = (error: unknown): void => void bugs.push(error)
  const env = { PATH: process.env['PATH'] ?? '' }
  const connection = createConnection({ flags: { host: lab.host, context: null }, env, onBug })
  const events = createEvents(connection, onBug)
  const client = await connection.whenConnected(never())
  return {
    connection,
    events,
    client,
    bugs,
    dispose() {
      events.dispose()
      connection.dispose()
    },
  }
}

/**
 * Pipes and unix sockets that this process has open. Not what the kernel lists for the engine: dockerd keeps
 * its end of hijacked connections for a while after both sides are done with them, as with `docker exec`.
 */
export function openConnections(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'PipeWrap').length
}
