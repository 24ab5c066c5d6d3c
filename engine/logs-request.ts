import { EngineError } from '../shared/errors.ts'
import type { LogsParams } from '../shared/logs.ts'
import type { EngineClient, RawEngineResponse } from './client.ts'
import { fromStreamFailure } from './errors.ts'
import type { ContainerState } from './stream/container-state.ts'
import { type LineGate, LogPacker } from './stream/log-packer.ts'
import type { SeenLines } from './stream/seen-lines.ts'

/** Two machines' clocks may differ by this much without a correction, which itself is only good to a second. */
const tolerableSkewMs = 2_000

/** Where a log stream begins and, unless it follows, ends. */
export type LogRange = {
  readonly tail: number | null
  readonly since: string | null
  readonly until?: string
}

export function firstRange({ tail, sinceSeconds }: LogsParams): LogRange {
  return { tail, since: sinceSeconds === null ? null : String(sinceSeconds) }
}

/**
 * Asks for a container's log with both streams and the time of each line.
 *
 * Source: `ContainerLogs`. Errors: not-found, unsupported (its message is the log driver's name), conflict
 * while the container is being removed, engine-unreachable, cancelled.
 */
export async function requestLogs(
  client: EngineClient,
  state: ContainerState,
  range: LogRange,
  follow: boolean,
  signal: AbortSignal,
): Promise<RawEngineResponse> {
  try {
    return await client.streamRaw({
      method: 'GET',
      path: `/containers/${encodeURIComponent(state.id)}/logs`,
      query: {
        stdout: true,
        stderr: true,
        timestamps: true,
        follow,
        tail: range.tail ?? 'all',
        since: range.since ?? undefined,
        until: range.until,
      },
      signal,
    })
  } catch (error) {
    const subject = { kind: 'container', id: state.id, name: state.name } as const
    const isUnreadable = error instanceof EngineError && error.code === 'unsupported'
    if (isUnreadable) {
      throw new EngineError('unsupported', state.logDriver, {
        ...error.data,
        engineMessage: state.logDriver,
        subject,
      })
    }
    throw error instanceof EngineError ? error.with({ subject, operation: 'ContainerLogs' }) : error
  }
}

/** Whether the answer is a terminal's raw stream: by content type since API 1.42, before that by the container's configuration. */
export function isRawStream({ headers }: RawEngineResponse, state: ContainerState): boolean {
  const type = headers['content-type'] ?? ''
  if (type.includes('multiplexed-stream')) return false
  // Engines that always say "raw" exist, so that this word alone proves nothing without the terminal.
  return state.hasTty
}

/** Now, on the engine's clock as far as its answer tells, epoch milliseconds. */
export function engineNowMs({ headers }: RawEngineResponse): number {
  const now = Date.now()
  const theirs = Date.parse(headers['date'] ?? '')
  return Number.isNaN(theirs) || Math.abs(theirs - now) < tolerableSkewMs ? now : theirs
}

/** Whether the log has a line that was not seen. Its last one tells, over a connection of its own. */
export async function hasNewLine(
  client: EngineClient,
  state: ContainerState,
  { since, seen }: { readonly since: string | null; readonly seen: SeenLines },
  signal: AbortSignal,
): Promise<boolean> {
  const response = await requestLogs(client, state, { tail: 1, since }, false, signal)
  let isNew = false
  const gate: LineGate = {
    pass: (seconds, nanos) => {
      isNew ||= seen.isNew(seconds, nanos)
      return false
    },
  }
  const packer = new LogPacker(isRawStream(response, state), gate)
  await readTo(response, (chunk) => packer.push(chunk))
  packer.end()
  return isNew
}

async function readTo({ body }: RawEngineResponse, bytes: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(fromStreamFailure(error))
    const take = (chunk: Buffer): void => {
      try {
        bytes(chunk)
      } catch (error) {
        fail(error)
        body.destroy()
      }
    }
    body.listen({ bytes: take, end: resolve, fail })
  })
}
