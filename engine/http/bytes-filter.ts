import type { TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'

/** Looks at bytes on their way, and may hold some of them back. It keeps nothing of the memory they stand in. */
export interface BytesFilter {
  /** What goes on of them; empty for nothing. Throws what is wrong with them. */
  take(chunk: Buffer): Buffer
  /** No more will come. Throws when that was not all. */
  finish(): void
}

/** A filter between streams. */
export class Filtered extends Transform {
  private readonly looking: BytesFilter

  constructor(filter: BytesFilter) {
    super({ highWaterMark: 1 << 20 })
    this.looking = filter
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    let part: Buffer
    try {
      part = this.looking.take(chunk)
    } catch (error) {
      done(asError(error))
      return
    }
    done(null, part.length > 0 ? part : undefined)
  }

  override _flush(done: TransformCallback): void {
    try {
      this.looking.finish()
    } catch (error) {
      done(asError(error))
      return
    }
    done()
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
