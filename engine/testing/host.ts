import { readFileSync } from 'node:fs'
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

/** Connections that processes of this machine hold to the engine now. */
export function openConnections(lab: LabEngine): number {
  // The kernel lists the engine's end of a connection beside the end of whoever made it.
  return readFileSync('/proc/net/unix', 'utf8').split(`${lab.socketPath}\n`).length - 1
}
