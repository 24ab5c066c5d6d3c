import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../shared/errors.ts'
import type { ImportVolumeParams } from '../../shared/files.ts'
import type { TaskResult } from '../../shared/task.ts'
import { errnoOf, messageOf } from '../errors.ts'
import type { TaskReporter } from '../tasks.ts'
import type { OpenSource } from '../transfers.ts'
import { readText } from '../transport.ts'
import { archivePath } from './archive-path.ts'
import type { Helper } from './helper.ts'
import { freeSpace, makeDirectory, mergeFolder, removeFile } from './helper-files.ts'
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
    await unpack(helper, folder, {
      read: pipeline(file, meter, new Unpacker(), watch, { signal }),
      watch,
      signal,
    })
    const sha256 = meter.sha256()
    if (expectedSha256 !== null && sha256 !== expectedSha256) throw mismatch(sha256)
    task.progress({ phase: 'copying', totalItems: watch.entries, doneItems: 0 })
    // From here on it goes through: half of it would be neither the old nor the new.
    const through = new AbortController().signal
    const merge = { folder, replace, takesRoot: watch.hasRoot }
    await mergeFolder(helper, merge, through, ({ items }) => task.progress({ doneItems: items }))
    task.line(`${watch.entries} entries, ${watch.contentBytes} bytes of content`)
    return { bytes: meter.bytes, sha256 }
  } catch (error) {
    await tidy(helper, folder)
    throw error
  }
}

type Unpacking = { readonly read: Promise<void>; readonly watch: TarWatch; readonly signal: AbortSignal }

async function unpack(helper: Helper, folder: string, { read, watch, signal }: Unpacking): Promise<void> {
  let fault: unknown = null
  const fed = read.catch((error: unknown) => {
    fault = archiveFault(error)
  })
  try {
    const { body } = await helper.client.stream({
      method: 'PUT',
      path: archivePath(helper.id, `/${folder}`),
      content: { type: 'application/x-tar', bytes: watch },
      signal,
    })
    await readText(body)
    // The engine answers at the end of the tar; the checksum is over the whole file.
    watch.resume()
    await fed
  } catch (error) {
    watch.destroy()
    await fed
    // When the file is at fault, what the engine says is a consequence.
    throw fault instanceof EngineError && fault.code !== 'cancelled' ? fault : error
  }
  if (fault !== null) throw fault
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
