import type { CallHandler } from '../../shared/contract.ts'
import { EngineError } from '../../shared/errors.ts'
import type { ContainerChange } from '../../shared/files.ts'
import type { EngineConnection } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { listOf, recordOf, textOf } from '../normalize/record.ts'

const kinds: Readonly<Record<number, ContainerChange['kind']>> = { 0: 'modified', 1: 'added', 2: 'deleted' }

/** Source: `ContainerChanges`. Errors: not-found, engine-failed. */
export function containerChanges(
  connection: EngineConnection,
): CallHandler<{ readonly id: string }, readonly ContainerChange[]> {
  return async ({ id }, signal) => {
    try {
      const path = `/containers/${id}/changes`
      // No change at all is null.
      const rows = listOf(await requestJson(connection.client(), { method: 'GET', path, signal }))
      return rows.map(recordOf).map((row) => ({
        path: textOf(row['Path']),
        kind: kinds[Number(row['Kind'])] ?? 'modified',
      }))
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      throw error.with({ operation: 'ContainerChanges', subject: { kind: 'container', id, name: id } })
    }
  }
}
