import type { EngineEvent } from './events.ts'

/** How long after the answer to a stop its `die` event may still come. */
const graceMs = 2_000

/**
 * Remembers which containers ended because a person said so here, so that their exit code is shown as no
 * failure. A container counts when it dies while one of our own stops, kills or restarts is under way:
 * stopping what had crashed before, or sending SIGHUP, leaves no mark. Starting it again takes the mark.
 */
export class StoppedHere {
  private readonly ending = new Map<string, { count: number; wasRunning: boolean }>()
  private readonly marks = new Set<string>()

  /** Whether an ended container was ended here. An inspect may see the end before `die` comes. */
  has(id: string, hasEnded: boolean): boolean {
    return hasEnded && (this.marks.has(id) || this.ending.get(id)?.wasRunning === true)
  }

  /** Call before the request; call the result when it has answered, whatever it answered. */
  expect(id: string, wasRunning: boolean): () => void {
    const { count = 0 } = this.ending.get(id) ?? {}
    this.ending.set(id, { count: count + 1, wasRunning })
    return () => void setTimeout(() => this.release(id), graceMs).unref()
  }

  observe(event: EngineEvent): void {
    if (event.type !== 'container') return
    if (event.action === 'die' && this.ending.has(event.id)) this.marks.add(event.id)
    if (event.action === 'start' || event.action === 'destroy') this.marks.delete(event.id)
  }

  private release(id: string): void {
    const { count, wasRunning } = this.ending.get(id) ?? { count: 0, wasRunning: false }
    if (count > 1) this.ending.set(id, { count: count - 1, wasRunning })
    else this.ending.delete(id)
  }
}
