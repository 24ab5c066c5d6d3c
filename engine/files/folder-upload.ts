import { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import type { TaskResult } from '../../shared/task.ts'
import { Filtered } from '../http/bytes-filter.ts'
import type { OpenSource } from '../transfers.ts'
import { statFile } from './helper-files.ts'
import { putTar } from './put-tar.ts'
import { TarWatch } from './tar-watch.ts'
import {
  ByteCounter,
  isInArchive,
  pourInto,
  type TransferParts,
  type TransferTarget,
  viewOf,
  type Way,
} from './transfer-way.ts'

/** What the page sends is checked for names that lead out of the folder; what fits is the engine's business. */
const limits = { bytes: Number.POSITIVE_INFINITY, entries: Number.POSITIVE_INFINITY }

/** Unpacks a tar of a folder into another folder, as it comes. */
export async function uploadFolder(
  { pool, places }: TransferParts,
  { location, path }: TransferTarget,
  source: OpenSource,
  way: Way,
): Promise<TaskResult> {
  const { task, signal } = way
  const spot = await places.find(location, path, signal)
  const receive = async (put: (tar: Readable) => Promise<void>): Promise<TaskResult> => {
    task.progress({ phase: 'waiting' })
    const file = await source.readable(signal)
    task.progress({ phase: 'uploading', totalBytes: source.sizeBytes })
    const counter = new ByteCounter((doneBytes) => task.progress({ doneBytes }))
    const watch = new TarWatch({ limits, onEntry: (doneItems) => task.progress({ doneItems }) })
    await pourInto([file, counter, new Filtered(watch)], (tar) => put(asReadable(tar)), signal)
    return { bytes: counter.bytes }
  }
  if (spot.by === 'engine') {
    source.owner?.(await spot.tree.stat(spot.tree.resolve(spot.path)))
    return receive((tar) => spot.tree.unpack(spot.path, tar, signal))
  }
  return pool.use(spot.place, true, signal, async (helper) => {
    const folder = await statFile(helper, `${spot.path}/.`.replace('//', '/'), signal)
    const view = viewOf(helper, spot.place)
    if (!(await isInArchive(helper, { view, path: folder.name, entry: folder }, signal))) {
      const words = `${path} is seen only inside the container: it takes files one by one`
      throw new EngineError('unsupported', words)
    }
    source.owner?.(folder)
    return receive((tar) => putTar(helper.client, { view, folder: folder.name, tar }, signal))
  })
}

function asReadable(tar: AsyncIterable<Buffer>): Readable {
  return Readable.from(tar, { objectMode: false, highWaterMark: 1 << 20 })
}
