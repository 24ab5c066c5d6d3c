import { randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { EngineError } from '../shared/errors.ts'
import { errnoOf, messageOf } from './errors.ts'
import type { OpenSink, OpenSource } from './transfers.ts'

const highWaterMark = 1 << 20

/** A file that the host writes. It appears under its name when it is whole, and not at all otherwise. */
export class FileSink implements OpenSink {
  readonly url = null
  private readonly path: string

  /** Throws `bad-request` for a path that depends on the host's own folder. */
  constructor(path: string) {
    this.path = absolute(path)
  }

  async writable(): Promise<Writable> {
    const temporary = join(
      dirname(this.path),
      `.${basename(this.path).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`,
    )
    const file = await open(temporary, 'wx').catch(fail)
    return new FileWriter(file, temporary, this.path)
  }

  settle(): void {}
}

/** A file that the host reads. */
export class FileSource implements OpenSource {
  readonly url = null
  sizeBytes: number | null = null
  private readonly path: string

  constructor(path: string) {
    this.path = absolute(path)
  }

  async readable(): Promise<Readable> {
    const file = await open(this.path, 'r').catch(fail)
    const stat = await file.stat()
    if (stat.isDirectory()) {
      await file.close()
      throw new EngineError('file-failed', `${this.path} is a folder`)
    }
    this.sizeBytes = stat.isFile() ? stat.size : null
    const bytes = Readable.from(readFile(file), { objectMode: false, highWaterMark })
    // Here, for what nobody begins to read is closed as well.
    bytes.once('close', () => void file.close().catch(() => {}))
    return bytes
  }

  settle(): void {}
}

async function* readFile(file: FileHandle): AsyncGenerator<Buffer> {
  try {
    yield* file.createReadStream({ highWaterMark: 256 << 10, autoClose: false }) as AsyncIterable<Buffer>
  } catch (error) {
    fail(error)
  }
}

class FileWriter extends Writable {
  private readonly file: FileHandle
  private readonly temporary: string
  private readonly path: string
  private isWhole = false

  constructor(file: FileHandle, temporary: string, path: string) {
    super({ highWaterMark })
    this.file = file
    this.temporary = temporary
    this.path = path
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    void settleWith(this.file.writeFile(chunk), done)
  }

  override _final(done: (error?: Error) => void): void {
    void settleWith(this.finishFile(), done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.isWhole) {
      done(error)
      return
    }
    void this.discard().finally(() => done(error))
  }

  private async discard(): Promise<void> {
    await this.file.close().catch(() => {})
    await rm(this.temporary, { force: true }).catch(() => {})
  }

  private async finishFile(): Promise<void> {
    // A full disk may show only when the system writes back what it had taken.
    await this.file.sync()
    await this.file.close()
    await rename(this.temporary, this.path)
    this.isWhole = true
  }
}

async function settleWith(work: Promise<void>, done: (error?: Error) => void): Promise<void> {
  try {
    await work
  } catch (error) {
    done(fileError(error))
    return
  }
  done()
}

function absolute(path: string): string {
  if (!isAbsolute(path)) throw new EngineError('bad-request', 'not an absolute path')
  return path
}

function fail(error: unknown): never {
  throw fileError(error)
}

function fileError(error: unknown): Error {
  const errno = errnoOf(error)
  if (errno === '') return error instanceof Error ? error : new Error(messageOf(error))
  const isFull = errno === 'ENOSPC' || errno === 'EDQUOT' || errno === 'EFBIG'
  return new EngineError(isFull ? 'file-no-space' : 'file-failed', messageOf(error))
}
