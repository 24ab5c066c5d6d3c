import { type LogSpan, logSpans } from '../../store/logs-view.ts'
import type { LogStart } from '../../streams/log-feed.ts'

const starts: Readonly<Record<LogSpan, LogStart>> = {
  lines1k: { tail: 1000 },
  lines10k: { tail: 10_000 },
  lines100k: { tail: 100_000 },
  all: { tail: null },
  minutes5: { lastMinutes: 5 },
  minutes30: { lastMinutes: 30 },
  hours24: { lastMinutes: 24 * 60 },
}

export function startOfSpan(span: LogSpan): LogStart {
  return starts[span]
}

/** The span that reads from there; null when none of them does. */
export function spanOf(start: LogStart): LogSpan | null {
  const isSame = (other: LogStart) => JSON.stringify(other) === JSON.stringify(start)
  return logSpans.find((span) => isSame(starts[span])) ?? null
}

/** The options of `docker logs` that read what a span does. */
export function spanOptions(span: LogSpan): ReturnType<typeof startOptions> {
  return startOptions(starts[span])
}

/** The options of `docker logs` that read the same lines. */
export function startOptions(start: LogStart): {
  readonly tail: number | null
  readonly since: string | null
} {
  if ('tail' in start) return { tail: start.tail, since: null }
  if ('sinceSeconds' in start)
    return { tail: null, since: new Date(start.sinceSeconds * 1000).toISOString().replace('.000', '') }
  const { lastMinutes } = start
  const seconds = Math.round(lastMinutes * 60)
  const since =
    seconds % 3_600 === 0 ? `${seconds / 3_600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
  return { tail: null, since }
}
