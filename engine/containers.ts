import type Docker from 'dockerode'
import type { ChangeCounts, Container, ContainerDetails } from '../shared/container.ts'
import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import { isApiAtLeast } from './negotiate.ts'
import { containerDetailsOf } from './normalize/container-details.ts'
import { listOf, numberOf, recordOf } from './normalize/record.ts'
import type { StoppedHere } from './stopped-here.ts'
import { readText } from './transport.ts'

type Target = { readonly id: string }
type StopParams = Target & { readonly timeoutSeconds: number | null; readonly signal: string | null }
type Act<P extends Target, R = null> = CallHandler<P, R>

type Dependencies = {
  readonly connection: EngineConnection
  readonly stoppedHere: StoppedHere
  /** The row as last known: its name goes into errors. */
  readonly known: (id: string) => Container | undefined
}

/**
 * What is done to single containers. Every failure is an `EngineError` that names the container; "already
 * started" and "already stopped" (304) are success. Nothing has a time-out: a stop takes as long as the
 * container has to stop. Aborting closes the request; what the engine has begun it may still finish.
 */
export class Containers {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Source: `ContainerStart`. Errors: not-found, engine-failed (port taken, program missing), bad-request. */
  readonly start: Act<Target> = (params, abortSignal) =>
    this.act(params.id, 'ContainerStart', (container) => container.start({ abortSignal }))

  /** Source: `ContainerStop`. Ends when the container has. Errors: not-found, unsupported (signal before API 1.42). */
  readonly stop: Act<StopParams> = (params, abortSignal) =>
    this.end(params.id, 'ContainerStop', (container, client) =>
      container.stop({ ...stopOptions(params, client), abortSignal }),
    )

  /** Source: `ContainerRestart`. Ends when it runs again. Errors: as `stop` and `start`. */
  readonly restart: Act<StopParams> = (params, abortSignal) =>
    this.end(params.id, 'ContainerRestart', (container, client) =>
      container.restart({ ...stopOptions(params, client), abortSignal }),
    )

  /** Source: `ContainerPause`. Errors: not-found, conflict (not running). */
  readonly pause: Act<Target> = (params, abortSignal) =>
    this.act(params.id, 'ContainerPause', (container) => container.pause({ abortSignal }))

  /** Source: `ContainerUnpause`. Errors: not-found, conflict or engine-failed (not paused). */
  readonly unpause: Act<Target> = (params, abortSignal) =>
    this.act(params.id, 'ContainerUnpause', (container) => container.unpause({ abortSignal }))

  /** Source: `ContainerKill`. Sends any signal. Errors: not-found, conflict (not running). */
  readonly kill: Act<Target & { readonly signal: string }> = (params, abortSignal) =>
    this.end(params.id, 'ContainerKill', (container) =>
      container.kill({ signal: params.signal, abortSignal }),
    )

  /** Source: `ContainerRename`. Errors: not-found, conflict (name taken), bad-request; engine-failed from Podman. */
  readonly rename: Act<Target & { readonly name: string }> = (params, abortSignal) =>
    this.act(params.id, 'ContainerRename', (container) =>
      container.rename({ name: params.name, abortSignal }),
    )

  /** Source: `ContainerDelete`. Errors: not-found, conflict (running, or being removed already). */
  readonly remove: Act<Target & { readonly force: boolean; readonly volumes: boolean }> = (
    params,
    abortSignal,
  ) =>
    this.end(params.id, 'ContainerDelete', (container) =>
      container.remove({ force: params.force, v: params.volumes, abortSignal }),
    )

  /** Source: `ContainerInspect`. Errors: not-found. */
  readonly inspect: Act<Target, ContainerDetails> = (params, signal) =>
    this.about(params.id, 'ContainerInspect', async (client) => {
      const path = `/containers/${encodeURIComponent(params.id)}/json`
      const { body } = await client.stream({ method: 'GET', path, signal })
      // As text: the raw view shows the answer as it came, digits beyond a number's precision included.
      return containerDetailsOf(await readText(body))
    })

  /** Source: `ContainerChanges`. Errors: not-found; unsupported or engine-failed for some storage drivers. */
  readonly changes: Act<Target, ChangeCounts> = (params, signal) =>
    this.about(params.id, 'ContainerChanges', async (client) => {
      const path = `/containers/${encodeURIComponent(params.id)}/changes`
      const { body } = await client.stream({ method: 'GET', path, signal })
      return countChanges(parseAnswer(await readText(body)))
    })

  private async act(
    id: string,
    operation: string,
    work: (container: Docker.Container, client: EngineClient) => Promise<unknown>,
  ): Promise<null> {
    return this.about(id, operation, async (client) => {
      await work(client.docker.getContainer(id), client)
      return null
    })
  }

  /** As `act`, for what ends a container on a person's wish. */
  private async end(
    id: string,
    operation: string,
    work: (container: Docker.Container, client: EngineClient) => Promise<unknown>,
  ): Promise<null> {
    const done = this.dependencies.stoppedHere.expect(id, isAlive(this.dependencies.known(id)))
    try {
      return await this.act(id, operation, work)
    } finally {
      done()
    }
  }

  private async about<T>(
    id: string,
    operation: string,
    work: (client: EngineClient) => Promise<T>,
  ): Promise<T> {
    const { connection, known } = this.dependencies
    try {
      return await work(connection.client())
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      throw error.with({ operation, subject: { kind: 'container', id, name: known(id)?.name ?? null } })
    }
  }
}

/** What is not known is taken to run. */
function isAlive(container: Container | undefined): boolean {
  const state = container?.state ?? 'running'
  return state === 'running' || state === 'paused' || state === 'restarting'
}

function stopOptions(params: StopParams, client: EngineClient): { t?: number; signal?: string } {
  if (params.signal !== null && !isApiAtLeast(client.apiVersion, '1.42')) {
    // Older engines would silently send their own signal instead.
    throw new EngineError(
      'unsupported',
      `a signal for stop needs API 1.42, the engine speaks ${client.apiVersion}`,
    )
  }
  return {
    ...(params.timeoutSeconds === null ? {} : { t: params.timeoutSeconds }),
    ...(params.signal === null ? {} : { signal: params.signal }),
  }
}

/** The engine answers null for "no changes". Kinds are the engine's: 0 changed, 1 added, 2 deleted. */
function countChanges(answer: unknown): ChangeCounts {
  const counts = [0, 0, 0]
  for (const item of listOf(answer)) {
    const kind = numberOf(recordOf(item)['Kind']) ?? 0
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  const [changed = 0, added = 0, deleted = 0] = counts
  return { added, changed, deleted }
}
