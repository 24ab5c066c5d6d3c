import type { ExecRing } from './exec-ring.ts'

/** As much as this is sent without waiting for more. */
const readyBytes = 16 * 1_024
const largestChunkBytes = 64 * 1_024
/** Output in a row is sent this often at most; the first byte after a rest goes out at once. */
const coalesceMs = 4

/** One page's view of a terminal: where in its output the page is. */
export class ExecViewer {
  private readonly ring: ExecRing
  /** What is left of the past to show. */
  private past: Buffer
  private position: number
  private lastSentAt = 0
  private isClosed = false
  private isOver = false
  private failure: { readonly error: unknown } | null = null
  private wakeUp: (() => void) | null = null

  constructor(ring: ExecRing) {
    this.ring = ring
    this.past = ring.past()
    this.position = ring.end
    ring.shownUntil = ring.end
  }

  /** Bytes that wait for this viewer. */
  get lag(): number {
    return this.past.length + this.ring.end - this.position
  }

  /** Somebody typed: the echo must not wait for company. */
  hurry(): void {
    this.lastSentAt = Number.NEGATIVE_INFINITY
  }

  /** There is more output. */
  notify(): void {
    this.wakeUp?.()
  }

  /** Nothing more will come: `next` gives what is left, then null. */
  finish(): void {
    this.isOver = true
    this.wakeUp?.()
  }

  /** Makes `next` throw: a bug must not stay hidden. */
  fail(error: unknown): void {
    this.failure ??= { error }
    this.wakeUp?.()
  }

  close(): void {
    this.isClosed = true
    this.wakeUp?.()
  }

  /** The next bytes; null when the terminal ended or the viewer was closed. */
  async next(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.isClosed) return null
      if (this.failure) throw this.failure.error
      const waiting = this.lag
      if (waiting === 0 && this.isOver) return null
      const restMs = this.lastSentAt + coalesceMs - performance.now()
      if (waiting >= readyBytes || (waiting > 0 && (restMs <= 0 || this.isOver))) return this.take()
      await this.waitFor(waiting > 0 ? restMs : null)
    }
  }

  private take(): Uint8Array {
    this.lastSentAt = performance.now()
    if (this.past.length > 0) {
      const chunk = new Uint8Array(this.past.subarray(0, largestChunkBytes))
      this.past = this.past.subarray(chunk.length)
      return chunk
    }
    // Too slow, while others were not: what was overwritten is gone.
    if (this.position < this.ring.start) this.position = this.ring.firstReadable()
    const chunk = this.ring.read(this.position, largestChunkBytes)
    this.position += chunk.length
    this.ring.shownUntil = Math.max(this.ring.shownUntil, this.position)
    return new Uint8Array(chunk.buffer)
  }

  private async waitFor(ms: number | null): Promise<void> {
    let timer: NodeJS.Timeout | null = null
    await new Promise<void>((resolve) => {
      this.wakeUp = resolve
      if (ms !== null) timer = setTimeout(resolve, Math.ceil(ms))
    })
    this.wakeUp = null
    if (timer) clearTimeout(timer)
  }
}
