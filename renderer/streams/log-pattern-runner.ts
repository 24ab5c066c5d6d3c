export type PatternJob =
  | { readonly kind: 'compile'; readonly source: string; readonly flags: string }
  | {
      readonly kind: 'search'
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly ends: Uint32Array<ArrayBuffer>
    }
  | { readonly kind: 'ranges'; readonly texts: readonly string[] }

export type PatternAnswer =
  | { readonly kind: 'hits'; readonly hits: Uint32Array }
  | { readonly kind: 'ranges'; readonly ranges: readonly (readonly number[])[] }

/** What the runner needs of a Worker. */
export interface PatternThread {
  postMessage(job: PatternJob, transfer: Transferable[]): void
  onmessage: ((event: { readonly data: PatternAnswer }) => void) | null
  terminate(): void
}

/** A job that takes longer than this has met a pattern that backtracks: lines are answered in microseconds. */
export const patternTimeoutMs = 2000

/** The pattern did not come to an end; its thread is gone. */
export class SlowPatternError extends Error {}

type Waiting = {
  readonly resolve: (answer: PatternAnswer) => void
  readonly reject: (error: Error) => void
}

export type RunnerOptions = {
  readonly timeoutMs?: number
  /** Takes the thread once it is no longer needed and has nothing to do; it is ended otherwise. */
  readonly giveBack?: (thread: PatternThread) => void
}

/** Runs jobs one after the other on a thread of its own, and ends that thread when one takes too long. */
export class PatternRunner {
  private readonly thread: PatternThread
  private readonly timeoutMs: number
  private readonly giveBack: RunnerOptions['giveBack']
  private readonly waiting: Waiting[] = []
  private timer: ReturnType<typeof setTimeout> | null = null
  private failure: Error | null = null

  constructor(thread: PatternThread, pattern: RegExp, options: RunnerOptions = {}) {
    this.thread = thread
    this.timeoutMs = options.timeoutMs ?? patternTimeoutMs
    this.giveBack = options.giveBack
    thread.onmessage = ({ data }) => this.settle(data)
    thread.postMessage({ kind: 'compile', source: pattern.source, flags: pattern.flags }, [])
  }

  /** The arrays go to the thread. */
  async search(bytes: Uint8Array<ArrayBuffer>, ends: Uint32Array<ArrayBuffer>): Promise<Uint32Array> {
    const answer = await this.run({ kind: 'search', bytes, ends }, [bytes.buffer, ends.buffer])
    return answer.kind === 'hits' ? answer.hits : new Uint32Array()
  }

  async ranges(texts: readonly string[]): Promise<readonly (readonly number[])[]> {
    const answer = await this.run({ kind: 'ranges', texts }, [])
    return answer.kind === 'ranges' ? answer.ranges : []
  }

  /** Ends the thread; open jobs never settle, because whoever asked has gone. */
  dispose(): void {
    const isIdle = this.waiting.length === 0 && this.failure === null
    if (isIdle && this.giveBack) {
      this.thread.onmessage = null
      this.giveBack(this.thread)
    } else this.stop()
    this.waiting.length = 0
  }

  private run(job: PatternJob, transfer: Transferable[]): Promise<PatternAnswer> {
    if (this.failure) return Promise.reject(this.failure)
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      // The thread goes on with it at once, without waiting for an answer on its way.
      this.thread.postMessage(job, transfer)
      if (this.waiting.length === 1) this.watch()
    })
  }

  /** Times the job that the thread is at. */
  private watch(): void {
    if (this.waiting.length === 0) return
    this.timer = setTimeout(
      () => this.fail(new SlowPatternError('the pattern takes too long')),
      this.timeoutMs,
    )
  }

  private settle(answer: PatternAnswer): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.waiting.shift()?.resolve(answer)
    this.watch()
  }

  private fail(error: Error): void {
    this.failure = error
    this.stop()
    for (const { reject } of this.waiting.splice(0)) reject(error)
  }

  private stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.thread.onmessage = null
    this.thread.terminate()
  }
}
