import { EngineError } from '../../shared/errors.ts'
import { delay } from '../deadline.ts'
import type { Json } from '../normalize/record.ts'
import { numberOf, recordOf, textOf } from '../normalize/record.ts'
import { throwIfStopped } from '../tasks.ts'
import type { ContainerCalls } from './container-calls.ts'
import { nameOf } from './container-calls.ts'

/** How often the engine is asked. */
const lookMs = 200
/** A program that cannot run says so within this time. */
const settleMs = 1_500
/** The engine's own, where a health check does not say. */
const defaults = { intervalNs: 30e9, timeoutNs: 30e9, retries: 3 }
/** For an engine that is busy. */
const marginMs = 15_000

/**
 * Waits until a container that was started is well: healthy, or, without a health check, running for a moment. One
 * that ends with exit code 0 did what it was for.
 *
 * Source: `ContainerInspect`. Ends: at the latest after the time that its health check takes to fail.
 * Errors: unhealthy, ended-at-once, timeout, cancelled.
 */
export async function waitUntilWell(calls: ContainerCalls, id: string, signal: AbortSignal): Promise<void> {
  const startedAtMs = Date.now()
  for (;;) {
    throwIfStopped(signal)
    const container = await calls.inspect(id)
    const waitedMs = Date.now() - startedAtMs
    if (isWell(container, waitedMs)) return
    if (waitedMs > longestMs(recordOf(recordOf(container['Config'])['Healthcheck']))) {
      throw new EngineError('timeout', `${nameOf(container)} did not become healthy in time`)
    }
    await delay(lookMs, signal)
  }
}

function isWell(container: Json, waitedMs: number): boolean {
  const state = recordOf(container['State'])
  const health = textOf(recordOf(state['Health'])['Status'])
  const restarts = numberOf(container['RestartCount']) ?? 0
  if (state['Running'] !== true || state['Restarting'] === true || restarts > 0)
    return hasEndedWell(container)
  if (health === 'unhealthy') throw new EngineError('unhealthy', lastProbe(state))
  return health === '' || health === 'none' ? waitedMs >= settleMs : health === 'healthy'
}

function hasEndedWell(container: Json): boolean {
  const state = recordOf(container['State'])
  const exitCode = numberOf(state['ExitCode']) ?? 0
  const isOver = state['Running'] !== true && state['Restarting'] !== true
  if (isOver && exitCode === 0) return true
  const said = textOf(state['Error'])
  throw new EngineError(
    'ended-at-once',
    `${nameOf(container)} ended with exit code ${exitCode}. ${said}`.trim(),
  )
}

function lastProbe(state: Json): string {
  const log = recordOf(state['Health'])['Log']
  const last = recordOf(Array.isArray(log) ? log.at(-1) : null)
  return textOf(last['Output']).trim() || 'the health check failed'
}

function longestMs(check: Json): number {
  const interval = numberOf(check['Interval']) || defaults.intervalNs
  const timeout = numberOf(check['Timeout']) || defaults.timeoutNs
  const retries = numberOf(check['Retries']) || defaults.retries
  const startPeriod = numberOf(check['StartPeriod']) ?? 0
  return (startPeriod + (retries + 1) * (interval + timeout)) / 1e6 + marginMs
}
