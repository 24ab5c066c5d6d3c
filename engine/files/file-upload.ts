import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { joinPath, lastName, parentPath } from '../../shared/file-name.ts'
import type { FileEntry, UploadParams } from '../../shared/files.ts'
import { tarHeader } from '../../shared/tar.ts'
import type { TaskResult } from '../../shared/task.ts'
import type { OpenSource } from '../transfers.ts'
import type { ArchiveView } from './archive-path.ts'
import type { Helper } from './helper.ts'
import { placeFile, removeFile, statFile, writeFile } from './helper-files.ts'
import type { HelperPlace } from './own-helper.ts'
import { scopeOf, withHelper } from './own-helper.ts'
import type { Spot } from './places.ts'
import { putFile } from './put-tar.ts'
import { TarWrap } from './single-file-tar.ts'
import type { StoppedTree } from './stopped-tree.ts'
import {
  ByteCounter,
  isInArchive,
  manyBytes,
  pourInto,
  type TransferParts,
  viewOf,
  type Way,
} from './transfer-way.ts'

type Wish = Pick<UploadParams, 'location' | 'path' | 'replace'>

type Upload = {
  readonly path: string
  readonly replace: boolean
  readonly sizeBytes: number | null
  readonly file: Readable
  readonly onBytes: (bytes: number) => void
}

/** After a failure this long is spent on removing what came so far. */
const tidyDeadlineMs = 10_000

/** One file, whole or not at all; in a container that does not run it may break off. */
export async function uploadFile(
  parts: TransferParts,
  { location, path, replace }: Wish,
  source: OpenSource,
  { task, signal }: Way,
): Promise<TaskResult> {
  task.progress({ phase: 'waiting' })
  const file = await source.readable(signal)
  let bytes = 0
  const onBytes = (doneBytes: number): void => {
    bytes = doneBytes
    task.progress({ doneBytes })
  }
  try {
    const { sizeBytes } = source
    task.progress({ phase: 'uploading', totalBytes: sizeBytes })
    const send = async (spot: Spot): Promise<void> => {
      const upload = { path: spot.path, replace, sizeBytes, file, onBytes }
      if (spot.by === 'engine') await intoStopped(spot.tree, upload, signal)
      else await throughHelper(parts, spot.place, upload, signal)
    }
    await parts.places.at({ location, path }, signal, send, () => !file.readableDidRead)
    return { bytes }
  } finally {
    file.destroy()
  }
}

async function intoStopped(tree: StoppedTree, upload: Upload, signal: AbortSignal): Promise<void> {
  const { path, replace, sizeBytes, file, onBytes } = upload
  if (sizeBytes === null) {
    throw new EngineError('unsupported', 'a container that does not run takes files of known size only')
  }
  await tree.upload({ path, sizeBytes, file, onBytes }, replace, signal)
}

/** The engine unpacks faster than bytes go through a helper; but its call cannot put a file in place at once. */
async function throughHelper(
  { connection, pool }: TransferParts,
  place: HelperPlace,
  upload: Upload,
  signal: AbortSignal,
): Promise<void> {
  const { path, replace, sizeBytes, file, onBytes } = upload
  await pool.use(place, true, signal, async (helper) => {
    const view = viewOf(helper, place)
    const folder = await statFile(helper, `${parentPath(path)}/.`.replace('//', '/'), signal)
    if (
      sizeBytes !== null &&
      sizeBytes >= manyBytes &&
      (await isInArchive(helper, { view, path: folder.name, entry: folder }, signal)) &&
      !(await existing(helper, path, signal))
    ) {
      await unpackBeside(helper, { ...upload, sizeBytes, view, folder }, signal)
      return
    }
    const expected = replace ? 'anything' : 'nothing'
    await withHelper(connection, scopeOf(place, false), signal, (own) =>
      pourInto(
        [file, new ByteCounter(onBytes)],
        async (content) => void (await writeFile(own, { path, expected, content }, signal)),
        signal,
      ),
    )
  })
}

async function existing(helper: Helper, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    await statFile(helper, path, signal)
    return true
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return false
    throw error
  }
}

type Beside = Upload & {
  readonly sizeBytes: number
  readonly view: ArchiveView
  /** Its name is its path without links. */
  readonly folder: FileEntry
}

async function unpackBeside(helper: Helper, beside: Beside, signal: AbortSignal): Promise<void> {
  const { view, folder, path, replace, sizeBytes, file, onBytes } = beside
  const temporary = joinPath(folder.name, `.bayplan-${randomBytes(6).toString('hex')}`)
  const header = tarHeader({
    name: lastName(temporary),
    kind: 'file',
    sizeBytes,
    mode: 0o600,
    userId: folder.userId,
    groupId: folder.groupId,
    modifiedAtMs: Date.now(),
  })
  try {
    const tar = new TarWrap(header, sizeBytes, onBytes)
    await putFile(helper.client, { view, folder: folder.name, file, tar }, signal)
    const target = joinPath(folder.name, lastName(path))
    const expected = replace ? 'anything' : 'nothing'
    await placeFile(helper, { written: temporary, path: target, expected }, signal)
  } catch (error) {
    await tidy(helper, temporary)
    throw error
  }
}

async function tidy(helper: Helper, path: string): Promise<void> {
  try {
    await removeFile(helper, path, AbortSignal.timeout(tidyDeadlineMs))
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}
