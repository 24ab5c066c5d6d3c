import { EngineError } from '../shared/errors.ts'
import type { LogsParams } from '../shared/logs.ts'
import type { EngineClient, RawEngineResponse } from './client.ts'
import type { ContainerState } from './stream/container-state.ts'

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
