import { createHash } from 'node:crypto'
import type { TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'

/** Passes bytes on, counts them and takes their SHA-256. */
export class Meter extends Transform {
  bytes = 0
  private readonly hash = createHash('sha256')
  private readonly onBytes: (bytes: number) => void

  /** Told the sum after each piece. */
  constructor(onBytes: (bytes: number) => void = () => {}) {
    super({ highWaterMark: 1 << 20 })
    this.onBytes = onBytes
  }

  /** In hex, of all that passed; to be asked once, at the end. */
  sha256(): string {
    return this.hash.digest('hex')
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.hash.update(chunk)
    this.bytes += chunk.length
    this.onBytes(this.bytes)
    done(null, chunk)
  }
}
