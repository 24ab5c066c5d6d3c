import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../shared/errors.ts'
import type { FileEntry, FileMeasure } from '../../shared/files.ts'
import type { TaskResult } from '../../shared/task.ts'
import type { OpenSink } from '../transfers.ts'
import type { ArchiveView } from './archive-path.ts'
import { contentPath, entryPath } from './archive-path.ts'
import { fromCallback } from './from-callback.ts'
import type { Helper } from './helper.ts'
import { measureTree, pourFile, requireKind, statFile } from './helper-files.ts'
import { Meter } from './meter.ts'
import type { HelperPlace } from './own-helper.ts'
import { scopeOf, withHelper } from './own-helper.ts'
import type { StoppedTree } from './stopped-tree.ts'
import { openTarFile } from './tar-reader.ts'
import { TarWatch } from './tar-watch.ts'
import {
  isInArchive,
  manyBytes,
  type TransferParts,
  type TransferTarget,
  viewOf,
  type Way,
} from './transfer-way.ts'

type Content = AsyncIterable<Buffer> | Readable

/** A file as it is, or a folder as a tar. */
export async function downloadFile(
  { connection, places }: TransferParts,
  { location, path }: TransferTarget,
  sink: OpenSink,
  way: Way,
): Promise<TaskResult> {
  way.task.progress({ phase: 'preparing' })
  const spot = await places.find(location, path, way.signal)
  if (spot.by === 'engine') return send(await stoppedContent(spot.tree, spot.path, way), sink, way)
  return withHelper(connection, scopeOf(spot.place, true), way.signal, async (helper) =>
    send(await helperContent(helper, spot.place, spot.path, way), sink, way),
  )
}

async function send(content: Content, sink: OpenSink, { task, signal }: Way): Promise<TaskResult> {
  const meter = new Meter((doneBytes) => task.progress({ doneBytes }))
  await pipeline(content, meter, await sink.writable(signal), { signal })
  return { bytes: meter.bytes, sha256: meter.sha256() }
}

async function helperContent(helper: Helper, place: HelperPlace, path: string, way: Way): Promise<Content> {
  const { signal } = way
  const { real, entry } = await resolved(helper, path, signal)
  const view = viewOf(helper, place)
  const isSeen = await isInArchive(helper, { view, path: real, entry }, signal)
  if (entry.kind !== 'directory') {
    requireKind(entry, path, 'file')
    begin(way, entry.sizeBytes)
    return isSeen && entry.sizeBytes >= manyBytes
      ? archivedFile(helper, entryPath(view, real), signal)
      : fromCallback<Buffer>(signal, (push, stop) => pourFile(helper, real, push, stop))
  }
  if (!isSeen) {
    throw new EngineError(
      'unsupported',
      `${path} is seen only inside the container: its files come one by one`,
    )
  }
  begin(way, tarBytes(await measureTree(helper, real, signal)))
  return folderOf(helper, view, real, way)
}

async function archivedFile(
  helper: Helper,
  path: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const { body } = await helper.client.stream({ method: 'GET', path, signal })
  return (await openTarFile(body)).content
}

/** What a link leads to, and where that is. Errors: not-found. */
async function resolved(
  helper: Helper,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly real: string; readonly entry: FileEntry }> {
  const found = await statFile(helper, path, signal)
  // A link that leads nowhere has no such path; asking for what it should lead to says so.
  const entry = found.link ? await statFile(helper, found.name || `${path}/.`, signal) : found
  return { real: entry.name, entry }
}

async function stoppedContent(tree: StoppedTree, path: string, way: Way): Promise<Content> {
  const real = tree.resolve(path)
  const entry = await tree.stat(real)
  if (entry.kind === 'directory') {
    begin(way, tarBytes(await tree.measure(real)))
    return watched(await tree.openFolder(real, way.signal), way)
  }
  requireKind(entry, path, 'file')
  begin(way, entry.sizeBytes)
  return (await tree.open(real, way.signal)).content
}

function begin({ task }: Way, totalBytes: number): void {
  task.progress({ phase: 'downloading', totalBytes })
}

/** About what a tar of so much takes: each entry has a header and is filled up to a block. */
export function tarBytes({ bytes, items }: FileMeasure): number {
  return bytes + items * 768 + 1_024
}

async function folderOf(helper: Helper, view: ArchiveView, path: string, way: Way): Promise<Readable> {
  const request = { method: 'GET', path: contentPath(view, path), signal: way.signal } as const
  return watched((await helper.client.stream(request)).body, way)
}

function watched(body: Readable, { task }: Way): Readable {
  const watch = new TarWatch({ limits: null, onEntry: (doneItems) => task.progress({ doneItems }) })
  body.on('error', (error) => watch.destroy(error))
  watch.on('close', () => body.destroy())
  return body.pipe(watch)
}
