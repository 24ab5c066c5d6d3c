import type { TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'
import { createGunzip, type Gunzip } from 'node:zlib'

/** Unpacks gzip, and passes on what is none. */
export class Unpacker extends Transform {
  private first: Buffer | null = Buffer.alloc(0)
  private gunzip: Gunzip | null = null

  constructor() {
    super({ highWaterMark: 1 << 20 })
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    if (this.first === null) {
      this.pass(chunk, done)
      return
    }
    this.first = this.first.length === 0 ? chunk : Buffer.concat([this.first, chunk])
    if (this.first.length < 2) done()
    else this.begin(this.first, done)
  }

  override _flush(done: TransformCallback): void {
    if (this.first) this.push(this.first)
    if (!this.gunzip) done()
    else {
      this.gunzip.once('end', done)
      this.gunzip.end()
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.gunzip?.destroy()
    done(error)
  }

  private begin(first: Buffer, done: TransformCallback): void {
    this.first = null
    if (first[0] === 0x1f && first[1] === 0x8b) {
      this.gunzip = createGunzip({ chunkSize: 256 << 10 })
      this.gunzip.on('error', (error) => this.destroy(error))
      this.gunzip.on('data', (part: Buffer) => {
        // Stops unpacking while nobody takes it: a small file may hold an endless one.
        if (!this.push(part)) this.gunzip?.pause()
      })
    }
    this.pass(first, done)
  }

  override _read(size: number): void {
    this.gunzip?.resume()
    super._read(size)
  }

  private pass(chunk: Buffer, done: TransformCallback): void {
    if (this.gunzip) this.gunzip.write(chunk, () => done())
    else done(null, chunk)
  }
}
