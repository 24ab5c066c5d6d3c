import type { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { fromStreamFailure } from '../errors.ts'
import type { TarHeader } from './tar-header.ts'
import { blockBytes, readPax, readTarHeader } from './tar-header.ts'

/** Names and attributes of one file; nobody needs more. */
const maxFactBytes = 1 << 20

export type TarFileContent = {
  readonly header: TarHeader
  /** The bytes as they come; leaving early ends the stream. */
  readonly content: AsyncGenerator<Buffer, void, undefined>
}

/**
 * The first entry of a tar, which for one file is all there is in it. What follows is not read.
 * Errors: bad-archive, stream-lost.
 */
export async function openTarFile(body: Readable): Promise<TarFileContent> {
  const bytes = new ByteReader(body)
  try {
    let sizeBytes: number | undefined
    for (;;) {
      const header = readTarHeader(await bytes.exactly(blockBytes))
      if (!header) throw new Error('an archive with nothing in it')
      if ('xgLK'.includes(header.type)) {
        if (header.sizeBytes > maxFactBytes) throw new Error('a name that is too long')
        const facts = await bytes.exactly(Math.ceil(header.sizeBytes / blockBytes) * blockBytes)
        if (header.type === 'x') sizeBytes = readPax(facts.subarray(0, header.sizeBytes)).sizeBytes
        continue
      }
      const whole = { ...header, sizeBytes: sizeBytes ?? header.sizeBytes }
      return { header: whole, content: contentOf(bytes, body, whole.sizeBytes) }
    }
  } catch (error) {
    body.destroy()
    if (error instanceof EngineError) throw error
    throw new EngineError('bad-archive', error instanceof Error ? error.message : String(error))
  }
}

async function* contentOf(
  bytes: ByteReader,
  body: Readable,
  sizeBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* bytes.upTo(sizeBytes)
  } finally {
    body.destroy()
  }
}

/** Takes bytes off a stream in the amounts that are wanted. */
class ByteReader {
  private readonly chunks: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(body: Readable) {
    this.chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.upTo(count)) parts.push(part)
    return Buffer.concat(parts)
  }

  async *upTo(count: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = count; left > 0; ) {
      if (this.rest.length === 0) this.rest = await this.more()
      const part = this.rest.subarray(0, left)
      this.rest = this.rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  private async more(): Promise<Buffer> {
    let next: IteratorResult<Buffer>
    try {
      next = await this.chunks.next()
    } catch (error) {
      throw fromStreamFailure(error)
    }
    if (next.done) throw new EngineError('bad-archive', 'the archive ends too early')
    return next.value
  }
}
