import { EngineError } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { numberOf, parseRecord, textOf } from '../normalize/record.ts'
import type { ArchiveView } from './archive-path.ts'
import { entryPath } from './archive-path.ts'

/** What the engine tells of one entry, without what is in it. Never follows a link in the last place. */
export type ArchiveStat = {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  readonly sizeBytes: number
  readonly modifiedNs: bigint
}

/** Bits of the mode as Go writes them; the first is that of a folder. */
const folderBit = 31
const linkBit = 27
const specialBits = [26, 25, 24, 19]

/** Source: `ContainerArchiveInfo`. Null when nothing is there. Errors: not-found (container), engine-failed. */
export async function statInArchive(
  client: EngineClient,
  view: ArchiveView,
  path: string,
  signal: AbortSignal,
): Promise<ArchiveStat | null> {
  try {
    const { headers, body } = await client.stream({ method: 'HEAD', path: entryPath(view, path), signal })
    body.resume()
    return readStat(String(headers['x-docker-container-path-stat'] ?? ''))
  } catch (error) {
    // Also when the container is gone: whatever is asked next says so.
    if (error instanceof EngineError && error.code === 'not-found') return null
    throw error
  }
}

export function readStat(header: string): ArchiveStat {
  const stat = parseRecord(Buffer.from(header, 'base64').toString()) ?? {}
  const mode = numberOf(stat['mode']) ?? 0
  const has = (bit: number): boolean => ((mode >>> bit) & 1) === 1
  const plain = specialBits.some(has) ? 'other' : 'file'
  const kind = has(folderBit) ? 'directory' : has(linkBit) ? 'link' : plain
  return { kind, sizeBytes: numberOf(stat['size']) ?? 0, modifiedNs: nanoseconds(textOf(stat['mtime'])) }
}

/** A time of RFC 3339 with up to nine digits of a second; 0 for what is none. */
function nanoseconds(time: string): bigint {
  const [, date = '', fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?(.*)$/.exec(time) ?? []
  const ms = Date.parse(`${date}${zone}`)
  if (!Number.isFinite(ms)) return 0n
  return BigInt(ms) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'))
}
