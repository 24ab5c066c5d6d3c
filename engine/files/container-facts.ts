import { EngineError } from '../../shared/errors.ts'
import type { FileMount } from '../../shared/files.ts'
import type { EngineClient } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { type Json, listOf, recordOf, textOf } from '../normalize/record.ts'

export type ContainerFacts = {
  /** The whole one. */
  readonly id: string
  readonly name: string
  /** Has processes: also when it is paused. */
  readonly isRunning: boolean
  readonly mounts: readonly FileMount[]
}

/**
 * What must be known of a container before its files are looked at. By the list, for an inspection waits while files
 * are copied from or to the container.
 *
 * Source: `ContainerList`. Errors: not-found.
 */
export async function containerFacts(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<ContainerFacts> {
  const query = { all: true, filters: JSON.stringify({ id: [id] }) }
  const rows = listOf(await requestJson(client, { method: 'GET', path: '/containers/json', query, signal }))
  const row = rows.map(recordOf).find((one) => textOf(one['Id']).startsWith(id))
  if (!row) {
    throw new EngineError('not-found', `no container ${id}`, {
      operation: 'ContainerList',
      subject: { kind: 'container', id, name: id },
    })
  }
  const [name = id] = listOf(row['Names']).map(textOf)
  return {
    id: textOf(row['Id']),
    name: name.replace(/^\//, ''),
    isRunning: ['running', 'paused'].includes(textOf(row['State'])),
    mounts: listOf(row['Mounts']).map(recordOf).map(mountOf),
  }
}

/** The one that a path without links leads into; null when it is in the container's own file system. */
export function mountAt(mounts: readonly FileMount[], path: string): FileMount | null {
  const within = mounts.filter((mount) => path === mount.path || path.startsWith(`${mount.path}/`))
  return within.sort((a, b) => b.path.length - a.path.length)[0] ?? null
}

/**
 * Whether it has processes, by the engine's own knowledge, of which the list tells a moment later. An inspection waits
 * while files are copied from or to the container.
 *
 * Source: `ContainerInspect`. Errors: not-found.
 */
export async function runsNow(client: EngineClient, id: string, signal: AbortSignal): Promise<boolean> {
  const about = recordOf(await requestJson(client, { method: 'GET', path: `/containers/${id}/json`, signal }))
  return recordOf(about['State'])['Running'] === true
}

/** Source: `ContainerInspect`. */
export async function isRootReadOnly(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const about = recordOf(await requestJson(client, { method: 'GET', path: `/containers/${id}/json`, signal }))
  return recordOf(about['HostConfig'])['ReadonlyRootfs'] === true
}

function mountOf(mount: Json): FileMount {
  const kind = textOf(mount['Type']) || 'bind'
  return {
    path: textOf(mount['Destination']),
    kind,
    source: kind === 'volume' ? textOf(mount['Name']) : textOf(mount['Source']),
    isWritable: mount['RW'] !== false,
  }
}
