import { Transform } from 'node:stream'
import { EngineError } from '../shared/errors.ts'

const blockBytes = 512
/** A record of pax attributes is short; a longer one is passed on unread. */
const maxPaxBytes = 1 << 20
/** What an archive of images has in its root. */
const imageEntries: ReadonlySet<string> = new Set(['manifest.json', 'index.json', 'repositories'])
/** First bytes of what engines unpack by themselves: gzip, bzip2, xz, zstd. */
const compressed: readonly string[] = ['1f8b', '425a68', 'fd377a585a00', '28b52ffd']

/**
 * Passes a tar archive on and fails with `bad-archive` when it is none, is damaged, or ends within an entry,
 * so that the engine is never given half a file as a whole one. Only the headers are looked at. The inside of
 * a compressed archive is left to the engine.
 */
export class ArchiveCheck extends Transform {
  /** What an archive of images has is in it; null when that is not known, because it is compressed. */
  hasImage: boolean | null = false
  private readonly header = Buffer.alloc(blockBytes)
  private filled = 0
  /** Bytes of the entry's content and its padding that are still to come. */
  private rest = 0
  private pax: Buffer[] | null = null
  private paxSize: number | null = null
  private state: 'start' | 'entries' | 'over' = 'start'

  constructor() {
    super({ highWaterMark: 1 << 20 })
  }

  /** True once the end of the archive went by: `hasImage` is then final. */
  get isWhole(): boolean {
    return this.state === 'over'
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    try {
      this.look(chunk)
    } catch (error) {
      done(error as Error)
      return
    }
    done(null, chunk)
  }

  override _flush(done: (error?: Error) => void): void {
    const isWhole = this.state === 'over' || (this.state === 'entries' && this.rest + this.filled === 0)
    const isCompressed = this.state === 'start' && isCompressedStart(this.header, this.filled)
    if (isCompressed) this.hasImage = null
    if (isWhole || isCompressed) done()
    else done(damaged(this.state === 'start' ? 'no archive' : 'the archive is cut short'))
  }

  private look(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && this.state !== 'over') {
      if (this.rest > 0) at += this.skip(chunk, at)
      else {
        const copied = chunk.copy(this.header, this.filled, at, at + blockBytes - this.filled)
        this.filled += copied
        at += copied
        if (this.filled === blockBytes) this.readHeader()
      }
    }
  }

  private skip(chunk: Buffer, at: number): number {
    const bytes = Math.min(this.rest, chunk.length - at)
    this.pax?.push(Buffer.from(chunk.subarray(at, at + bytes)))
    this.rest -= bytes
    if (this.rest === 0 && this.pax) {
      this.paxSize = paxSizeOf(Buffer.concat(this.pax))
      this.pax = null
    }
    return bytes
  }

  private readHeader(): void {
    const { header } = this
    const isFirst = this.state === 'start'
    this.filled = 0
    this.state = 'entries'
    if (header.every((byte) => byte === 0)) {
      // What follows the end is nobody's business.
      this.state = 'over'
    } else if (hasValidSum(header)) {
      this.readEntry(header)
    } else if (isFirst && isCompressedStart(header, blockBytes)) {
      this.hasImage = null
      this.state = 'over'
    } else {
      throw damaged(isFirst ? 'no archive' : 'the archive is damaged')
    }
  }

  private readEntry(header: Buffer): void {
    const kind = String.fromCharCode(header[156] ?? 0)
    if (imageEntries.has(nameOf(header))) this.hasImage = true
    // Links, devices and folders have no content, whatever their header says.
    const size = /[1-6]/.test(kind) ? 0 : (this.paxSize ?? sizeOf(header))
    if (kind !== 'x') this.paxSize = null
    if (kind === 'x' && size <= maxPaxBytes) this.pax = []
    this.rest = Math.ceil(size / blockBytes) * blockBytes
    if (this.rest === 0) this.pax = null
  }
}

function isCompressedStart(start: Buffer, length: number): boolean {
  const hex = start.subarray(0, Math.min(length, 8)).toString('hex')
  return compressed.some((magic) => hex.startsWith(magic))
}

/** The checksum counts its own field as blanks. Old programs added the bytes as signed ones. */
function hasValidSum(header: Buffer): boolean {
  const told = Number.parseInt(header.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8)
  let unsigned = 0
  let signed = 0
  for (let index = 0; index < blockBytes; index += 1) {
    const isSum = index >= 148 && index < 156
    unsigned += isSum ? 32 : header.readUInt8(index)
    signed += isSum ? 32 : header.readInt8(index)
  }
  return told === unsigned || told === signed
}

function nameOf(header: Buffer): string {
  const name = header.toString('utf8', 0, 100)
  const end = name.indexOf('\0')
  return (end < 0 ? name : name.slice(0, end)).replace(/^\.\//, '')
}

/** Octal digits, or a binary number when the first bit is set. */
function sizeOf(header: Buffer): number {
  const size = header.readUInt8(124) >= 0x80 ? header.readUIntBE(130, 6) : octalAt(header, 124, 136)
  if (!Number.isSafeInteger(size) || size < 0) throw damaged('the archive is damaged')
  return size
}

function octalAt(header: Buffer, from: number, to: number): number {
  const digits = header.toString('latin1', from, to).replaceAll('\0', ' ').trim()
  return digits === '' ? 0 : Number.parseInt(digits, 8)
}

/** Entries over 8 GiB have their size in a record before them. */
function paxSizeOf(records: Buffer): number | null {
  const size = /(?:^|\n)\d+ size=(\d+)\n/.exec(records.toString('latin1'))?.[1]
  return size === undefined ? null : Number(size)
}

function damaged(message: string): EngineError {
  return new EngineError('bad-archive', message)
}
