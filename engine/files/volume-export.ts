import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { TaskResult } from '../../shared/task.ts'
import { countBytes } from '../count-bytes.ts'
import { Filtered } from '../http/bytes-filter.ts'
import type { TaskReporter } from '../tasks.ts'
import type { OpenSink } from '../transfers.ts'
import { contentPath, helperView } from './archive-path.ts'
import { tarBytes } from './file-download.ts'
import type { Helper } from './helper.ts'
import { measureTree } from './helper-files.ts'
import { Meter } from './meter.ts'
import { TarWatch } from './tar-watch.ts'

/** The first level is half as large as nothing, and four times as fast as the usual sixth. */
const gzip = { level: 1, chunkSize: 256 << 10 }

type Export = {
  readonly sink: OpenSink
  readonly compress: boolean
  readonly task: TaskReporter
  readonly signal: AbortSignal
}

/**
 * Writes all of a volume into a tar: owners, modes, times, links and extended attributes, as the engine tells them.
 * The archive is read on its way: one that the engine could not finish fails, instead of passing for a backup.
 *
 * Source: `ContainerArchive`. Ends with bytes and checksum of the file that was written.
 */
export async function exportVolume(
  helper: Helper,
  { sink, compress, task, signal }: Export,
): Promise<TaskResult> {
  task.progress({ phase: 'preparing' })
  const measured = await measureTree(helper, '/', signal, ({ items }) => task.progress({ doneItems: items }))
  task.progress({
    phase: 'exporting',
    totalBytes: tarBytes(measured),
    totalItems: measured.items,
    doneItems: 0,
  })
  const request = { method: 'GET', path: contentPath(helperView(helper.id), '/'), signal } as const
  const { body } = await helper.client.stream(request)
  const counter = countBytes(task)
  const watch = new TarWatch({ limits: null, onEntry: (doneItems) => task.progress({ doneItems }) })
  const meter = new Meter((doneBytes) => compress || task.progress({ doneBytes }))
  const target = await sink.writable(signal)
  // What goes into the file is hashed, what goes through counts: the size of a packed file is known at its end.
  if (compress)
    await pipeline(body, new Filtered(watch), counter, createGzip(gzip), meter, target, { signal })
  else await pipeline(body, new Filtered(watch), meter, target, { signal })
  task.progress({ totalBytes: compress ? counter.bytes : meter.bytes })
  task.line(`${watch.entries} entries, ${watch.contentBytes} bytes of content`)
  return { bytes: meter.bytes, sha256: meter.sha256() }
}
