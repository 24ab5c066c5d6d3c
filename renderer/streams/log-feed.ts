import { EngineError } from '../../shared/errors.ts'
import type { LogBatch, LogMark, LogPosition, LogsParams } from '../../shared/logs.ts'
import type { AppContext } from '../app-context.ts'

/** How far back a log is read when it is opened. */
export type LogStart =
  | { readonly tail: number | null }
  | { readonly lastMinutes: number }
  /** From a time on, Unix seconds. */
  | { readonly sinceSeconds: number }

/** `waiting`: lines are kept, and the stream is opened again as soon as that can work. */
export type LogPhase = 'opening' | 'live' | 'waiting' | 'ended' | 'failed'

export type FeedState = {
  readonly phase: LogPhase
  readonly error: EngineError | null
  /** The container's logging driver, once its log turned out to be unreadable. */
  readonly logDriver: string | null
  readonly lastMark: LogMark | null
}

export type LogFeedOptions = {
  readonly app: Pick<AppContext, 'client' | 'onLink'>
  readonly containerId: string
  readonly start: LogStart
  readonly take: (batch: LogBatch) => void
  readonly onState: (state: FeedState) => void
}

/** Batches given to the worker before it said that it has taken them in: one to work on, some to come. */
const maxInFlight = 4
const firstRetryMs = 1000
const lastRetryMs = 15_000

export const openingFeed: FeedState = { phase: 'opening', error: null, logDriver: null, lastMark: null }

/**
 * Reads one container's log, paced by what the worker takes in; continues after the last line when the link was lost.
 */
export class LogFeed {
  private readonly options: LogFeedOptions
  private readonly stopListening: () => void
  private start: LogStart
  private state = openingFeed
  private position: LogPosition | null = null
  /** Batches that the worker has not yet taken in. */
  private inFlight = 0
  private waitingForRoom: (() => void)[] = []
  private isFresh = true
  private controller = new AbortController()
  private retryTimer: ReturnType<typeof setTimeout> | null = null
  private retryMs = firstRetryMs

  constructor(options: LogFeedOptions) {
    this.options = options
    this.start = options.start
    this.stopListening = options.app.onLink(() => {
      if (this.state.phase === 'waiting') this.open()
    })
    this.open()
  }

  dispose(): void {
    this.stopListening()
    this.controller.abort()
    if (this.retryTimer) clearTimeout(this.retryTimer)
    this.giveRoom()
  }

  /** Reads the log anew from another place; the worker has forgotten what it had. */
  restart(start: LogStart): void {
    this.start = start
    this.isFresh = true
    this.inFlight = 0
    this.giveRoom()
    this.set({ lastMark: null, logDriver: null })
    this.open()
  }

  /** Reads no more for now. */
  pause(): void {
    this.controller.abort()
    if (this.retryTimer) clearTimeout(this.retryTimer)
    this.retryTimer = null
    this.inFlight = 0
    this.giveRoom()
  }

  /** Reads on after this line; null: from where the log was begun. */
  readOn(position: LogPosition | null): void {
    this.position = position
    this.inFlight = 0
    this.open()
  }

  open(): void {
    this.controller.abort()
    this.controller = new AbortController()
    if (this.retryTimer) clearTimeout(this.retryTimer)
    this.retryTimer = null
    this.set({ phase: 'opening', error: null })
    void this.run(this.controller.signal)
  }

  /** The worker has taken in a batch. */
  acknowledge(position: LogPosition | null): void {
    this.inFlight = Math.max(0, this.inFlight - 1)
    this.position = position
    this.giveRoom()
  }

  private params(): LogsParams {
    const id = this.options.containerId
    if (this.position) return { id, tail: null, sinceSeconds: null, follow: true, after: this.position }
    if ('tail' in this.start)
      return { id, tail: this.start.tail, sinceSeconds: null, follow: true, after: null }
    const sinceSeconds =
      'sinceSeconds' in this.start
        ? this.start.sinceSeconds
        : Math.floor(Date.now() / 1000 - this.start.lastMinutes * 60)
    return { id, tail: null, sinceSeconds, follow: true, after: null }
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      // Where to continue is known only when all lines that came before have been taken in.
      while (this.inFlight > 0 && !signal.aborted) await this.room()
      if (signal.aborted) return
      if (this.isFresh) this.position = null
      this.isFresh = false
      for await (const batch of this.options.app.client().open('container.logs', this.params(), signal)) {
        if (signal.aborted) return
        this.take(batch)
        // The next batch is asked for, and the engine paced, only when the worker keeps up.
        while (this.inFlight >= maxInFlight && !signal.aborted) await this.room()
      }
      if (!signal.aborted) this.set({ phase: 'ended' })
    } catch (error) {
      if (!signal.aborted) this.fail(error)
    }
  }

  private take(batch: LogBatch): void {
    this.retryMs = firstRetryMs
    if (this.state.phase !== 'live') this.set({ phase: 'live' })
    if (batch.mark) this.set({ lastMark: batch.mark })
    this.inFlight += 1
    this.options.take(batch)
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.waitingForRoom.push(resolve)
    })
  }

  private giveRoom(): void {
    for (const resolve of this.waitingForRoom.splice(0)) resolve()
  }

  private set(change: Partial<FeedState>): void {
    this.state = { ...this.state, ...change }
    this.options.onState(this.state)
  }

  private fail(error: unknown): void {
    const known = error instanceof EngineError ? error : new EngineError('internal', String(error))
    if (known.code === 'cancelled') return
    this.set({ error: known, phase: known.data.retryable ? 'waiting' : 'failed' })
    if (known.code === 'unsupported') void this.findDriver()
    // A lost link comes back by itself and says so; anything else is tried again after a while.
    if (known.data.retryable && known.code !== 'stream-lost') this.retryLater()
    if (!(error instanceof EngineError)) reportError(error)
  }

  private retryLater(): void {
    this.retryTimer = setTimeout(() => this.open(), this.retryMs)
    this.retryMs = Math.min(this.retryMs * 2, lastRetryMs)
  }

  private async findDriver(): Promise<void> {
    try {
      const { containerId: id, app } = this.options
      this.set({ logDriver: (await app.client().call('container.inspect', { id })).logDriver })
    } catch (error) {
      // The sentence then does without the driver's name; the failure that matters is already shown.
      if (!(error instanceof EngineError)) throw error
    }
  }
}
