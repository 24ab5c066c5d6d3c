import type { Readable, TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileEntry, FileLocation } from '../../shared/files.ts'
import type { EngineConnection } from '../client.ts'
import type { TaskReporter } from '../tasks.ts'
import type { ArchiveView } from './archive-path.ts'
import { helperView } from './archive-path.ts'
import { statInArchive } from './archive-stat.ts'
import type { Helper } from './helper.ts'
import type { HelperPool } from './helper-pool.ts'
import type { HelperPlace } from './own-helper.ts'
import type { Places } from './places.ts'

/** What work on files that are on their way needs. */
export type TransferParts = {
  readonly connection: EngineConnection
  readonly pool: HelperPool
  readonly places: Places
}
export type TransferTarget = { readonly location: FileLocation; readonly path: string }
export type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }

/**
 * Sends bytes through to work that takes them. What the work fails with counts: that the bytes then had nowhere to go is
 * a consequence.
 */
export async function pourInto(
  [source, first, second]: readonly [Readable, Transform, Transform?],
  work: (content: AsyncIterable<Buffer>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let working = Promise.resolve()
  const take = (content: AsyncIterable<Buffer>): Promise<void> => {
    working = work(content)
    return working
  }
  try {
    if (second) await pipeline(source, first, second, take, { signal })
    else await pipeline(source, first, take, { signal })
  } catch (error) {
    await working
    throw error
  }
}

/** Less than this is faster over the helper's own connection. */
export const manyBytes = 4 << 20

/** Where the engine's archive calls find what a helper sees. */
export function viewOf(helper: Helper, place: HelperPlace): ArchiveView {
  return place.kind === 'container' ? { id: place.id, folder: '' } : helperView(helper.id)
}

/**
 * Whether the engine's archive calls see the same entry as the helper does. In a running container they do not where
 * only its own processes look: `/proc`, a tmpfs, what it has mounted itself. `entry` is what the helper says of the
 * path, in which there are no links.
 */
export async function isInArchive(
  helper: Helper,
  { view, path, entry }: { readonly view: ArchiveView; readonly path: string; readonly entry: FileEntry },
  signal: AbortSignal,
): Promise<boolean> {
  const seen = await statInArchive(helper.client, view, path, signal)
  return (
    seen !== null &&
    seen.kind === entry.kind &&
    // Of folders, too: that of a tmpfs is another one than that of what it covers.
    seen.sizeBytes === entry.sizeBytes &&
    Number(seen.modifiedNs / 1_000_000n) === entry.modifiedAtMs
  )
}

/** Passes bytes on and tells their sum after each piece. */
export class ByteCounter extends Transform {
  bytes = 0
  private readonly onBytes: (bytes: number) => void

  constructor(onBytes: (bytes: number) => void) {
    super({ highWaterMark: 1 << 20 })
    this.onBytes = onBytes
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.bytes += chunk.length
    this.onBytes(this.bytes)
    done(null, chunk)
  }
}
