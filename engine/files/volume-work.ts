import { fileCommandsFor } from '../../shared/docker-command-files.ts'
import { EngineError } from '../../shared/errors.ts'
import type {
  CloneVolumeParams,
  EmptyVolumeParams,
  ExportVolumeParams,
  ImportVolumeParams,
} from '../../shared/files.ts'
import type { TaskKind, TaskResult, TaskStart } from '../../shared/task.ts'
import type { Volume } from '../../shared/volume.ts'
import type { EngineConnection } from '../client.ts'
import { fromStreamFailure } from '../errors.ts'
import type { TaskHub, TaskReporter } from '../tasks.ts'
import type { OpenSink, OpenSource, Transfers } from '../transfers.ts'
import type { Volumes } from '../volumes.ts'
import { aboutPlace } from './files.ts'
import type { Helper } from './helper.ts'
import type { HelperScope } from './helper-container.ts'
import { copyTree, measureTree, removeFile } from './helper-files.ts'
import { wholeVolume, withHelper } from './own-helper.ts'
import { exportVolume } from './volume-export.ts'
import { importVolume } from './volume-import.ts'
import type { ContainerActions } from './volume-users.ts'
import { whileStopped } from './volume-users.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly transfers: Transfers
  readonly containers: ContainerActions
  readonly volumes: Pick<Volumes, 'inspect' | 'create' | 'remove'>
}
type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }
type Plan = {
  readonly kind: TaskKind
  readonly name: string
  readonly stopFirst: boolean
  readonly command: string
  readonly transfer?: OpenSink | OpenSource
  readonly work: (way: Way) => Promise<TaskResult>
}

/** Labels that would make another program take the copy for its own. */
const foreignLabel = /^com\.docker\.(compose|volume\.anonymous|stack)\b/

/** Work on whole volumes. Each is a task with a helper of its own, which is gone when it ends. */
export class VolumeWork {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Ends with bytes and SHA-256 of the file. Errors: see `exportVolume`. */
  readonly export = async ({ name, stopFirst, compress, sink }: ExportVolumeParams): Promise<TaskStart> => {
    const file = sink.kind === 'path' ? sink.path : sink.fileName
    const transfer = this.dependencies.transfers.openSink(sink)
    return this.start({
      kind: 'volume.export',
      name,
      stopFirst,
      transfer,
      command: this.commands.export({ volume: name, file, compress }),
      work: ({ task, signal }) =>
        this.helped(wholeVolume(name, true), signal, (helper) =>
          exportVolume(helper, { sink: transfer, compress, task, signal }),
        ),
    })
  }

  /** Ends with bytes and SHA-256 of the file. Errors: see `importVolume`; the volume is then as it was. */
  readonly import = async (params: ImportVolumeParams): Promise<TaskStart> => {
    const { name, stopFirst, replace, expectedSha256, source } = params
    const file = source.kind === 'path' ? source.path : source.fileName
    const transfer = this.dependencies.transfers.openSource(source)
    return this.start({
      kind: 'volume.import',
      name,
      stopFirst,
      transfer,
      command: this.commands.import({ volume: name, file, compress: file.endsWith('gz') }),
      work: ({ task, signal }) =>
        this.helped(wholeVolume(name, false), signal, (helper) =>
          importVolume(helper, { source: transfer, replace, expectedSha256, task, signal }),
        ),
    })
  }

  /**
   * Makes a new volume with the same driver, options and content. A failure or cancel removes it again.
   * Ends with bytes and the SHA-256 over paths, attributes and content. Errors: conflict (name taken), not-found.
   */
  readonly clone = async ({ name, stopFirst, newName }: CloneVolumeParams): Promise<TaskStart> =>
    this.start({
      kind: 'volume.clone',
      name,
      stopFirst,
      command: this.commands.clone({ volume: name, newName }),
      work: (way) => this.makeClone(name, newName, way),
    })

  /** Removes everything in a volume, the volume stays. Ends with the bytes that were in files. */
  readonly empty = async ({ name, stopFirst }: EmptyVolumeParams): Promise<TaskStart> =>
    this.start({
      kind: 'volume.empty',
      name,
      stopFirst,
      command: this.commands.empty({ volume: name }),
      work: ({ task, signal }) =>
        this.helped(wholeVolume(name, false), signal, async (helper) => {
          task.progress({ phase: 'preparing' })
          const total = await measureTree(helper, '/', signal)
          // The root is counted but stays.
          task.progress({ phase: 'removing', totalBytes: total.bytes, totalItems: total.items - 1 })
          const done = await removeFile(helper, '/', signal, ({ bytes, items }) =>
            task.progress({ doneBytes: bytes, doneItems: items }),
          )
          return { bytes: done.bytes }
        }),
    })

  private get commands(): ReturnType<typeof fileCommandsFor> {
    return fileCommandsFor(this.dependencies.connection.client().endpoint)
  }

  private start({ kind, name, stopFirst, command, transfer, work }: Plan): TaskStart {
    return this.dependencies.tasks.start({
      kind,
      subject: name,
      command,
      ...(transfer ? { transfer } : {}),
      work: async (task, signal) => {
        const whole = (): Promise<TaskResult> => work({ task, signal })
        try {
          if (!stopFirst) return await whole()
          const wish = { volume: name, task, signal }
          const { result, outcomes } = await whileStopped(this.dependencies, wish, whole)
          return { ...result, outcomes }
        } catch (error) {
          throw aboutPlace(fromStreamFailure(error), { kind: 'volume', name })
        }
      },
    })
  }

  private helped<T>(
    scope: HelperScope,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    return withHelper(this.dependencies.connection, scope, signal, work)
  }

  private async makeClone(name: string, newName: string, way: Way): Promise<TaskResult> {
    const { volumes } = this.dependencies
    const source = await volumes.inspect({ name }, way.signal)
    await this.requireFree(newName, way.signal)
    way.task.progress({ phase: 'preparing' })
    await volumes.create(
      { name: newName, driver: source.driver, options: ownOptions(source), labels: ownLabels(source) },
      way.signal,
    )
    try {
      return await this.copyInto(name, newName, way)
    } catch (error) {
      // Made by this task a moment ago, so nothing else is in it.
      await volumes.remove({ name: newName, force: false }, AbortSignal.timeout(20_000)).catch(() => null)
      throw error
    }
  }

  /** The engine would answer with the volume that is there. */
  private async requireFree(newName: string, signal: AbortSignal): Promise<void> {
    try {
      await this.dependencies.volumes.inspect({ name: newName }, signal)
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') return
      throw error
    }
    const subject = { kind: 'volume', id: newName, name: newName } as const
    throw new EngineError('conflict', `there is a volume ${newName}`, { subject, operation: 'VolumeCreate' })
  }

  private copyInto(name: string, newName: string, { task, signal }: Way): Promise<TaskResult> {
    const mounts = [
      { volume: name, folder: 'from', isReadOnly: true },
      { volume: newName, folder: 'to', isReadOnly: false },
    ]
    return this.helped(mounts, signal, async (helper) => {
      const total = await measureTree(helper, '/from', signal)
      task.progress({ phase: 'copying', totalBytes: total.bytes, totalItems: total.items - 1 })
      const folders = { from: '/from', to: '/to' }
      const done = await copyTree(helper, folders, signal, ({ bytes, items }) =>
        task.progress({ doneBytes: bytes, doneItems: items }),
      )
      return { bytes: done.bytes, sha256: done.sha256, references: [newName] }
    })
  }
}

/** With a device, the copy would be the same place as the original, or gone with the helper (tmpfs). */
function ownOptions({ driver, options }: Volume): Readonly<Record<string, string>> {
  return driver === 'local' && 'device' in options ? {} : options
}

function ownLabels({ labels }: Volume): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !foreignLabel.test(name)))
}
