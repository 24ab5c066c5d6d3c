import type { Volume, VolumeSizes } from '../../../shared/volume.ts'
import type { VolumeUse } from '../../actions/volumes/volume-uses.ts'

/** A volume as the list shows it: with who uses it and what it holds. */
export type VolumeRow = Volume & {
  /** Running ones first; each container once. */
  readonly users: readonly string[]
  /** A running container uses it. */
  readonly isInMotion: boolean
  /** Null when it was not measured, or the driver does not tell. */
  readonly bytes: number | null
  /** Of the largest measured volume, from 0 to 1. */
  readonly share: number
  readonly isMeasured: boolean
}

type Facts = Pick<VolumeRow, 'isInMotion' | 'bytes' | 'share' | 'isMeasured'> & { readonly users: string }

/**
 * Puts rows together again and again; a row keeps its identity until something it shows changes, so that a
 * list of thousands draws only what did.
 */
export class VolumeRows {
  private known = new Map<
    string,
    { readonly row: VolumeRow; readonly volume: Volume; readonly key: string }
  >()

  join(
    volumes: Iterable<Volume>,
    uses: ReadonlyMap<string, readonly VolumeUse[]>,
    sizes: VolumeSizes | null,
    isInMotion: (use: VolumeUse) => boolean,
  ): readonly VolumeRow[] {
    const largest = Math.max(1, ...Object.values(sizes?.bytes ?? {}).map((bytes) => bytes ?? 0))
    const next: typeof this.known = new Map()
    const rows: VolumeRow[] = []
    for (const volume of volumes) {
      const of = uses.get(volume.name) ?? []
      const users = [...new Set(of.map((use) => use.container.name))]
      const bytes = sizes?.bytes[volume.name] ?? null
      const facts: Facts = {
        users: users.join('\n'),
        isInMotion: of.some(isInMotion),
        bytes,
        share: (bytes ?? 0) / largest,
        isMeasured: sizes !== null && Object.hasOwn(sizes.bytes, volume.name),
      }
      const key = JSON.stringify(facts)
      const known = this.known.get(volume.id)
      const row = known?.volume === volume && known.key === key ? known.row : { ...volume, ...facts, users }
      next.set(volume.id, { row, volume, key })
      rows.push(row)
    }
    this.known = next
    return rows
  }
}

/** What the measured volumes hold together. */
export function totalBytes(rows: readonly VolumeRow[]): number {
  return rows.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
}
