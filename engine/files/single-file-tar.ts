import type { TransformCallback } from 'node:stream'
import { Transform } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { tarEnd, tarPadding } from '../../shared/tar.ts'
import type { BytesFilter } from '../http/bytes-filter.ts'
import type { TarHeader } from './tar-header.ts'
import { blockBytes, maxFactBytes, readPax, readTarHeader } from './tar-header.ts'

type OnBytes = (bytes: number) => void

/*
 * One file goes into and comes out of a container as a tar with one entry. Nothing here waits for a promise: a gigabyte
 * passes through in many thousand pieces, and each such step adds up.
 */

/** Makes a tar of one file's bytes. Errors: transfer-cut when they are not as many as was told. */
export class TarWrap extends Transform {
  /** Of the whole tar. */
  readonly tarBytes: number
  private readonly sizeBytes: number
  private readonly onBytes: OnBytes
  private taken = 0

  constructor(header: Uint8Array, sizeBytes: number, onBytes: OnBytes) {
    super({ highWaterMark: 1 << 20 })
    this.sizeBytes = sizeBytes
    this.onBytes = onBytes
    this.tarBytes = header.length + sizeBytes + tarPadding(sizeBytes) + tarEnd().length
    this.push(header)
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.taken += chunk.length
    if (this.taken > this.sizeBytes) {
      done(otherSize())
      return
    }
    this.onBytes(this.taken)
    done(null, chunk)
  }

  override _flush(done: TransformCallback): void {
    if (this.taken !== this.sizeBytes) {
      done(otherSize())
      return
    }
    this.push(new Uint8Array(tarPadding(this.sizeBytes)))
    done(null, tarEnd())
  }
}

/** Lets the one file of a tar through. Errors: bad-archive (also for one that ends early), bad-request (no file). */
export class TarUnwrap implements BytesFilter {
  /** Header blocks and the records before them, until the entry itself is there. */
  private head: Buffer = Buffer.alloc(0)
  private sizeBytes: number | null = null
  private paxBytes: number | undefined
  private passed = 0

  take(chunk: Buffer): Buffer {
    try {
      const content = this.sizeBytes === null ? this.readHead(chunk) : chunk
      const size = this.sizeBytes ?? 0
      const part = content.subarray(0, size - this.passed)
      this.passed += part.length
      return part
    } catch (error) {
      throw error instanceof EngineError ? error : badArchive(error)
    }
  }

  finish(): void {
    const isWhole = this.sizeBytes !== null && this.passed === this.sizeBytes
    if (!isWhole) throw badArchive(new Error('the archive ends too early'))
  }

  /** What follows the header, empty while that is not there yet. */
  private readHead(chunk: Buffer): Buffer {
    this.head = Buffer.concat([this.head, chunk])
    while (this.head.length >= blockBytes) {
      const header = readTarHeader(this.head.subarray(0, blockBytes))
      if (!header) throw new Error('an archive with nothing in it')
      if (!'xgLK'.includes(header.type)) return this.begin(header)
      if (header.sizeBytes > maxFactBytes) throw new Error('a name that is too long')
      const end = blockBytes + Math.ceil(header.sizeBytes / blockBytes) * blockBytes
      if (this.head.length < end) break
      const facts = this.head.subarray(blockBytes, blockBytes + header.sizeBytes)
      if (header.type === 'x') this.paxBytes = readPax(facts).sizeBytes
      this.head = this.head.subarray(end)
    }
    return Buffer.alloc(0)
  }

  private begin(header: TarHeader): Buffer {
    if (header.type !== '0') throw new EngineError('bad-request', `${header.name} is no file`)
    this.sizeBytes = this.paxBytes ?? header.sizeBytes
    const { head } = this
    this.head = Buffer.alloc(0)
    return head.subarray(blockBytes)
  }
}

function otherSize(): EngineError {
  return new EngineError('transfer-cut', 'the file has another size than it was said to have')
}

function badArchive(error: unknown): EngineError {
  return new EngineError('bad-archive', error instanceof Error ? error.message : String(error))
}
