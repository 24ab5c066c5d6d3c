import type { Volume, VolumeDetails } from '../../shared/volume.ts'
import { parseRecord, recordOf, textOf, textRecordOf, timeMsOf } from './record.ts'

/** The engine's own mark, since API 1.42. */
const anonymousLabel = 'com.docker.volume.anonymous'
/** What the engine calls a volume that nobody named; older engines leave no other mark. */
const madeUpName = /^[0-9a-f]{64}$/

/** Reads one volume of `VolumeList`, `VolumeInspect` or `VolumeCreate`, which are all alike. */
export function volumeOf(value: unknown): Volume {
  const record = recordOf(value)
  const name = textOf(record['Name'])
  const labels = textRecordOf(record['Labels'])
  return {
    id: name,
    name,
    driver: textOf(record['Driver']) || 'local',
    scope: textOf(record['Scope']) || 'local',
    mountpoint: textOf(record['Mountpoint']),
    createdAtMs: timeMsOf(record['CreatedAt']),
    labels,
    options: textRecordOf(record['Options']),
    isAnonymous: Object.hasOwn(labels, anonymousLabel) || madeUpName.test(name),
  }
}

/** Reads `VolumeInspect` with what the driver adds. */
export function volumeDetailsOf(text: string): VolumeDetails {
  const record = parseRecord(text) ?? {}
  const status = Object.entries(recordOf(record['Status'])).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  return { ...volumeOf(record), status, raw: text }
}
