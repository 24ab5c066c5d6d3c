import type { Readable } from 'node:stream'
import { registryCommandsFor } from '../../shared/docker-command-registry.ts'
import type { ErrorSubject } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'
import type { ImageReference } from '../../shared/reference.ts'
import { formatReference, fullName, parseReference } from '../../shared/reference.ts'
import type { PullParams, PushParams } from '../../shared/registry.ts'
import type { TaskResult, TaskStart } from '../../shared/task.ts'
import type { EngineConnection, EngineRequest } from '../client.ts'
import { fromStreamFailure, messageOf } from '../errors.ts'
import { imagePath } from '../image-path.ts'
import { LineSplitter } from '../ndjson.ts'
import { isApiAtLeast } from '../negotiate.ts'
import type { Json } from '../normalize/record.ts'
import { parseRecord, recordOf, textOf } from '../normalize/record.ts'
import type { TaskHub, TaskReporter } from '../tasks.ts'
import type { Credentials } from './credentials.ts'
import { registryAuthHeader } from './credentials.ts'
import { fromRegistryRefusal } from './failure.ts'
import { TransferProgress } from './transfer-progress.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: TaskHub
  readonly credentials: Credentials
}
type Transfer = {
  readonly reference: ImageReference
  readonly operation: 'image.pull' | 'image.push'
  readonly path: string
  readonly query: NonNullable<EngineRequest['query']>
}

/** Images on their way between the engine and registries, each as a task. */
export class ImageTransfers {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Pulls an image, or with `allTags` every tag of its repository.
   *
   * Source: `ImageCreate`. Ends: with reference and digest in the result; cancelling stops it at once.
   * Errors: not-found, unauthorized, rate-limited, no-network, tls, registry-unreachable, not-a-registry,
   * out-of-space, engine-failed, stream-lost.
   */
  readonly pull = async ({ reference: text, platform, allTags }: PullParams): Promise<TaskStart> => {
    const reference = referenceOf(text, allTags)
    const { endpoint } = this.dependencies.connection.client()
    const subject = formatReference(reference)
    return this.dependencies.tasks.start({
      kind: 'image.pull',
      subject,
      command: registryCommandsFor(endpoint).pull({ reference: subject, platform, allTags }),
      work: (task, signal) => this.pullInto({ reference: text, platform, allTags }, task, signal),
    })
  }

  /** The work of a pull, as a part of another task. Ends and errors: as `pull`. */
  readonly pullInto = async (
    {
      reference: text,
      platform,
      allTags = false,
    }: Pick<PullParams, 'reference' | 'platform'> & Partial<PullParams>,
    task: TaskReporter,
    signal: AbortSignal,
  ): Promise<TaskResult> => {
    const reference = referenceOf(text, allTags)
    const query = {
      fromImage: fullName(reference),
      // Without a tag, an engine pulls all of them.
      tag: allTags ? undefined : (reference.digest ?? reference.tag ?? 'latest'),
      platform: platform ?? undefined,
    }
    return this.transfer({ reference, operation: 'image.pull', path: '/images/create', query }, task, signal)
  }

  /**
   * Pushes a tag, or with `allTags` every tag that the repository has on the engine.
   *
   * Source: `ImagePush`. Ends and errors: as `pull`; unsupported for a platform before API 1.46.
   */
  readonly push = async ({ reference: text, platform, allTags }: PushParams): Promise<TaskStart> => {
    const reference = referenceOf(text, allTags)
    if (reference.digest !== null) throw new EngineError('bad-request', 'only tags can be pushed')
    const { endpoint, apiVersion } = this.dependencies.connection.client()
    if (platform !== null && !isApiAtLeast(apiVersion, '1.46')) {
      throw new EngineError(
        'unsupported',
        `pushing one platform needs API 1.46, the engine speaks ${apiVersion}`,
      )
    }
    const subject = formatReference(reference)
    return this.dependencies.tasks.start({
      kind: 'image.push',
      subject,
      command: registryCommandsFor(endpoint).push({ reference: subject, platform, allTags }),
      work: (task, signal) =>
        this.transfer(
          {
            reference,
            operation: 'image.push',
            path: `${imagePath(fullName(reference))}/push`,
            query: {
              tag: allTags ? undefined : (reference.tag ?? 'latest'),
              platform: platform === null ? undefined : platformJson(platform),
            },
          },
          task,
          signal,
        ),
    })
  }

  private async transfer(transfer: Transfer, task: TaskReporter, signal: AbortSignal): Promise<TaskResult> {
    const { reference, operation } = transfer
    const name = formatReference(reference)
    const subject: ErrorSubject = { kind: 'image', id: name, name }
    try {
      const auth = await this.authFor(reference.registry, task, signal)
      const { body } = await this.dependencies.connection.client().stream({
        method: 'POST',
        path: transfer.path,
        query: transfer.query,
        headers: { 'X-Registry-Auth': auth },
        signal,
      })
      const digest = await follow(body, task)
      return { references: [name], ...(digest === null ? {} : { digest }) }
    } catch (error) {
      const known = fromRegistryRefusal(error)
      throw known instanceof EngineError ? known.with({ operation, subject }) : known
    }
  }

  /** Without an answer from the helper it is tried anonymously, as the docker command does, and said. */
  private async authFor(registry: string, task: TaskReporter, signal: AbortSignal): Promise<string> {
    const credential = await this.dependencies.credentials.get(registry, signal).catch((error: unknown) => {
      if (!(error instanceof EngineError) || error.code === 'cancelled') throw error
      task.line(`WARNING: ${messageOf(error)}`)
      return null
    })
    return registryAuthHeader(registry, credential)
  }
}

/** Reads the messages to their end. Returns the digest that was told, null when none was. */
async function follow(body: Readable, task: TaskReporter): Promise<string | null> {
  const progress = new TransferProgress()
  const lines = new LineSplitter()
  const take = (line: string): void => {
    const message = parseRecord(line)
    if (!message) return
    const said = outputLine(message)
    if (said !== null) task.line(said)
    const part = progress.take(message)
    if (part) task.part(part)
    if (part) task.progress(progress.progress())
  }
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) lines.push(chunk).forEach(take)
    lines.end().forEach(take)
  } catch (error) {
    throw fromStreamFailure(error)
  } finally {
    body.destroy()
  }
  return progress.digest
}

/** A line as the docker command prints it where it has no terminal; moving bytes are no lines. */
function outputLine(message: Json): string | null {
  const failure = textOf(recordOf(message['errorDetail'])['message']) || textOf(message['error'])
  if (failure !== '') return failure
  const status = textOf(message['status'])
  const isMoving = recordOf(message['progressDetail'])['current'] !== undefined
  if (status === '' || isMoving) return null
  const id = textOf(message['id'])
  return id === '' ? status : `${id}: ${status}`
}

function referenceOf(text: string, allTags: boolean): ImageReference {
  const parsed = parseReference(text)
  if (!parsed.ok) throw new EngineError('bad-request', `"${text}" is no image reference`)
  const { reference } = parsed
  if (allTags) return { ...reference, tag: null, digest: null }
  return reference.tag === null && reference.digest === null ? { ...reference, tag: 'latest' } : reference
}

function platformJson(platform: string): string {
  const [os, architecture, variant] = platform.split('/')
  return JSON.stringify({ os, architecture, ...(variant === undefined ? {} : { variant }) })
}
