import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { PassThrough, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../shared/errors.ts'
import type { ImportVolumeParams } from '../../shared/files.ts'
import type { TaskResult } from '../../shared/task.ts'
import { errnoOf, messageOf } from '../errors.ts'
import { Filtered } from '../http/bytes-filter.ts'
import type { TaskReporter } from '../tasks.ts'
import type { OpenSource } from '../transfers.ts'
import { readText } from '../transport.ts'
import { contentPath, helperView } from './archive-path.ts'
import type { Helper } from './helper.ts'
import { freeSpace, makeDirectory, mergeFolder, removeFile, setMode } from './helper-files.ts'
import { Meter } from './meter.ts'
import type { TarLimits } from './tar-watch.ts'
import { TarWatch } from './tar-watch.ts'
import { Unpacker } from './unpacker.ts'

/** What an import leaves free of a disk, so that a bomb cannot stop the engine. */
const reservedShare = 0.05
const tidyDeadlineMs = 120_000

type Import = Pick<ImportVolumeParams, 'replace' | 'expectedSha256'> & {
  readonly source: OpenSource
  readonly task: TaskReporter
  readonly signal: AbortSignal
}

/**
 * Unpacks a tar, packed with gzip or not, into a folder beside the volume's files, and moves it in place once it is
 * whole and its checksum right. Until then the volume is as it was, and whatever fails, the folder goes again.
 *
 * Source: `PutContainerArchive`. Ends with bytes and checksum of the file that was read.
 * Errors: bad-archive, unsafe-archive (reaches outside), out-of-space (before the disk is full), checksum-mismatch,
 * transfer-cut, file-failed, cancelled.
 */
export async function importVolume(helper: Helper, wish: Import): Promise<TaskResult> {
  const { source, replace, expectedSha256, task, signal } = wish
  task.progress({ phase: 'waiting' })
  const file = await source.readable(signal)
  task.progress({ phase: 'importing', totalBytes: source.sizeBytes })
  const limits = await limitsOf(helper, signal)
  const folder = `.bayplan-import-${randomBytes(6).toString('hex')}`
  await makeDirectory(helper, `/${folder}`, signal)
  try {
    const meter = new Meter((doneBytes) => task.progress({ doneBytes }))
    const watch = new TarWatch({ limits, onEntry: (doneItems) => task.progress({ doneItems }) })
    await unpack(helper, folder, { file, meter, watch, signal })
    const sha256 = meter.sha256()
    if (expectedSha256 !== null && sha256 !== expectedSha256) throw mismatch(sha256)
    task.progress({ phase: 'copying', totalItems: watch.entries, doneItems: 0 })
    // From here on it goes through: half of it would be neither the old nor the new.
    const through = new AbortController().signal
    await mergeFolder(helper, { folder, replace }, through, ({ items }) =>
      task.progress({ doneItems: items }),
    )
    // The engine passes over what an archive says of the folder it is unpacked in.
    if (watch.root) await setMode(helper, { path: '/', ...watch.root }, through)
    task.line(`${watch.entries} entries, ${watch.contentBytes} bytes of content`)
    return { bytes: meter.bytes, sha256 }
  } catch (error) {
    await tidy(helper, folder)
    throw error
  }
}

type Unpacking = {
  readonly file: Readable
  readonly meter: Meter
  readonly watch: TarWatch
  readonly signal: AbortSignal
}

async function unpack(
  helper: Helper,
  folder: string,
  { file, meter, watch, signal }: Unpacking,
): Promise<void> {
  const content = new PassThrough({ highWaterMark: 1 << 20 })
  const giveUp = new AbortController()
  const both = AbortSignal.any([signal, giveUp.signal])
  let fault: unknown = null
  const fed = pipeline(file, meter, new Unpacker(), new Filtered(watch), new Feed(content, watch), {
    signal: both,
  }).catch((error: unknown) => {
    fault = archiveFault(error)
    giveUp.abort()
  })
  try {
    const { body } = await helper.client.stream({
      method: 'PUT',
      path: contentPath(helperView(helper.id), `/${folder}`),
      content: { type: 'application/x-tar', bytes: content },
      signal: both,
    })
    await readText(body)
    await fed
  } catch (error) {
    // What the engine says about a file that is at fault is a consequence.
    const isConsequence = fault instanceof EngineError
    giveUp.abort()
    await fed
    throw isConsequence ? fault : error
  }
  if (fault !== null) throw fault
}

/** The engine gets the tar up to its end, and may answer then; the rest of the file is read for its checksum only. */
class Feed extends Writable {
  private readonly content: PassThrough
  private readonly watch: TarWatch
  private bytes = 0

  constructor(content: PassThrough, watch: TarWatch) {
    super({ highWaterMark: 1 << 20 })
    this.content = content
    this.watch = watch
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const { content, watch } = this
    this.bytes += chunk.length
    const hasRoom = !content.writable || content.write(chunk)
    // The watch reads ahead of what came out of it.
    if (watch.hasEnded && this.bytes === watch.tarBytes && content.writable) content.end()
    if (hasRoom || !content.writable) done()
    else onceFree(content, done)
  }

  override _final(done: () => void): void {
    this.content.end()
    done()
  }
}

/** Calls back when there is room again, or nobody who takes anything. */
function onceFree(content: PassThrough, done: () => void): void {
  const free = (): void => {
    content.off('drain', free).off('close', free)
    done()
  }
  content.on('drain', free).on('close', free)
}

/** What zlib throws at a file that is no gzip or ends too early. */
function archiveFault(error: unknown): unknown {
  return errnoOf(error).startsWith('Z_') ? new EngineError('bad-archive', messageOf(error)) : error
}

async function limitsOf(helper: Helper, signal: AbortSignal): Promise<TarLimits> {
  const { bytes, totalBytes, entries } = await freeSpace(helper, signal)
  return { bytes: Math.max(0, bytes - totalBytes * reservedShare), entries: entries * (1 - reservedShare) }
}

async function tidy(helper: Helper, folder: string): Promise<void> {
  try {
    await removeFile(helper, `/${folder}`, AbortSignal.timeout(tidyDeadlineMs))
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}

function mismatch(sha256: string): EngineError {
  return new EngineError('checksum-mismatch', `the file's SHA-256 is ${sha256}`)
}
