import type { LogBatch } from '../../shared/logs.ts'
import { logIndexBytes } from '../../shared/logs.ts'
import { fromStreamFailure } from '../errors.ts'
import type { RawBody } from '../http/raw-response.ts'
import type { LogPacker } from './log-packer.ts'

/** Lines wait at most this long for company: one frame of a 60 Hz screen. */
const batchMs = 16
/** A line without its newline is shown after this long without a byte. */
const openLineMs = 100
/** The same for a line that the engine has not sent all of. */
const unfinishedLineMs = 1_000
/** Without a byte for this long, all that existed when the stream opened has come. */
export const caughtUpMs = 150
/** Full batches that may wait; then the socket is paused and the engine waits. */
const maxWaitingBatches = 4

/**
 * Reads one log stream of the engine and hands out batches when they are asked for. While nobody asks, it
 * reads ahead about a megabyte and no more.
 */
export class LogPump {
  private readonly packer: LogPacker
  private readonly body: RawBody
  private readonly openedAtMs: number
  private isCaughtUp: boolean
  /** A stream that does not follow is caught up when it ends, and not because it is slow. */
  private readonly follows: boolean
  private isEnded = false
  private failure: { readonly error: unknown } | null = null
  private lastByteAt: number
  private firstLineAt: number | null = null
  private wake: (() => void) | null = null

  /**
   * `openedAtMs` is the engine's clock when the stream was asked for: a later line is no backlog.
   * `startedAt` is when that was on `performance.now()`.
   */
  constructor(
    body: RawBody,
    packer: LogPacker,
    opened: {
      readonly atMs: number
      readonly startedAt: number
      readonly isCaughtUp: boolean
      readonly follows: boolean
    },
  ) {
    this.body = body
    this.packer = packer
    this.openedAtMs = opened.atMs
    this.lastByteAt = opened.startedAt
    this.isCaughtUp = opened.isCaughtUp
    this.follows = opened.follows
    body.listen({
      bytes: (chunk) => this.receive(chunk),
      end: () => this.finish(),
      fail: (error) => this.fail(error),
    })
  }

  /** Every batch in order, then null. Throws `stream-lost` when the connection broke, `cancelled` on abort. */
  async next(): Promise<LogBatch | null> {
    for (;;) {
      const now = performance.now()
      if (this.isDue(now)) return this.takeBatch(now)
      if (this.failure) throw fromStreamFailure(this.failure.error)
      if (this.isEnded) return null
      await this.waitUntil(this.nextDeadline())
    }
  }

  /** On `performance.now()`: since when a reader waits for bytes in vain; null while nobody waits. */
  get silentSince(): number | null {
    return this.wake === null ? null : this.lastByteAt
  }

  private receive(chunk: Buffer): void {
    try {
      this.packer.push(chunk)
    } catch (error) {
      this.fail(error)
      this.body.destroy()
      return
    }
    this.lastByteAt = performance.now()
    if (this.firstLineAt === null) {
      if (this.packer.hasLines) this.firstLineAt = this.lastByteAt
      // The waiting reader has set no alarm for a line that has just come.
      this.wake?.()
    } else if (this.packer.fullBatches > 0) {
      this.wake?.()
      if (this.packer.fullBatches >= maxWaitingBatches) this.body.pause()
    }
  }

  private finish(): void {
    this.isEnded = true
    try {
      this.packer.end()
    } catch (error) {
      this.fail(error)
    }
    this.wake?.()
  }

  private fail(error: unknown): void {
    this.failure ??= { error }
    this.wake?.()
  }

  private isDue(now: number): boolean {
    const { packer } = this
    if (packer.fullBatches > 0) return true
    if (this.isEnded || this.failure) return packer.hasLines || (this.isEnded && !this.isCaughtUp)
    if (packer.hasOpenLines && now >= this.openLineDeadline()) packer.closeOpenLines()
    if (packer.hasLines && now - (this.firstLineAt ?? now) >= batchMs) return true
    return this.waitsForSilence && now - this.lastByteAt >= caughtUpMs
  }

  private takeBatch(now: number): LogBatch {
    const batch = this.packer.take()
    this.firstLineAt = this.packer.hasLines ? now : null
    if (this.packer.fullBatches < maxWaitingBatches / 2) this.body.resume()
    if (this.isCaughtUp || !this.isBacklogOver(batch, now)) return batch
    this.isCaughtUp = true
    return { ...batch, isCaughtUp: true }
  }

  private get waitsForSilence(): boolean {
    return this.follows && !this.isCaughtUp
  }

  private isBacklogOver(batch: LogBatch, now: number): boolean {
    if (this.isEnded) return !this.packer.hasLines
    if (!this.follows) return false
    return (
      lastLineMs(batch) >= this.openedAtMs || (!this.packer.hasLines && now - this.lastByteAt >= caughtUpMs)
    )
  }

  /** When, on `performance.now()`, something becomes due without another byte. */
  private nextDeadline(): number {
    const { packer } = this
    if (packer.hasLines) return (this.firstLineAt ?? performance.now()) + batchMs
    if (packer.hasOpenLines) return this.openLineDeadline()
    return this.waitsForSilence ? this.lastByteAt + caughtUpMs : Number.POSITIVE_INFINITY
  }

  private openLineDeadline(): number {
    if (!this.follows) return Number.POSITIVE_INFINITY
    return this.lastByteAt + (this.packer.expectsMore ? unfinishedLineMs : openLineMs)
  }

  private async waitUntil(deadline: number): Promise<void> {
    let timer: NodeJS.Timeout | null = null
    await new Promise<void>((resolve) => {
      this.wake = resolve
      if (deadline < Number.POSITIVE_INFINITY) {
        timer = setTimeout(resolve, Math.max(1, Math.ceil(deadline - performance.now())))
      }
    })
    this.wake = null
    if (timer) clearTimeout(timer)
  }
}

/** Time of a batch's last line, epoch milliseconds; 0 without lines. */
function lastLineMs({ index }: LogBatch): number {
  if (index.length === 0) return 0
  const fields = new DataView(index.buffer, index.byteOffset + index.length - logIndexBytes)
  return fields.getUint32(4, true) * 1_000 + fields.getUint32(8, true) / 1e6
}
