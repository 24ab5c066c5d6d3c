import type { EngineConnection } from './client.ts'
import { cancelled } from './errors.ts'
import type { EngineEvent, EngineEvents } from './events.ts'

const actionsThatMatter: ReadonlySet<string> = new Set(['start', 'die', 'destroy'])

/** `exitCode` is null when the engine did not tell. */
export type RunEnd = { readonly atMs: number; readonly exitCode: number | null }

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

  constructor(events: EngineEvents, connection: EngineConnection) {
    const change = (): void => {
      this.count += 1
      for (const wake of this.wakers) wake()
    }
    this.undos = [
      events.onContainerEvent((event) => {
        if (event.id !== this.containerId || !actionsThatMatter.has(event.action)) return
        if (event.action === 'die') this.lastDeath = { atMs: event.atMs, exitCode: exitCodeOf(event) }
        change()
      }),
      events.onStream(change),
      connection.onStatus(change),
    ]
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
