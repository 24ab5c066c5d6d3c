import type { LogPosition } from '../../shared/logs.ts'
import type { LineGate } from './log-packer.ts'

/** Lines remembered: more than an engine writes in `overlapSeconds`. */
const capacity = 16_384
/**
 * stdout and stderr are stamped and stored by two threads of the engine, so that a line may come after one
 * with a slightly later time. A resumed stream begins this much before the latest line.
 */
const overlapNanos = 50_000_000
const second = 1_000_000_000

/**
 * Remembers which lines were passed on, so that a stream can be resumed without a missing or a repeated
 * line: it is asked to begin a little earlier (`resumeAt`), and as many lines of each instant are dropped
 * as were passed on before.
 */
export class SeenLines implements LineGate {
  private readonly seconds = new Float64Array(capacity)
  private readonly nanos = new Uint32Array(capacity)
  private count = 0
  private latest: { seconds: number; nanos: number } | null = null
  /** Lines still to drop, by instant; null when nothing is left to drop. */
  private dropping: Map<string, number> | null = null
  private droppingUntilSeconds = 0

  /** Continues after a position that somebody else kept. */
  static after(position: LogPosition): SeenLines {
    const seen = new SeenLines()
    const lines = Math.min(position.count, capacity)
    for (let line = 0; line < lines; line += 1) seen.record(position.seconds, position.nanos)
    seen.latest = { seconds: position.seconds, nanos: position.nanos }
    seen.isExact = true
    return seen
  }

  /** True while only one position is known: nothing before it may be asked for. */
  private isExact = false

  pass(seconds: number, nanos: number): boolean {
    if (this.dropping && this.drops(seconds, nanos)) return false
    this.record(seconds, nanos)
    return true
  }

  /** True for a line that cannot have been seen. */
  isNew(seconds: number, nanos: number): boolean {
    const { latest } = this
    return latest === null || seconds > latest.seconds || (seconds === latest.seconds && nanos > latest.nanos)
  }

  /** The value for `since` as the engine wants it, `seconds.nanos`; null when no line was seen. Drops what it repeats. */
  resume(): string | null {
    if (!this.latest) return null
    const from = this.isExact ? this.latest : this.overlapStart(this.latest)
    this.dropping = new Map()
    this.droppingUntilSeconds = this.latest.seconds
    const kept = Math.min(this.count, capacity)
    for (let index = 0; index < kept; index += 1) {
      const key = keyOf(this.seconds[index] ?? 0, this.nanos[index] ?? 0)
      this.dropping.set(key, (this.dropping.get(key) ?? 0) + 1)
    }
    return `${from.seconds}.${String(from.nanos).padStart(9, '0')}`
  }

  private drops(seconds: number, nanos: number): boolean {
    if (seconds > this.droppingUntilSeconds + 1) {
      this.dropping = null
      return false
    }
    const key = keyOf(seconds, nanos)
    const left = this.dropping?.get(key) ?? 0
    if (left > 0) this.dropping?.set(key, left - 1)
    return left > 0
  }

  private record(seconds: number, nanos: number): void {
    const slot = this.count % capacity
    this.seconds[slot] = seconds
    this.nanos[slot] = nanos
    this.count += 1
    const { latest } = this
    if (!latest) this.latest = { seconds, nanos }
    else if (this.isNew(seconds, nanos)) {
      latest.seconds = seconds
      latest.nanos = nanos
      this.isExact = false
    }
  }

  /** A little before the latest line, but never before what is remembered. */
  private overlapStart(latest: { seconds: number; nanos: number }): { seconds: number; nanos: number } {
    const early =
      latest.nanos >= overlapNanos
        ? { seconds: latest.seconds, nanos: latest.nanos - overlapNanos }
        : { seconds: latest.seconds - 1, nanos: latest.nanos + second - overlapNanos }
    const oldest = this.oldest()
    const isBefore =
      early.seconds < oldest.seconds || (early.seconds === oldest.seconds && early.nanos < oldest.nanos)
    return isBefore ? oldest : early
  }

  private oldest(): { seconds: number; nanos: number } {
    const slot = this.count > capacity ? this.count % capacity : 0
    return { seconds: this.seconds[slot] ?? 0, nanos: this.nanos[slot] ?? 0 }
  }
}

function keyOf(seconds: number, nanos: number): string {
  return `${seconds}.${nanos}`
}
