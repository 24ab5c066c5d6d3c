import { pipeline } from 'node:stream/promises'
import { fileCommandsFor } from '../../shared/docker-command-files.ts'
import { lastName } from '../../shared/file-name.ts'
import type { DownloadParams, UploadParams } from '../../shared/files.ts'
import type { TaskResult, TaskStart } from '../../shared/task.ts'
import type { EngineConnection } from '../client.ts'
import { fromStreamFailure } from '../errors.ts'
import type { TaskHub, TaskReporter } from '../tasks.ts'
import type { OpenSink, OpenSource, Transfers } from '../transfers.ts'
import { archivePath } from './archive-path.ts'
import { aboutVolume } from './files.ts'
import { fromCallback } from './from-callback.ts'
import type { Helper } from './helper.ts'
import { measureTree, pourFile, requireKind, statFile, writeFile } from './helper-files.ts'
import { Meter } from './meter.ts'
import { wholeVolume, withHelper } from './own-helper.ts'
import { TarWatch } from './tar-watch.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly transfers: Transfers
}
type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }

/** Files on their way between a volume and the person's disk. Each is a task with a helper of its own. */
export class FileTransfers {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Puts one file into a volume: it is there when it is whole, and not at all otherwise.
   * Ends with bytes and checksum. Errors: conflict (name taken), not-found (folder), out-of-space, transfer-cut,
   * file-failed.
   */
  readonly upload = async (params: UploadParams): Promise<TaskStart> => {
    const { connection, tasks, transfers } = this.dependencies
    const { location, path } = params
    const open = transfers.openSource(params.source)
    const command = fileCommandsFor(connection.client().endpoint).upload({
      volume: location.name,
      path,
      file: lastName(path),
    })
    return tasks.start({
      kind: 'files.upload',
      subject: `${location.name}:${path}`,
      command,
      transfer: open,
      work: (task, signal) => this.run(location.name, () => this.receive(open, params, { task, signal })),
    })
  }

  /**
   * Brings a file as it is, or a folder as a tar.
   * Ends with bytes and checksum. Errors: not-found, file-failed, file-no-space, bad-archive when the engine's tar is
   * not whole because files changed while they were read.
   */
  readonly download = async (params: DownloadParams): Promise<TaskStart> => {
    const { connection, tasks, transfers } = this.dependencies
    const { location, path, sink } = params
    const file = sink.kind === 'path' ? sink.path : sink.fileName
    const open = transfers.openSink(sink)
    const commands = fileCommandsFor(connection.client().endpoint)
    return tasks.start({
      kind: 'files.download',
      subject: `${location.name}:${path}`,
      command: commands.download({ volume: location.name, path, file, isFolder: file.endsWith('.tar') }),
      transfer: open,
      work: (task, signal) => this.run(location.name, () => this.send(open, params, { task, signal })),
    })
  }

  private async run(volume: string, work: () => Promise<TaskResult>): Promise<TaskResult> {
    try {
      return await work()
    } catch (error) {
      throw aboutVolume(fromStreamFailure(error), volume)
    }
  }

  private async receive(
    source: OpenSource,
    params: UploadParams,
    { task, signal }: Way,
  ): Promise<TaskResult> {
    const { location, path, replace } = params
    task.progress({ phase: 'waiting' })
    const file = await source.readable(signal)
    const meter = new Meter((doneBytes) => task.progress({ doneBytes }))
    task.progress({ phase: 'uploading', totalBytes: source.sizeBytes })
    return withHelper(
      this.dependencies.connection,
      wholeVolume(location.name, false),
      signal,
      async (helper) => {
        const expected = replace ? 'anything' : 'nothing'
        await pipeline(
          file,
          meter,
          (content: AsyncIterable<Buffer>) => writeFile(helper, { path, expected, content }, signal),
          { signal },
        )
        return { bytes: meter.bytes, sha256: meter.sha256() }
      },
    )
  }

  private async send(sink: OpenSink, params: DownloadParams, way: Way): Promise<TaskResult> {
    const { location, path } = params
    way.task.progress({ phase: 'preparing' })
    const mounts = wholeVolume(location.name, true)
    return withHelper(this.dependencies.connection, mounts, way.signal, async (helper) => {
      const entry = await statFile(helper, path, way.signal)
      const meter = new Meter((doneBytes) => way.task.progress({ doneBytes }))
      const isFolder = entry.kind === 'directory'
      const source = isFolder ? folderOf(helper, entry.name, way) : fileOf(helper, path, way.signal)
      const measured = isFolder ? await measureTree(helper, path, way.signal) : null
      const totalBytes = isFolder ? null : entry.link ? null : entry.sizeBytes
      if (!isFolder && !entry.link) requireKind(entry, path, 'file')
      way.task.progress({
        phase: 'downloading',
        totalBytes: measured ? tarBytes(measured) : totalBytes,
      })
      const content = await source
      await pipeline(content, meter, await sink.writable(way.signal), { signal: way.signal })
      return { bytes: meter.bytes, sha256: meter.sha256() }
    })
  }
}

/** About what a tar of so much takes: each entry has a header and is filled up to a block. */
export function tarBytes({ bytes, items }: { readonly bytes: number; readonly items: number }): number {
  return bytes + items * 768 + 1_024
}

async function fileOf(helper: Helper, path: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
  return fromCallback<Buffer>(signal, (push, stop) => pourFile(helper, path, push, stop))
}

async function folderOf(helper: Helper, path: string, { signal, task }: Way): Promise<TarWatch> {
  const request = { method: 'GET', path: archivePath(helper.id, path), signal } as const
  const { body } = await helper.client.stream(request)
  const watch = new TarWatch({ limits: null, onEntry: (doneItems) => task.progress({ doneItems }) })
  body.on('error', (error) => watch.destroy(error))
  watch.on('close', () => body.destroy())
  return body.pipe(watch)
}
