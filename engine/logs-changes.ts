import type { LogEndCause } from '../shared/logs.ts'
import type { EngineConnection } from './client.ts'
import { cancelled } from './errors.ts'
import type { EngineEvent, EngineEvents } from './events.ts'

const actionsThatMatter: ReadonlySet<string> = new Set(['start', 'die', 'destroy'])

/** `exitCode` and `cause` are null when the engine did not tell. */
export type RunEnd = {
  readonly atMs: number
  readonly exitCode: number | null
  readonly cause: LogEndCause | null
}

/** Exit codes of programs that SIGINT, SIGKILL or SIGTERM ended. */
const signalExits: ReadonlySet<number> = new Set([130, 137, 143])
/** Signals that tell a program something: it goes on. Window size, hang-up and those that it gives a meaning itself. */
const harmlessSignals: ReadonlySet<string> = new Set(['1', '10', '12', '28'])

/**
 * Counts everything that may have changed whether a container runs, so that a waiter that remembers the
 * count from before it looked can miss nothing.
 */
export class ContainerChanges {
  private readonly undos: readonly (() => void)[]
  private readonly wakers = new Set<() => void>()
  private containerId: string | null = null
  count = 0
  /** How the latest run ended that was seen to end: the engine itself forgets it when the next one starts. */
  lastDeath: RunEnd | null = null
  /** What was said of the present run that may be why it ends. */
  private cause: LogEndCause = 'itself'

  constructor(events: EngineEvents, connection: EngineConnection) {
    const change = (): void => {
      this.count += 1
      for (const wake of this.wakers) wake()
    }
    this.undos = [
      events.onContainerEvent((event) => {
        if (event.id !== this.containerId) return
        this.note(event)
        if (actionsThatMatter.has(event.action)) change()
      }),
      events.onStream(change),
      connection.onStatus(change),
    ]
  }

  /** Why a run ends is told before it does. */
  private note(event: EngineEvent): void {
    const { action, attributes, atMs } = event
    if (action === 'start') this.cause = 'itself'
    if (action === 'oom') this.cause = 'memory'
    if (action === 'kill' && this.cause !== 'memory' && !harmlessSignals.has(attributes['signal'] ?? ''))
      this.cause = 'asked'
    if (action === 'die') this.lastDeath = { atMs, ...this.endBy(exitCodeOf(event)) }
  }

  private endBy(exitCode: number | null): Pick<RunEnd, 'exitCode' | 'cause'> {
    // A signal ended it of which nothing was heard.
    const isUnheard = this.cause === 'itself' && exitCode !== null && signalExits.has(exitCode)
    return { exitCode, cause: isUnheard ? null : this.cause }
  }

  watch(containerId: string): void {
    this.containerId = containerId
  }

  /** Resolves once the count is no longer `known`, or after `timeoutMs`; rejects `cancelled` on abort. */
  async after(known: number, signal: AbortSignal, timeoutMs: number | null = null): Promise<void> {
    if (signal.aborted) throw cancelled()
    if (this.count !== known) return
    let timer: NodeJS.Timeout | null = null
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.wakers.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.wakers.add(wake)
      signal.addEventListener('abort', wake, { once: true })
      if (timeoutMs !== null) timer = setTimeout(wake, timeoutMs)
    })
    if (timer) clearTimeout(timer)
    if (signal.aborted) throw cancelled()
  }

  dispose(): void {
    for (const undo of this.undos) undo()
  }
}

function exitCodeOf({ attributes }: EngineEvent): number | null {
  const code = Number.parseInt(attributes['exitCode'] ?? '', 10)
  return Number.isNaN(code) ? null : code
}
