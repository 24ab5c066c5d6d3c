import { EngineError } from '../../shared/errors.ts'
import { delay } from '../deadline.ts'

/** A stream is not doubted before it was silent for this long; the next doubts come at growing intervals. */
const firstDoubtMs = 5_000
const longestPauseMs = 60_000
/** What was missed may just be on its way. */
const graceMs = 1_000

export type WatchedStream = {
  /** On `performance.now()`: since when somebody waits for bytes in vain; null while nobody waits. */
  readonly silentSince: () => number | null
  /** Asks the engine over another connection whether it has something that the stream did not bring. */
  readonly hasMissed: (signal: AbortSignal) => Promise<boolean>
  readonly onStalled: () => void
}

/**
 * Watches a stream that may be silent for good reasons, until the signal aborts. Firewalls and tunnels forget
 * connections without a word, and some engines stop following a log when its file is rotated: then the stream stays
 * open, and nothing ever comes. Rejects with bugs only: an engine that does not answer is found out elsewhere.
 */
export async function watchSilence(stream: WatchedStream, signal: AbortSignal): Promise<void> {
  let pauseMs = firstDoubtMs
  while (!signal.aborted) {
    await delay(pauseMs, signal)
    const since = stream.silentSince()
    if (since === null || performance.now() - since < firstDoubtMs) {
      pauseMs = firstDoubtMs
      continue
    }
    pauseMs = Math.min(longestPauseMs, 2 * pauseMs)
    if (!(await asks(stream, signal))) continue
    await delay(graceMs, signal)
    if (signal.aborted || stream.silentSince() !== since) continue
    stream.onStalled()
    return
  }
}

async function asks(stream: WatchedStream, signal: AbortSignal): Promise<boolean> {
  try {
    return !signal.aborted && (await stream.hasMissed(signal))
  } catch (error) {
    if (error instanceof EngineError) return false
    throw error
  }
}
