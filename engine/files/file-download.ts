import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../shared/errors.ts'
import type { FileEntry, FileMeasure } from '../../shared/files.ts'
import type { TaskResult } from '../../shared/task.ts'
import type { BytesFilter } from '../http/bytes-filter.ts'
import { pourRaw } from '../http/pour-raw.ts'
import type { RawBody } from '../http/raw-response.ts'
import type { OpenSink } from '../transfers.ts'
import type { ArchiveView } from './archive-path.ts'
import { contentPath, entryPath } from './archive-path.ts'
import { fromCallback } from './from-callback.ts'
import type { Helper } from './helper.ts'
import { measureTree, pourFile, requireKind, statFile } from './helper-files.ts'
import type { HelperPlace } from './own-helper.ts'
import { scopeOf, withHelper } from './own-helper.ts'
import type { Spot } from './places.ts'
import { TarUnwrap } from './single-file-tar.ts'
import type { StoppedTree } from './stopped-tree.ts'
import { TarWatch } from './tar-watch.ts'
import {
  ByteCounter,
  isInArchive,
  manyBytes,
  type TransferParts,
  type TransferTarget,
  viewOf,
  type Way,
} from './transfer-way.ts'

/** Where the bytes go. */
type Target = Pick<OpenSink, 'writable'>

/** A file as it is, or a folder as a tar. */
export async function downloadFile(
  parts: TransferParts,
  { location, path }: TransferTarget,
  sink: OpenSink,
  way: Way,
): Promise<TaskResult> {
  way.task.progress({ phase: 'preparing' })
  let hasBegun = false
  const once: Target = {
    writable: (signal) => {
      hasBegun = true
      return sink.writable(signal)
    },
  }
  const send = (spot: Spot): Promise<TaskResult> =>
    spot.by === 'engine' ? sendStopped(spot.tree, spot.path, once, way) : sendSeen(parts, spot, once, way)
  return parts.places.at({ location, path }, way.signal, send, () => !hasBegun)
}

function sendSeen(
  parts: TransferParts,
  spot: Extract<Spot, { by: 'helper' }>,
  sink: Target,
  way: Way,
): Promise<TaskResult> {
  const { signal } = way
  const { place } = spot
  return parts.pool.use(place, false, signal, async (helper) => {
    const found = await resolved(helper, place, spot.path, signal)
    if (found.isSeen && found.entry.kind === 'directory')
      return sendFolder(parts, place, helper, found, sink, way)
    requireKind(found.entry, spot.path, 'file')
    begin(way, found.entry.sizeBytes)
    if (found.isSeen && found.entry.sizeBytes >= manyBytes) {
      const request = { method: 'GET', path: entryPath(found.view, found.real), signal } as const
      return sendFile((await helper.client.streamRaw(request)).body, sink, way)
    }
    return withHelper(parts.connection, scopeOf(place, true), signal, (own) => {
      const pour = fromCallback<Buffer>(signal, (push, stop) => pourFile(own, found.real, push, stop))
      return send(pour, sink, way)
    })
  })
}

async function send(
  content: AsyncIterable<Buffer>,
  sink: Target,
  { task, signal }: Way,
): Promise<TaskResult> {
  const counter = new ByteCounter((doneBytes) => task.progress({ doneBytes }))
  await pipeline(content, counter, await sink.writable(signal), { signal })
  return { bytes: counter.bytes }
}

/** What a filter lets through of the engine's archive. */
async function sendArchive(
  archive: RawBody,
  filter: BytesFilter,
  sink: Target,
  { task, signal }: Way,
): Promise<TaskResult> {
  let doneBytes = 0
  try {
    const target = await sink.writable(signal)
    const onBytes = (length: number): void => {
      doneBytes += length
      task.progress({ doneBytes })
    }
    await pourRaw(archive, target, onBytes, filter)
  } finally {
    archive.destroy()
  }
  return { bytes: doneBytes }
}

/** The one file in a tar. */
function sendFile(archive: RawBody, sink: Target, way: Way): Promise<TaskResult> {
  return sendArchive(archive, new TarUnwrap(), sink, way)
}

/** A whole tar, its entries counted. */
function sendTar(archive: RawBody, sink: Target, way: Way): Promise<TaskResult> {
  const onEntry = (doneItems: number): void => way.task.progress({ doneItems })
  return sendArchive(archive, new TarWatch({ limits: null, onEntry }), sink, way)
}

/** How much it will be is found out meanwhile: a large folder takes a while to add up. */
async function sendFolder(
  parts: TransferParts,
  place: HelperPlace,
  helper: Helper,
  { view, real }: Found,
  sink: Target,
  way: Way,
): Promise<TaskResult> {
  way.task.progress({ phase: 'downloading' })
  const request = { method: 'GET', path: contentPath(view, real), signal: way.signal } as const
  const { body } = await helper.client.streamRaw(request)
  const over = new AbortController()
  const stop = AbortSignal.any([way.signal, over.signal])
  const measured = withHelper(parts.connection, scopeOf(place, true), stop, async (own) => {
    way.task.progress({ totalBytes: tarBytes(await measureTree(own, real, stop)) })
  }).catch((error: unknown) => {
    // The download goes on without a total.
    if (!(error instanceof EngineError)) throw error
  })
  try {
    return await sendTar(body, sink, way)
  } finally {
    over.abort()
    await measured
  }
}

type Found = {
  /** Without links in it. */
  readonly real: string
  readonly entry: FileEntry
  readonly view: ArchiveView
  readonly isSeen: boolean
}

/** What is there, of a link what it leads to. Errors: not-found, unsupported (a folder only the container sees). */
async function resolved(
  helper: Helper,
  place: HelperPlace,
  path: string,
  signal: AbortSignal,
): Promise<Found> {
  const first = await statFile(helper, path, signal)
  // A link that leads nowhere has no such path; asking for what it should lead to says so.
  const entry = first.link ? await statFile(helper, first.name || `${path}/.`, signal) : first
  const view = viewOf(helper, place)
  const real = entry.name
  const isSeen = await isInArchive(helper, { view, path: real, entry }, signal)
  if (isSeen || entry.kind !== 'directory') return { real, entry, view, isSeen }
  const words = `${path} is seen only inside the container: its files come one by one`
  throw new EngineError('unsupported', words)
}

async function sendStopped(tree: StoppedTree, path: string, sink: Target, way: Way): Promise<TaskResult> {
  const real = tree.resolve(path)
  const entry = await tree.stat(real)
  if (entry.kind === 'directory') {
    begin(way, tarBytes(await tree.measure(real)))
    return sendTar(await tree.openFolder(real, way.signal), sink, way)
  }
  requireKind(entry, path, 'file')
  begin(way, entry.sizeBytes)
  return sendFile(await tree.openEntry(real, way.signal), sink, way)
}

function begin({ task }: Way, totalBytes: number): void {
  task.progress({ phase: 'downloading', totalBytes })
}

/** About what a tar of so much takes: each entry has a header and is filled up to a block. */
export function tarBytes({ bytes, items }: FileMeasure): number {
  return bytes + items * 768 + 1_024
}
