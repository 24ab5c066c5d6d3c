import type { EngineEvent } from '../events.ts'
import type { Json } from './record.ts'
import { numberOf, parseRecord, recordOf, textOf, textRecordOf } from './record.ts'

/** What Podman calls actions that Docker has other words for. */
const podmanActions: ReadonlyMap<string, string> = new Map([
  ['died', 'die'],
  ['remove', 'destroy'],
])

/**
 * What changes no object: probes of health checks alone are three events a second for each container, and
 * each carries all labels.
 */
const ignoredActions: ReadonlySet<string> = new Set([
  'exec',
  'exec_create',
  'exec_start',
  'exec_die',
  'exec_died',
  'exec_detach',
  'top',
  'attach',
  'detach',
  'resize',
  'archive-path',
  'extract-to-dir',
  'copy',
  'export',
  'init',
  'cleanup',
  'sync',
])

/** Reads one event. Null for noise and for what is no event. */
export function eventOf(line: string): EngineEvent | null {
  const record = parseRecord(line)
  if (!record) return null
  const [word = '', detail = ''] = textOf(record['Action']).split(/:(.*)/s)
  if (word === '' || ignoredActions.has(word)) return null
  const actor = recordOf(record['Actor'])
  const attributes = textRecordOf(actor['Attributes'])
  return {
    type: textOf(record['Type']),
    action: podmanActions.get(word) ?? word,
    detail: detail.trim() || textOf(record['HealthStatus']) || null,
    // Podman's volume events have a name and no id.
    id: textOf(actor['ID']) || textOf(attributes['name']),
    attributes,
    ...timeOf(record, line),
  }
}

function timeOf(record: Json, line: string): { timeNano: string; atMs: number } {
  // As text: nanoseconds since 1970 have more digits than a number holds. The last one is the event's own.
  const timeNano = [...line.matchAll(/"timeNano":\s*(\d+)/g)].at(-1)?.[1]
  if (timeNano) return { timeNano, atMs: Number(timeNano.slice(0, -6)) }
  const seconds = numberOf(record['time']) ?? 0
  return { timeNano: `${seconds}000000000`, atMs: seconds * 1000 }
}
