import type { LogSpan } from '../../store/logs-view.ts'
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

/** The options of `docker logs` that read the same lines. */
export function spanOptions(span: LogSpan): { readonly tail: number | null; readonly since: string | null } {
  const start = starts[span]
  if ('tail' in start) return { tail: start.tail, since: null }
  const { lastMinutes } = start
  return { tail: null, since: lastMinutes % 60 === 0 ? `${lastMinutes / 60}h` : `${lastMinutes}m` }
}
