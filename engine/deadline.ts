import { EngineError } from '../shared/errors.ts'
import { cancelled } from './errors.ts'

/**
 * Runs short work that must answer within a time. The work is told to stop by its signal; `timeout` is
 * thrown when the time was the reason, `cancelled` when the caller's signal was.
 */
export async function withDeadline<T>(
  signal: AbortSignal,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw cancelled()
  const controller = new AbortController()
  const onAbort = (): void => controller.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    controller.abort()
  }, deadlineMs)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (isLate) throw new EngineError('timeout', `no answer within ${deadlineMs} ms`)
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

/** Resolves after a time, or at once when the signal aborts: whoever waits looks at the signal next. */
export async function delay(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
