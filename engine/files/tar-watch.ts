import { EngineError } from '../../shared/errors.ts'
import { showName } from '../../shared/file-name.ts'
import type { BytesFilter } from '../http/bytes-filter.ts'
import type { PaxFacts, TarHeader } from './tar-header.ts'
import { blockBytes, maxFactBytes, readPax, readTarHeader } from './tar-header.ts'

export type TarLimits = {
  /** Of all content together. */
  readonly bytes: number
  readonly entries: number
}

type TarWatchOptions = {
  /** For an archive from outside: refuses what would not stay inside, or would not fit. Null for the engine's own. */
  readonly limits: TarLimits | null
  /** Told how many there are so far, and the entry with its whole name. */
  readonly onEntry?: (entries: number, entry: TarHeader) => void
}

/**
 * Passes a tar on and reads its headers on the way, so that one that is damaged or cut short never passes for
 * whole. What comes after its end is swallowed.
 *
 * Errors: bad-archive; with limits also unsafe-archive (reaches outside) and out-of-space.
 */
export class TarWatch implements BytesFilter {
  /** Entries and bytes of content so far. */
  entries = 0
  contentBytes = 0
  /** What was passed on so far. */
  tarBytes = 0
  /** What the archive tells about the folder that holds everything; null when it does not. */
  root: Pick<TarHeader, 'mode' | 'userId' | 'groupId'> | null = null
  private readonly options: TarWatchOptions
  private readonly block = Buffer.alloc(blockBytes)
  private blockLength = 0
  private skipBytes = 0
  private zeroBlocks = 0
  private isExtended = false
  /** Facts about the next entry, while they are being read. */
  private collecting: { readonly type: string; readonly parts: Buffer[]; remaining: number } | null = null
  private facts: PaxFacts = {}
  private readonly links = new Set<string>()

  constructor(options: TarWatchOptions) {
    this.options = options
  }

  /** Both empty blocks were there. */
  get hasEnded(): boolean {
    return this.zeroBlocks === 2
  }

  take(chunk: Buffer): Buffer {
    try {
      const end = this.scan(chunk)
      this.tarBytes += end
      return end === chunk.length ? chunk : chunk.subarray(0, end)
    } catch (error) {
      throw error instanceof EngineError ? error : badArchive(error)
    }
  }

  finish(): void {
    // Some programs write one block of zeros only.
    const isWhole = this.zeroBlocks > 0 && this.blockLength === 0
    if (!isWhole) throw badArchive(new Error('the archive ends too early'))
  }

  /** How many of the bytes belong to the archive. */
  private scan(chunk: Buffer): number {
    let at = 0
    while (at < chunk.length && !this.hasEnded) {
      if (this.collecting && this.collecting.remaining > 0) at += this.collect(chunk, at)
      else if (this.skipBytes > 0) {
        const skipped = Math.min(this.skipBytes, chunk.length - at)
        this.skipBytes -= skipped
        at += skipped
      } else {
        const taken = chunk.copy(this.block, this.blockLength, at)
        this.blockLength += taken
        at += taken
        if (this.blockLength === blockBytes) this.readBlock()
      }
    }
    return at
  }

  private readBlock(): void {
    this.blockLength = 0
    if (this.isExtended) {
      this.isExtended = this.block[504] === 1
      return
    }
    const header = readTarHeader(this.block)
    if (!header) {
      this.zeroBlocks += 1
      return
    }
    if (this.zeroBlocks > 0) throw new Error('an entry after the end')
    if ('xLK'.includes(header.type)) this.openFacts(header)
    else if (header.type === 'g') this.skipBytes = padded(header.sizeBytes)
    else this.readEntry(header)
  }

  private openFacts({ type, sizeBytes }: TarHeader): void {
    if (sizeBytes > maxFactBytes) throw new Error('a name that is too long')
    this.collecting = { type, parts: [], remaining: sizeBytes }
    this.skipBytes = padded(sizeBytes) - sizeBytes
    if (sizeBytes === 0) this.closeFacts()
  }

  private collect(chunk: Buffer, at: number): number {
    const { collecting } = this
    if (!collecting) return 0
    const part = chunk.subarray(at, at + collecting.remaining)
    collecting.parts.push(Buffer.from(part))
    collecting.remaining -= part.length
    if (collecting.remaining === 0) this.closeFacts()
    return part.length
  }

  private closeFacts(): void {
    const content = Buffer.concat(this.collecting?.parts ?? [])
    const type = this.collecting?.type
    this.collecting = null
    if (type === 'x') Object.assign(this.facts, readPax(content))
    else {
      const name = content.toString('utf8').replace(/\0.*$/s, '')
      if (type === 'L') this.facts.path = name
      else this.facts.linkPath = name
    }
  }

  private readEntry(header: TarHeader): void {
    const name = this.facts.path ?? header.name
    const linkName = this.facts.linkPath ?? header.linkName
    const sizeBytes =
      header.sizeBytes > 0 ? (this.facts.sizeBytes ?? header.sizeBytes) : this.sizeWithout(header)
    this.facts = {}
    this.isExtended = header.isExtended
    this.skipBytes = padded(sizeBytes)
    this.entries += 1
    this.contentBytes += sizeBytes
    if (/^(\.?\/)*\.?$/.test(name)) this.root = header
    if (this.options.limits) this.check(this.options.limits, name, header.type, linkName)
    this.options.onEntry?.(this.entries, { ...header, name, linkName, sizeBytes })
  }

  /** A size beyond what the header holds is in the facts alone. */
  private sizeWithout(header: TarHeader): number {
    const size = this.facts.sizeBytes ?? 0
    return header.type === '0' || header.type === '7' ? size : 0
  }

  private check(limits: TarLimits, name: string, type: string, linkName: string): void {
    const parts = partsOf(name)
    if (type === '1') partsOf(linkName)
    for (let depth = 1; depth < parts.length; depth += 1) {
      if (this.links.has(parts.slice(0, depth).join('/'))) {
        throw unsafe(`${showName(name)} goes through a link of the archive`)
      }
    }
    if (type === '2') this.links.add(parts.join('/'))
    if (this.contentBytes > limits.bytes || this.entries > limits.entries) {
      const words = `unpacks to more than ${limits.bytes} bytes or ${limits.entries} entries, which is the room left`
      throw new EngineError('out-of-space', words)
    }
  }
}

function partsOf(name: string): string[] {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw unsafe(`${showName(name)} leads out of the folder`)
  return parts
}

function padded(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes
}

function unsafe(words: string): EngineError {
  return new EngineError('unsafe-archive', words)
}

function badArchive(error: unknown): EngineError {
  return new EngineError('bad-archive', error instanceof Error ? error.message : String(error))
}
