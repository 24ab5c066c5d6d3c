import type { EngineEvent } from './events.ts'

/** How long after the answer to a stop its `die` event may still come. */
const graceMs = 2_000

/**
 * Remembers which containers ended because a person said so here, so that their exit code is shown as no
 * failure. A container counts when it dies while one of our own stops, kills or restarts is under way:
 * stopping what had crashed before, or sending SIGHUP, leaves no mark. Starting it again takes the mark.
 */
export class StoppedHere {
  private readonly ending = new Map<string, number>()
  private readonly marks = new Set<string>()

  has(id: string): boolean {
    return this.marks.has(id)
  }

  /** Call before the request; call the result when it has answered, whatever it answered. */
  expect(id: string): () => void {
    this.count(id, 1)
    return () => void setTimeout(() => this.count(id, -1), graceMs).unref()
  }

  observe(event: EngineEvent): void {
    if (event.type !== 'container') return
    if (event.action === 'die' && this.ending.has(event.id)) this.marks.add(event.id)
    if (event.action === 'start' || event.action === 'destroy') this.marks.delete(event.id)
  }

  private count(id: string, change: number): void {
    const left = (this.ending.get(id) ?? 0) + change
    if (left > 0) this.ending.set(id, left)
    else this.ending.delete(id)
  }
}
