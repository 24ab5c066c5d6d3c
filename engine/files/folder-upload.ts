import { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import type { TaskResult } from '../../shared/task.ts'
import { Filtered } from '../http/bytes-filter.ts'
import type { OpenSource } from '../transfers.ts'
import { statFile } from './helper-files.ts'
import type { Spot } from './places.ts'
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

type Seen = Extract<Spot, { by: 'helper' }>

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
  let hasBegun = false
  const receive = async (put: (tar: Readable) => Promise<void>): Promise<TaskResult> => {
    hasBegun = true
    task.progress({ phase: 'waiting' })
    const file = await source.readable(signal)
    task.progress({ phase: 'uploading', totalBytes: source.sizeBytes })
    const counter = new ByteCounter((doneBytes) => task.progress({ doneBytes }))
    const watch = new TarWatch({ limits, onEntry: (doneItems) => task.progress({ doneItems }) })
    await pourInto([file, counter, new Filtered(watch)], (tar) => put(asReadable(tar)), signal)
    return { bytes: counter.bytes }
  }
  const seen = ({ place, path: inside }: Seen): Promise<TaskResult> =>
    pool.use(place, true, signal, async (helper) => {
      const folder = await statFile(helper, `${inside}/.`.replace('//', '/'), signal)
      const view = viewOf(helper, place)
      if (!(await isInArchive(helper, { view, path: folder.name, entry: folder }, signal))) {
        const words = `${path} is seen only inside the container: it takes files one by one`
        throw new EngineError('unsupported', words)
      }
      source.owner?.(folder)
      return receive((tar) => putTar(helper.client, { view, folder: folder.name, tar }, signal))
    })
  const put = async (spot: Spot): Promise<TaskResult> => {
    if (spot.by === 'helper') return seen(spot)
    source.owner?.(await spot.tree.stat(spot.tree.resolve(spot.path)))
    return receive((tar) => spot.tree.unpack(spot.path, tar, signal))
  }
  return places.at({ location, path }, signal, put, () => !hasBegun)
}

function asReadable(tar: AsyncIterable<Buffer>): Readable {
  return Readable.from(tar, { objectMode: false, highWaterMark: 1 << 20 })
}
