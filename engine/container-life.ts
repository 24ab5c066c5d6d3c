import type {
  CommitParams,
  Committed,
  ContainerEnd,
  HealthRecord,
  ProbeRun,
  RecordedProbe,
  WaitParams,
} from '../shared/container-page.ts'
import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { delay, withDeadline } from './deadline.ts'
import { healthOfState } from './normalize/container.ts'
import type { Json } from './normalize/record.ts'
import { listOf, numberOf, parseRecord, recordOf, textOf, textsOf, timeMsOf } from './normalize/record.ts'
import { runProgram } from './run-program.ts'
import { readText } from './transport.ts'

type Target = { readonly id: string }

/** What Docker does where the check says nothing, milliseconds. */
const defaultProbe = { intervalMs: 30_000, timeoutMs: 30_000, retries: 3 } as const
/** A check may run every millisecond; a page is not told that often. */
const leastLookMs = 1_000
const mostLookMs = 5_000
const keptProbes = 100
/** Containers whose probes are remembered. */
const keptContainers = 64

/** How containers fare: their end, their health, and images of what they became. */
export class ContainerLife {
  private readonly connection: EngineConnection
  private readonly probes = new Map<string, readonly RecordedProbe[]>()

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  /**
   * Makes an image of the container's files and settings. Volumes are no part of it.
   * Source: `ImageCommit`. Errors: not-found; bad-request (reference or change not taken); conflict; engine-failed.
   */
  readonly commit: CallHandler<CommitParams, Committed> = async (params, signal) => {
    const { id, author, message, changes, pause } = params
    const query = {
      container: id,
      ...repositoryOf(params.reference),
      author,
      comment: message,
      pause,
      changes,
    }
    // Without a body, which would stand for the container's settings.
    const request = { method: 'POST', path: '/commit', query, signal } as const
    const answer = await this.ask(id, 'ImageCommit', request)
    return { imageId: textOf(answer['Id']) }
  }

  /**
   * One item, when the condition holds; then the end.
   * Source: `ContainerWait`. Errors: not-found; stream-lost and engine-unreachable, after which it can be asked anew.
   */
  async *wait(
    { id, condition }: WaitParams,
    signal: AbortSignal,
  ): AsyncGenerator<ContainerEnd, void, undefined> {
    const path = `/containers/${encodeURIComponent(id)}/wait`
    const answer = await this.ask(id, 'ContainerWait', { method: 'POST', path, query: { condition }, signal })
    if (signal.aborted) return
    const error = textOf(recordOf(answer['Error'])['Message'])
    yield { exitCode: numberOf(answer['StatusCode']) ?? 0, error, atMs: Date.now() }
  }

  /**
   * The health check, now and at each change, with the probes that were seen.
   * Source: `ContainerInspect`. Ends: on abort. Errors: not-found; unsupported (there is no check).
   */
  async *health({ id }: Target, signal: AbortSignal): AsyncGenerator<HealthRecord, void, undefined> {
    let told = ''
    while (!signal.aborted) {
      const record = this.remember(id, healthRecordOf(await this.inspect(id, signal)))
      if (record === null) throw noCheck(id)
      const text = JSON.stringify(record)
      if (text !== told) yield record
      told = text
      await delay(Math.min(mostLookMs, Math.max(leastLookMs, record.intervalMs / 2)), signal)
    }
  }

  /**
   * Runs the check's command once, as the engine does: same words, same user. The engine's own schedule and the
   * container's health stay as they are.
   * Source: `ContainerInspect`, `ContainerExec`. Errors: not-found; conflict (not running); unsupported (no check).
   */
  readonly probe: CallHandler<Target, ProbeRun> = async ({ id }, signal) => {
    const inspected = await this.inspect(id, signal)
    const record = healthRecordOf(inspected)
    const command = probeCommand(record, textsOf(recordOf(inspected['Config'])['Shell']))
    if (record === null || command === null) throw noCheck(id)
    const startedAtMs = Date.now()
    const client = this.connection.client()
    const outcome = await about(id, 'ContainerExec', () =>
      runProbe(client, id, command, record.timeoutMs, signal),
    )
    return { command, startedAtMs, durationMs: Date.now() - startedAtMs, ...outcome }
  }

  private async inspect(id: string, signal: AbortSignal): Promise<Json> {
    const path = `/containers/${encodeURIComponent(id)}/json`
    return this.ask(id, 'ContainerInspect', { method: 'GET', path, signal })
  }

  private async ask(id: string, operation: string, request: EngineRequest): Promise<Json> {
    return about(id, operation, async () => {
      const { body } = await this.connection.client().stream(request)
      return parseRecord(await readText(body)) ?? {}
    })
  }

  /** Adds what the engine still tells to what was seen before. */
  private remember(id: string, record: HealthRecord | null): HealthRecord | null {
    if (record === null) return null
    const known = this.probes.get(id) ?? []
    const newest = known.at(-1)?.startedAtMs ?? 0
    const all = [...known, ...record.probes.filter(({ startedAtMs }) => startedAtMs > newest)]
    const probes = all.slice(-keptProbes)
    this.probes.delete(id)
    this.probes.set(id, probes)
    for (const oldest of this.probes.keys()) {
      if (this.probes.size <= keptContainers) break
      this.probes.delete(oldest)
    }
    return { ...record, probes }
  }
}

async function runProbe(
  client: EngineClient,
  id: string,
  command: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Pick<ProbeRun, 'exitCode' | 'output' | 'isTimedOut'>> {
  try {
    const result = await withDeadline(signal, timeoutMs, (late) =>
      runProgram(client, id, command, late, { hasErrors: true }),
    )
    // Null: the container has no such program, which a shell would tell as 127.
    return { exitCode: result?.exitCode ?? 127, output: result?.output ?? '', isTimedOut: false }
  } catch (error) {
    if (error instanceof EngineError && error.code === 'timeout') {
      return { exitCode: null, output: '', isTimedOut: true }
    }
    throw error
  }
}

/** What the engine runs: the words themselves, or the image's shell with a text. Null for "no check". */
function probeCommand(record: HealthRecord | null, shell: readonly string[]): readonly string[] | null {
  const [kind, ...words] = record?.test ?? []
  if (words.length === 0) return null
  if (kind === 'CMD') return words
  return kind === 'CMD-SHELL' ? [...(shell.length > 0 ? shell : ['/bin/sh', '-c']), ...words] : null
}

/** Null when the container has no check, or its image's is switched off. */
function healthRecordOf(inspected: Json): HealthRecord | null {
  const check = recordOf(recordOf(inspected['Config'])['Healthcheck'])
  const test = textsOf(check['Test'])
  if (test.length === 0 || test[0] === 'NONE') return null
  const state = recordOf(inspected['State'])
  const health = recordOf(state['Health'])
  const milliseconds = (name: string) => (numberOf(check[name]) ?? 0) / 1e6
  return {
    status: healthOfState(state),
    failingStreak: numberOf(health['FailingStreak']) ?? 0,
    test,
    intervalMs: milliseconds('Interval') || defaultProbe.intervalMs,
    timeoutMs: milliseconds('Timeout') || defaultProbe.timeoutMs,
    startPeriodMs: milliseconds('StartPeriod'),
    retries: numberOf(check['Retries']) || defaultProbe.retries,
    probes: listOf(health['Log']).map((item) => {
      const probe = recordOf(item)
      return {
        startedAtMs: timeMsOf(probe['Start']) ?? 0,
        endedAtMs: timeMsOf(probe['End']) ?? 0,
        exitCode: numberOf(probe['ExitCode']) ?? 0,
        output: textOf(probe['Output']),
      }
    }),
  }
}

/** `host:5000/name:tag` as the engine wants it: name and tag apart. */
function repositoryOf(reference: string | null): { readonly repo?: string; readonly tag?: string } {
  if (reference === null) return {}
  const at = reference.lastIndexOf(':')
  if (at <= reference.lastIndexOf('/')) return { repo: reference }
  return { repo: reference.slice(0, at), tag: reference.slice(at + 1) }
}

function noCheck(id: string): EngineError {
  const subject = { kind: 'container', id, name: null } as const
  return new EngineError('unsupported', 'the container has no health check', {
    operation: 'ContainerInspect',
    subject,
  })
}

async function about<T>(id: string, operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw error.with({ operation, subject: { kind: 'container', id, name: null } })
  }
}
