/**
 * A queue between a callback world and one `for await` loop. It has no bound of its own: whoever pushes
 * keeps count (credit windows do).
 */
export class AsyncQueue<T> implements AsyncIterable<T> {
  private items: T[] = []
  private wake: (() => void) | null = null
  private isEnded = false
  private failure: { readonly error: unknown } | null = null
  private readonly onTaken: (() => void) | undefined

  /** `onTaken` is called for each item once the consumer asks for the one after it. */
  constructor(onTaken?: () => void) {
    this.onTaken = onTaken
  }

  get size(): number {
    return this.items.length
  }

  push(item: T): void {
    if (this.isEnded || this.failure) return
    this.items.push(item)
    this.wake?.()
  }

  /** Ends the loop after the items that are already queued. */
  end(): void {
    this.isEnded = true
    this.wake?.()
  }

  /** Makes the loop throw after the items that are already queued. */
  fail(error: unknown): void {
    this.failure ??= { error }
    this.wake?.()
  }

  /** Ends the loop at once: what is queued is dropped. */
  stop(): void {
    this.items = []
    this.failure = null
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      if (this.items.length > 0) {
        yield this.items.shift() as T
        this.onTaken?.()
        continue
      }
      if (this.failure) throw this.failure.error
      if (this.isEnded) return
      if (this.wake) throw new Error('a queue has one consumer')
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = null
    }
  }
}

/**
 * Counts up to `size` before it tells: for a keystroke or a line, a message of its own would cost more than the
 * thing itself. Stay well below the window, or the other end waits for what is never told.
 */
export function inGroups(size: number, tell: (count: number) => void): () => void {
  let count = 0
  return () => {
    count += 1
    if (count < size) return
    tell(count)
    count = 0
  }
}

/** Permits that are taken before sending and given back by acknowledgements. */
export class Credit {
  private readonly window: number
  private available: number
  private isClosed = false
  private readonly waiting: ((hasPermit: boolean) => void)[] = []

  constructor(window: number) {
    this.window = window
    this.available = window
  }

  /** Resolves true with one permit, in the order of asking, or false once closed. */
  take(): Promise<boolean> {
    if (this.isClosed) return Promise.resolve(false)
    if (this.available === 0) return new Promise((resolve) => this.waiting.push(resolve))
    this.available -= 1
    return Promise.resolve(true)
  }

  /** Never more than the window: a peer that acknowledges too much gains nothing by it. */
  give(count: number): void {
    this.available = Math.min(this.window, this.available + count)
    while (this.available > 0) {
      const next = this.waiting.shift()
      if (!next) return
      this.available -= 1
      next(true)
    }
  }

  close(): void {
    this.isClosed = true
    for (const resolve of this.waiting.splice(0)) resolve(false)
  }
}
