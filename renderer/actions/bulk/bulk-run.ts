import { create } from 'zustand'
import { inParallel } from '../in-parallel.ts'

/** Requests under way at once: an engine that stops 300 containers is busy enough. */
export const parallelRequests = 4
/** How often what is shown follows what happens. */
const publishMs = 200

export type BulkState = 'waiting' | 'working' | 'done' | 'failed' | 'cancelled'

export type BulkRow = {
  readonly id: string
  readonly name: string
  readonly state: BulkState
  /** Why it failed; null otherwise. */
  readonly error: unknown
  /** Null until it ended. */
  readonly tookMs: number | null
}

export type BulkTarget = { readonly id: string; readonly name: string }

/** One thing to do to many objects. */
export type BulkJob<T extends BulkTarget> = {
  readonly targets: readonly T[]
  /** Answers with the error, null when it went well. Never rejects. */
  readonly work: (target: T) => Promise<unknown>
  /** Errors that may be gone once others are done: such targets are tried again by themselves. */
  readonly isPassing?: (error: unknown) => boolean
  readonly words: BulkWords
  /** Told once all have ended, and again after each retry, with those that were begun in this round. */
  readonly onEnd: (run: BulkRun, begun: readonly T[]) => void
}

export type BulkWords = {
  /** Such as "Stopping 300 containers". */
  readonly working: string
  /** Such as "300 containers stopped"; only when all went well. */
  readonly done: string
  /** Such as "Stopped 298 of 300". */
  readonly partly: (done: number, total: number) => string
}

/** What is shown of a run. A row keeps its identity until it changes. */
export type BulkView = {
  readonly rows: readonly BulkRow[]
  readonly isRunning: boolean
}

/** One action on many objects from its start to its end, retries included. */
export class BulkRun {
  readonly words: BulkWords
  readonly use = create<BulkView>(() => ({ rows: [], isRunning: true }))
  private readonly rows: BulkRow[]
  private readonly start: (indexes: readonly number[]) => Promise<void>
  private isCancelled = false
  /** Of the present round, or the last one. */
  startedAtMs = Date.now()
  private timer: ReturnType<typeof setTimeout> | null = null

  private constructor(words: BulkWords, targets: readonly BulkTarget[], start: BulkRun['start']) {
    this.words = words
    this.start = start
    this.rows = targets.map(({ id, name }) => ({ id, name, state: 'waiting', error: null, tookMs: null }))
    this.publish(true)
  }

  /** Starts at once. The promise settles when all have ended. */
  static begin<T extends BulkTarget>(
    job: BulkJob<T>,
  ): { readonly run: BulkRun; readonly ended: Promise<void> } {
    const run: BulkRun = new BulkRun(job.words, job.targets, async (indexes) => {
      await run.workThrough(indexes, job)
      run.publish(false)
      const hasEnded = (index: number) => ['done', 'failed'].includes(run.rows[index]?.state ?? '')
      job.onEnd(
        run,
        job.targets.filter((_, index) => indexes.includes(index) && hasEnded(index)),
      )
    })
    const ended = run.start(job.targets.map((_, index) => index))
    return { run, ended }
  }

  /** What has begun is brought to its end; the rest is not begun. */
  cancelRest(): void {
    this.isCancelled = true
    this.rows.forEach((row, index) => {
      if (row.state === 'waiting') this.rows[index] = { ...row, state: 'cancelled' }
    })
    this.publish(this.use.getState().isRunning)
  }

  /** Does again what failed, and what was cancelled. */
  async retry(): Promise<void> {
    if (this.use.getState().isRunning) return
    this.isCancelled = false
    this.startedAtMs = Date.now()
    const indexes = this.indexesOf(['failed', 'cancelled'])
    for (const index of indexes) this.set(index, { state: 'waiting', error: null, tookMs: null })
    this.publish(true)
    await this.start(indexes)
  }

  count(...states: readonly BulkState[]): number {
    return this.indexesOf(states).length
  }

  private indexesOf(states: readonly BulkState[]): readonly number[] {
    return this.rows.flatMap(({ state }, index) => (states.includes(state) ? [index] : []))
  }

  private async workThrough<T extends BulkTarget>(
    indexes: readonly number[],
    job: BulkJob<T>,
  ): Promise<void> {
    await inParallel(indexes, parallelRequests, (index) => this.workOn(index, job))
    const { isPassing } = job
    const passing = indexes.filter((index) => {
      const row = this.rows[index]
      return row?.state === 'failed' && isPassing?.(row.error)
    })
    // Something must have gone well since, or nothing will be different.
    const hasHelped = indexes.some((index) => this.rows[index]?.state === 'done')
    if (passing.length === 0 || !hasHelped || this.isCancelled) return
    for (const index of passing) this.set(index, { state: 'waiting' })
    await this.workThrough(passing, job)
  }

  private async workOn<T extends BulkTarget>(index: number, { targets, work }: BulkJob<T>): Promise<void> {
    const target = targets[index]
    if (!target || this.isCancelled) return
    this.set(index, { state: 'working' })
    const startedAtMs = performance.now()
    const error = await work(target)
    const tookMs = performance.now() - startedAtMs
    this.set(index, { state: error === null ? 'done' : 'failed', error, tookMs })
  }

  private set(index: number, change: Partial<BulkRow>): void {
    const row = this.rows[index]
    if (row) this.rows[index] = { ...row, ...change }
    this.timer ??= setTimeout(() => this.publish(this.use.getState().isRunning), publishMs)
  }

  private publish(isRunning: boolean): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.use.setState({ rows: [...this.rows], isRunning })
  }
}
