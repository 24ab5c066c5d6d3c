/**
 * A queue between a callback world and a `for await` loop. It has no bound of its own: whoever pushes
 * keeps count (credit windows do).
 */
export class AsyncQueue<T> implements AsyncIterable<T> {
  private readonly items: T[] = []
  private wake: (() => void) | null = null
  private isEnded = false
  private failure: { readonly error: unknown } | null = null
  private readonly onTaken: ((item: T) => void) | undefined

  /** `onTaken` is called for each item once the consumer asks for the one after it. */
  constructor(onTaken?: (item: T) => void) {
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

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const item = this.items.shift()
      if (item !== undefined) {
        yield item
        this.onTaken?.(item)
        continue
      }
      if (this.failure) throw this.failure.error
      if (this.isEnded) return
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = null
    }
  }
}

/** Permits that are taken before sending and given back by acknowledgements. */
export class Credit {
  private available: number
  private isClosed = false
  private readonly waiting: (() => void)[] = []

  constructor(initial: number) {
    this.available = initial
  }

  /** Resolves true with one permit, or false once closed. */
  async take(): Promise<boolean> {
    while (this.available <= 0 && !this.isClosed) {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
    if (this.isClosed) return false
    this.available -= 1
    return true
  }

  give(count: number): void {
    this.available += count
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  close(): void {
    this.isClosed = true
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
