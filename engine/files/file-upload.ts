import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { joinPath, lastName, parentPath } from '../../shared/file-name.ts'
import type { FileEntry, UploadParams } from '../../shared/files.ts'
import { tarHeader } from '../../shared/tar.ts'
import type { TaskResult } from '../../shared/task.ts'
import type { OpenSource } from '../transfers.ts'
import type { ArchiveView } from './archive-path.ts'
import type { Helper } from './helper.ts'
import { placeFile, removeFile, statFile, writeFile } from './helper-files.ts'
import { Meter } from './meter.ts'
import type { HelperPlace } from './own-helper.ts'
import { scopeOf, withHelper } from './own-helper.ts'
import type { StoppedTree } from './stopped-tree.ts'
import { putTar, tarOf } from './stopped-tree.ts'
import { isInArchive, manyBytes, pourInto, type TransferParts, viewOf, type Way } from './transfer-way.ts'

type Wish = Pick<UploadParams, 'location' | 'path' | 'replace'>
type Content = AsyncIterable<Uint8Array>

/** After a failure this long is spent on removing what came so far. */
const tidyDeadlineMs = 10_000

/** One file, whole or not at all; in a container that does not run it may break off. */
export async function uploadFile(
  parts: TransferParts,
  { location, path, replace }: Wish,
  source: OpenSource,
  way: Way,
): Promise<TaskResult> {
  const { task, signal } = way
  task.progress({ phase: 'waiting' })
  const file = await source.readable(signal)
  const { sizeBytes } = source
  task.progress({ phase: 'uploading', totalBytes: sizeBytes })
  const meter = new Meter((doneBytes) => task.progress({ doneBytes }))
  const spot = await parts.places.find(location, path, signal)
  const pour = (work: (content: Content) => Promise<void>): Promise<void> =>
    pourInto([file, meter], work, signal)
  if (spot.by === 'engine') {
    await pour((content) => intoStopped(spot.tree, { path: spot.path, replace, sizeBytes, content }, signal))
  } else {
    await pour((content) =>
      throughHelper(parts, spot.place, { path: spot.path, replace, sizeBytes, content }, signal),
    )
  }
  return { bytes: meter.bytes, sha256: meter.sha256() }
}

type Upload = {
  readonly path: string
  readonly replace: boolean
  readonly sizeBytes: number | null
  readonly content: Content
}

async function intoStopped(
  tree: StoppedTree,
  { path, replace, sizeBytes, content }: Upload,
  signal: AbortSignal,
): Promise<void> {
  if (sizeBytes === null) {
    throw new EngineError('unsupported', 'a container that does not run takes files of known size only')
  }
  await tree.upload({ path, sizeBytes, content }, replace, signal)
}

/** The engine unpacks faster than bytes go through a helper; but its call cannot put a file in place at once. */
async function throughHelper(
  { connection, pool }: TransferParts,
  place: HelperPlace,
  { path, replace, sizeBytes, content }: Upload,
  signal: AbortSignal,
): Promise<void> {
  const expected = replace ? 'anything' : 'nothing'
  await pool.use(place, true, signal, async (helper) => {
    const view = viewOf(helper, place)
    const folder = await statFile(helper, `${parentPath(path)}/.`.replace('//', '/'), signal)
    const isMany = sizeBytes !== null && sizeBytes >= manyBytes
    if (
      isMany &&
      (await isInArchive(helper, { view, path: folder.name, entry: folder }, signal)) &&
      !(await existing(helper, path, signal))
    ) {
      await unpackBeside(helper, { view, folder, path, expected, sizeBytes, content }, signal)
      return
    }
    await withHelper(connection, scopeOf(place, false), signal, (own) =>
      writeFile(own, { path, expected, content }, signal),
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

type Beside = {
  readonly view: ArchiveView
  /** Its name is its path without links. */
  readonly folder: FileEntry
  readonly path: string
  readonly expected: 'nothing' | 'anything'
  readonly sizeBytes: number
  readonly content: Content
}

async function unpackBeside(helper: Helper, beside: Beside, signal: AbortSignal): Promise<void> {
  const { view, folder, path, expected, sizeBytes, content } = beside
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
  const tar = Readable.from(tarOf(header, sizeBytes, content), { objectMode: false, highWaterMark: 1 << 20 })
  try {
    await putTar(helper.client, { view, folder: folder.name, tar }, signal)
    const target = joinPath(folder.name, lastName(path))
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
