import { type CommandPlace, placeCommandsFor } from '../../shared/docker-command-files.ts'
import { EngineError } from '../../shared/errors.ts'
import { lastName } from '../../shared/file-name.ts'
import type {
  DownloadParams,
  FileLocation,
  OfferFileParams,
  UploadFolderParams,
  UploadParams,
} from '../../shared/files.ts'
import type { TaskResult, TaskStart } from '../../shared/task.ts'
import type { EngineConnection } from '../client.ts'
import { fromStreamFailure } from '../errors.ts'
import type { TaskHub } from '../tasks.ts'
import type { OpenSink, Transfers } from '../transfers.ts'
import { containerFacts } from './container-facts.ts'
import { downloadFile } from './file-download.ts'
import { uploadFile } from './file-upload.ts'
import { aboutPlace } from './files.ts'
import { uploadFolder } from './folder-upload.ts'
import type { HelperPool } from './helper-pool.ts'
import type { Places } from './places.ts'
import type { TransferTarget } from './transfer-way.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly transfers: Transfers
  readonly pool: HelperPool
  readonly places: Places
  readonly onBug: (error: unknown) => void
}

/** The browser waits meanwhile. */
const offerDeadlineMs = 20_000

/**
 * Files on their way between a volume or container and the person's disk. Each is a task. The helper that is there for
 * looking tells what is where; long work of a helper has one of its own.
 */
export class FileTransfers {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Puts one file in place: it is there when it is whole, and not at all otherwise. Only in a container that does not
   * run it may be there in part when the upload breaks off.
   * Ends with bytes. Errors: conflict (name taken), not-found (folder), out-of-space, transfer-cut,
   * file-failed.
   */
  readonly upload = async (params: UploadParams, signal: AbortSignal): Promise<TaskStart> => {
    const { tasks, transfers } = this.dependencies
    const { location, path, replace } = params
    const place = await this.placeOf(location, signal)
    const open = transfers.openSource(params.source)
    return tasks.start({
      kind: 'files.upload',
      subject: `${place.name}:${path}`,
      command: this.commands(place).upload(path, lastName(path)),
      transfer: open,
      work: (task, until) =>
        this.run(location, () =>
          uploadFile(this.dependencies, { location, path, replace }, open, { task, signal: until }),
        ),
    })
  }

  /**
   * Puts a folder into another. What came before a failure stays.
   * Ends with bytes. Errors: not-found (folder), conflict, unsafe-archive, unsupported (a folder that only the
   * container itself sees), transfer-cut, file-failed.
   */
  readonly uploadFolder = async (params: UploadFolderParams, signal: AbortSignal): Promise<TaskStart> => {
    const { tasks, transfers } = this.dependencies
    const { location, path, source } = params
    const place = await this.placeOf(location, signal)
    const open = transfers.openFolder(source)
    const folder = source.kind === 'path' ? source.path : source.fileName.replace(/\.tar$/, '')
    return tasks.start({
      kind: 'files.upload',
      subject: `${place.name}:${path}`,
      command: this.commands(place).uploadFolder(path, folder),
      transfer: open,
      work: (task, until) =>
        this.run(location, () =>
          uploadFolder(this.dependencies, { location, path }, open, { task, signal: until }),
        ),
    })
  }

  /**
   * Brings a file as it is, or a folder as a tar.
   * Ends with bytes. Errors: not-found, file-failed, file-no-space, bad-archive when the engine's tar is
   * not whole because files changed while they were read, unsupported (a folder that only the container itself sees).
   */
  readonly download = async (
    { location, path, sink }: DownloadParams,
    signal: AbortSignal,
  ): Promise<TaskStart> => {
    const place = await this.placeOf(location, signal)
    const file = sink.kind === 'path' ? sink.path : sink.fileName
    return this.startDownload({ location, path }, place, file, this.dependencies.transfers.openSink(sink))
  }

  /**
   * The same, begun when the browser fetches the address that the page chose, and never if it does not.
   * Errors: unsupported (desktop shell), conflict (address in use).
   */
  readonly offer = async ({ location, path, fileName, token }: OfferFileParams): Promise<null> => {
    const begin = async (open: OpenSink): Promise<void> => {
      try {
        const place = await this.placeOf(location, AbortSignal.timeout(offerDeadlineMs))
        this.startDownload({ location, path }, place, fileName, open)
      } catch (error) {
        open.settle(error)
        if (!(error instanceof EngineError)) this.dependencies.onBug(error)
      }
    }
    this.dependencies.transfers.offer(token, fileName, (open) => void begin(open))
    return null
  }

  private startDownload(
    target: TransferTarget,
    place: CommandPlace,
    file: string,
    open: OpenSink,
  ): TaskStart {
    const { location, path } = target
    return this.dependencies.tasks.start({
      kind: 'files.download',
      subject: `${place.name}:${path}`,
      command: this.commands(place).download(path, file, file.endsWith('.tar')),
      transfer: open,
      work: (task, until) =>
        this.run(location, () => downloadFile(this.dependencies, target, open, { task, signal: until })),
    })
  }

  private async placeOf(location: FileLocation, signal: AbortSignal): Promise<CommandPlace> {
    if (location.kind === 'volume') return location
    const client = this.dependencies.connection.client()
    const { name, isRunning } = await containerFacts(client, location.id, signal)
    return { kind: 'container', name, isRunning }
  }

  private commands(place: CommandPlace): ReturnType<typeof placeCommandsFor> {
    return placeCommandsFor(this.dependencies.connection.client().endpoint, place)
  }

  private async run(location: FileLocation, work: () => Promise<TaskResult>): Promise<TaskResult> {
    try {
      return await work()
    } catch (error) {
      throw aboutPlace(fromStreamFailure(error), location)
    }
  }
}
