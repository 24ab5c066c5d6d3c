import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type {
  ExportContainerParams,
  ImportImageParams,
  LoadImageParams,
  SaveImagesParams,
} from '../shared/archive.ts'
import { dockerCommandsFor } from '../shared/docker-command.ts'
import { archiveCommandsFor } from '../shared/docker-command-archive.ts'
import type { ErrorSubject } from '../shared/errors.ts'
import { EngineError } from '../shared/errors.ts'
import { parseReference } from '../shared/reference.ts'
import type { TaskPhase, TaskResult, TaskStart } from '../shared/task.ts'
import type { Sink, Source } from '../shared/transfer.ts'
import { ArchiveCheck } from './archive-check.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { countBytes } from './count-bytes.ts'
import { fromStreamFailure } from './errors.ts'
import { pourRaw } from './http/pour-raw.ts'
import { ImageMessages } from './image-messages.ts'
import { isApiAtLeast } from './negotiate.ts'
import type { TaskHub, TaskReporter } from './tasks.ts'
import type { OpenSink, OpenSource, Transfers } from './transfers.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: TaskHub
  readonly transfers: Transfers
  /** The container's name as last known. */
  readonly nameOf: (id: string) => string | null
}
type About = { readonly operation: string; readonly subject: ErrorSubject }
type Way = { readonly task: TaskReporter; readonly signal: AbortSignal; readonly about: About }

/**
 * Archives of images and file systems on their way between the engine and the person's disk. Each is a task;
 * bytes pass at the pace of the slower side and none are kept.
 */
export class Archives {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Writes images with their tags into one archive.
   * Source: `ImageGet`, `ImageGetAll`. Errors: not-found, unsupported (one platform before API 1.48),
   * file-failed, file-no-space, stream-lost.
   */
  readonly save = async ({ references, platform, sink }: SaveImagesParams): Promise<TaskStart> => {
    const client = this.client(platform, '1.48')
    const subject = references.join(', ')
    const names = platformQuery(platform)
    return this.startSave(sink, {
      kind: 'image.save',
      subject,
      command: archiveCommandsFor(client.endpoint).save({ references, platform, file: fileOf(sink) }),
      phase: 'saving',
      about: { operation: 'ImageGet', subject: { kind: 'image', id: subject, name: subject } },
      request: { method: 'GET', path: '/images/get', query: { ...names, names: references } },
    })
  }

  /**
   * Writes a container's file system into an archive, running or not.
   * Source: `ContainerExport`. Errors: as `save`.
   */
  readonly export = async ({ id, sink }: ExportContainerParams): Promise<TaskStart> => {
    const client = this.dependencies.connection.client()
    const name = this.dependencies.nameOf(id) ?? id
    return this.startSave(sink, {
      kind: 'container.export',
      subject: name,
      command: dockerCommandsFor(client.endpoint).export({ name, file: fileOf(sink) }),
      phase: 'exporting',
      about: { operation: 'ContainerExport', subject: { kind: 'container', id, name } },
      request: { method: 'GET', path: `/containers/${encodeURIComponent(id)}/export` },
    })
  }

  /**
   * Reads images with their tags from an archive that `save` or another tool wrote, compressed or not.
   * Source: `ImageLoad`. Ends with the references loaded. Errors: bad-archive, no-image-archive,
   * transfer-cut, file-failed, unsupported (one platform before API 1.48), engine-failed, stream-lost.
   */
  readonly load = async ({ platform, source }: LoadImageParams): Promise<TaskStart> => {
    const client = this.client(platform, '1.48')
    const file = fileOf(source)
    return this.startRead(source, {
      kind: 'image.load',
      command: archiveCommandsFor(client.endpoint).load({ platform, file }),
      phase: 'loading',
      operation: 'ImageLoad',
      request: { method: 'POST', path: '/images/load', query: { quiet: false, ...platformQuery(platform) } },
      needsImage: true,
    })
  }

  /**
   * Makes an image of one layer from an archive of a file system.
   * Source: `ImageCreate`. Ends with the image's id. Errors: as `load`, bad-request for a change that the
   * engine does not take.
   */
  readonly import = async (params: ImportImageParams): Promise<TaskStart> => {
    const { source, reference, changes, message, platform } = params
    const { endpoint } = this.dependencies.connection.client()
    const file = fileOf(source)
    return this.startRead(source, {
      kind: 'image.import',
      command: archiveCommandsFor(endpoint).import({ ...params, file }),
      phase: 'importing',
      operation: 'ImageCreate',
      request: {
        method: 'POST',
        path: '/images/create',
        query: {
          fromSrc: '-',
          ...nameQuery(reference),
          changes,
          message: message || undefined,
          platform: platform ?? undefined,
        },
      },
      needsImage: false,
    })
  }

  private client(platform: string | null, since: string): EngineClient {
    const client = this.dependencies.connection.client()
    if (platform === null || isApiAtLeast(client.apiVersion, since)) return client
    throw new EngineError(
      'unsupported',
      `one platform needs API ${since}, the engine speaks ${client.apiVersion}`,
    )
  }

  private startSave(sink: Sink, plan: SavePlan): TaskStart {
    const open = this.dependencies.transfers.openSink(sink)
    const { kind, subject, command, phase, about, request } = plan
    return this.dependencies.tasks.start({
      kind,
      subject,
      command,
      transfer: open,
      work: (task, signal) => {
        task.progress({ phase })
        return this.write(open, request, { task, signal, about })
      },
    })
  }

  private async write(sink: OpenSink, request: Request, { task, signal, about }: Way): Promise<TaskResult> {
    try {
      const { body } = await this.dependencies.connection.client().streamRaw({ ...request, signal })
      let bytes = 0
      try {
        await pourRaw(body, await sink.writable(signal), (length) => {
          bytes += length
          task.progress({ doneBytes: bytes })
        })
      } finally {
        body.destroy()
      }
      task.progress({ doneBytes: bytes, totalBytes: bytes })
      return { bytes }
    } catch (error) {
      throw explain(error, about)
    }
  }

  private startRead(source: Source, plan: ReadPlan): TaskStart {
    const open = this.dependencies.transfers.openSource(source)
    const subject = basename(fileOf(source))
    const about = {
      operation: plan.operation,
      subject: { kind: 'image', id: subject, name: subject } as const,
    }
    return this.dependencies.tasks.start({
      kind: plan.kind,
      subject,
      command: plan.command,
      transfer: open,
      work: (task, signal) => this.read(open, plan, { task, signal, about }),
    })
  }

  private async read(source: OpenSource, plan: ReadPlan, { task, signal, about }: Way): Promise<TaskResult> {
    task.progress({ phase: 'waiting' })
    const check = new ArchiveCheck()
    let cause: unknown = null
    const counter = countBytes(task)
    try {
      const file = await source.readable(signal)
      task.progress({ phase: plan.phase, totalBytes: source.sizeBytes })
      const sent = pipeline(file, check, counter).catch((error: unknown) => {
        cause = error
      })
      const content = { type: 'application/x-tar', bytes: counter }
      const { body } = await this.dependencies.connection
        .client()
        .stream({ ...plan.request, content, signal })
      const messages = await readMessages(body, task)
      await sent
      if (plan.needsImage && check.hasImage === false) throw noImage()
      return { ...messages.result(), bytes: counter.bytes }
    } catch (error) {
      counter.destroy()
      // When the file was at fault, whatever the engine says about it is a consequence.
      const failure = cause instanceof EngineError ? cause : error
      const isForeign = plan.needsImage && check.hasImage === false && check.isWhole
      throw explain(isForeign && !signal.aborted ? noImage() : failure, about)
    }
  }
}

type Request = Pick<EngineRequest, 'method' | 'path' | 'query'>
type SavePlan = {
  readonly kind: 'image.save' | 'container.export'
  readonly subject: string
  readonly command: string
  readonly phase: TaskPhase
  readonly about: About
  readonly request: Request
}
type ReadPlan = {
  readonly kind: 'image.load' | 'image.import'
  readonly command: string
  readonly phase: TaskPhase
  readonly operation: string
  readonly request: Request
  /** False for a file system, which has no images in it. */
  readonly needsImage: boolean
}

async function readMessages(body: Readable, task: TaskReporter): Promise<ImageMessages> {
  const messages = new ImageMessages(task)
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) messages.push(chunk)
    messages.end()
  } finally {
    body.destroy()
  }
  return messages
}

function explain(error: unknown, about: About): unknown {
  const known = fromStreamFailure(error, about)
  return known instanceof EngineError ? known.with(about) : known
}

function noImage(): EngineError {
  return new EngineError('no-image-archive', 'the archive has neither a manifest nor an index')
}

function fileOf(end: Sink | Source): string {
  return end.kind === 'path' ? end.path : end.fileName
}

function platformQuery(platform: string | null): { platform?: string } {
  if (platform === null) return {}
  const [os, architecture, variant] = platform.split('/')
  return { platform: JSON.stringify({ os, architecture, ...(variant === undefined ? {} : { variant }) }) }
}

function nameQuery(reference: string | null): { repo?: string; tag?: string } {
  if (reference === null) return {}
  const parsed = parseReference(reference)
  if (!parsed.ok || parsed.reference.digest !== null) {
    throw new EngineError('bad-request', `"${reference}" is no name for an image`)
  }
  const { registry, repository, tag } = parsed.reference
  return { repo: `${registry}/${repository}`, tag: tag ?? 'latest' }
}
