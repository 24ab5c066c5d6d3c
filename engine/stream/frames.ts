import { EngineError } from '../../shared/errors.ts'

/** Takes the bytes of a multiplexed stream apart. `source` is an index in `logSources`: 0 stdout, 1 stderr. */
export interface FrameSink {
  /** A frame begins: what `write` brings until the next `begin` is its payload. */
  begin(source: 0 | 1): void
  /** The next payload bytes: `chunk[start]` up to, not including, `chunk[end]`. Valid during the call only. */
  write(chunk: Buffer, start: number, end: number): void
}

const headerBytes = 8
/** The engine's own words when it gives up on a stream; longer ones are cut. */
const maxErrorBytes = 16_384

/**
 * Splits the engine's multiplexed stream into frames. Linear in the bytes, whatever the chunks; payloads are
 * passed on as they come, never collected.
 *
 * Source: Docker Engine API `ContainerAttach`, "Stream format": type, three zeros, length (big endian u32),
 *         payload. Types: 0 and 1 stdout, 2 stderr, 3 an error of the engine's.
 * Errors: engine-failed, for a frame of type 3 (with its text) and for bytes that are no frame.
 */
export class FrameReader {
  private readonly sink: FrameSink
  private readonly header = Buffer.alloc(headerBytes)
  private headerLength = 0
  private remaining = 0
  private errorParts: Buffer[] | null = null

  constructor(sink: FrameSink) {
    this.sink = sink
  }

  /** A frame has begun of which some bytes have not come yet. */
  get isInsideFrame(): boolean {
    return this.remaining > 0
  }

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.remaining > 0) at = this.passPayload(chunk, at)
      else if (this.headerLength === 0 && chunk.length - at >= headerBytes) {
        this.open(chunk, at)
        at += headerBytes
      } else {
        at = this.collectHeader(chunk, at)
      }
    }
  }

  /** To be called when the stream ended: an engine error that was cut short is an error all the same. */
  end(): void {
    if (this.errorParts) this.throwEngineError()
  }

  private passPayload(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.remaining)
    this.remaining -= end - at
    if (this.errorParts) this.collectError(chunk.subarray(at, end))
    else this.sink.write(chunk, at, end)
    return end
  }

  private collectHeader(chunk: Buffer, at: number): number {
    const taken = chunk.copy(this.header, this.headerLength, at, at + headerBytes - this.headerLength)
    this.headerLength += taken
    if (this.headerLength === headerBytes) {
      this.headerLength = 0
      this.open(this.header, 0)
    }
    return at + taken
  }

  private open(bytes: Buffer, at: number): void {
    const type = bytes[at]
    this.remaining = bytes.readUInt32BE(at + 4)
    if (type === 1 || type === 0) this.sink.begin(0)
    else if (type === 2) this.sink.begin(1)
    else if (type === 3) {
      this.errorParts = []
      if (this.remaining === 0) this.throwEngineError()
    } else {
      throw new EngineError('engine-failed', `the engine sent a frame of unknown type ${String(type)}`)
    }
  }

  private collectError(part: Buffer): void {
    this.errorParts?.push(Buffer.from(part))
    const length = this.errorParts?.reduce((sum, bytes) => sum + bytes.length, 0) ?? 0
    if (this.remaining === 0 || length >= maxErrorBytes) this.throwEngineError()
  }

  private throwEngineError(): never {
    const text = Buffer.concat(this.errorParts ?? []).toString('utf8', 0, maxErrorBytes)
    throw new EngineError('engine-failed', text.trim() || 'the engine ended the stream with an error')
  }
}
