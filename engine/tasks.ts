import { randomUUID } from 'node:crypto'
import { EngineError, isCancelled, toErrorData } from '../shared/errors.ts'
import type { Feed } from '../shared/feed.ts'
import type { Task, TaskKind, TaskPart, TaskProgress, TaskResult, TaskStart } from '../shared/task.ts'
import { cancelled } from './errors.ts'
import { FeedSubscriber } from './feed-subscriber.ts'
import { TaskRecord } from './task-record.ts'
import type { OpenSink, OpenSource } from './transfers.ts'

/** Ended tasks that are kept. */
const maxEnded = 50
/** Tasks at once; each holds a connection or more. */
const maxRunning = 500
/** A person reads no more than eight numbers a second. */
const publishMs = 125
/** How often a speed is measured anew while nothing moves. */
const tickMs = 1_000

/** How a piece of work says what it is doing. */
export interface TaskReporter {
  /** The speed is measured here, from `doneBytes`. */
  progress(patch: Partial<TaskProgress>): void
  /** Adds a part, or replaces the one with this id. */
  part(part: TaskPart): void
  /** Adds lines to the output that is kept. */
  line(text: string): void
}

/** Ends with what came of it. Throws `EngineError`; must stop soon after `signal` aborts. */
export type TaskWork = (task: TaskReporter, signal: AbortSignal) => Promise<TaskResult>

export type NewTask = {
  readonly kind: TaskKind
  readonly subject: string
  readonly command: string
  readonly work: TaskWork
  /** Let go of at the end, however it ends. */
  readonly transfer?: OpenSink | OpenSource
}

type Kept = {
  readonly record: TaskRecord
  readonly controller: AbortController
  publishedAtMs: number
  timer: NodeJS.Timeout | null
  ended: Promise<void>
}

export type TaskHubOptions = {
  /** Told about thrown values that are no `EngineError`: bugs. */
  readonly onBug: (error: unknown) => void
  readonly now?: () => number
}

/**
 * All long work of the host. It belongs to no page: pages come and go and see the same list. The last 50 that
 * ended are kept with their output.
 */
export class TaskHub {
  private readonly options: TaskHubOptions
  private readonly now: () => number
  private readonly kept = new Map<string, Kept>()
  /** As last told to readers. */
  private readonly published = new Map<string, Task>()
  private readonly subscribers = new Set<FeedSubscriber<Task>>()
  private ticker: NodeJS.Timeout | null = null

  constructor(options: TaskHubOptions) {
    this.options = options
    this.now = options.now ?? Date.now
  }

  get hasRunning(): boolean {
    return [...this.kept.values()].some(({ record }) => record.isRunning)
  }

  /** Begins the work and answers at once. Throws `conflict` when too many are running. */
  start(task: NewTask): TaskStart {
    if ([...this.kept.values()].filter((kept) => kept.record.isRunning).length >= maxRunning) {
      const refusal = new EngineError('conflict', `${maxRunning} tasks are running`, { retryable: true })
      task.transfer?.settle(refusal)
      throw refusal
    }
    const id = randomUUID()
    const { kind, subject, command } = task
    const record = new TaskRecord({ id, kind, subject, command, startedAtMs: this.now() })
    const kept: Kept = {
      record,
      controller: new AbortController(),
      publishedAtMs: 0,
      timer: null,
      ended: Promise.resolve(),
    }
    this.kept.set(id, kept)
    this.publish(id, kept)
    kept.ended = this.run(id, kept, task)
    this.ticker ??= setInterval(() => this.tick(), tickMs).unref()
    return { taskId: id, transferUrl: task.transfer?.url ?? null }
  }

  /** Follows the list: all tasks at once, then changes. Ends when the signal aborts. */
  async *feed(signal: AbortSignal): AsyncGenerator<Feed<Task>, void, undefined> {
    const subscriber = new FeedSubscriber(this.published)
    this.subscribers.add(subscriber)
    try {
      subscriber.snapshot()
      yield* subscriber.read(signal)
    } finally {
      this.subscribers.delete(subscriber)
    }
  }

  /** Asks it to stop; nothing happens to one that has ended. Throws `not-found`. */
  cancel(id: string): void {
    this.find(id).controller.abort()
  }

  /** Takes an ended task off the list. Throws `not-found`, `conflict` while it runs. */
  forget(id: string): void {
    if (this.find(id).record.isRunning) throw new EngineError('conflict', 'the task is still running')
    this.drop(id)
  }

  /** Its last lines, oldest first. Throws `not-found`. */
  output(id: string): readonly string[] {
    return [...this.find(id).record.lines]
  }

  /** Resolves when the task has ended. Throws `not-found`. */
  ended(id: string): Promise<void> {
    return this.find(id).ended
  }

  /** Cancels everything and waits for the end of it. */
  async dispose(): Promise<void> {
    for (const { controller } of this.kept.values()) controller.abort()
    await Promise.all([...this.kept.values()].map(({ ended }) => ended))
    for (const id of this.kept.keys()) this.drop(id)
  }

  private find(id: string): Kept {
    const kept = this.kept.get(id)
    if (!kept) throw new EngineError('not-found', `no task ${id}`)
    return kept
  }

  private async run(id: string, kept: Kept, { work, transfer }: NewTask): Promise<void> {
    const { record, controller } = kept
    const reporter = this.reporter(id, kept)
    let failure: unknown = null
    try {
      // A turn later, so that the answer to the start is on its way before anything else is.
      await Promise.resolve()
      const result = await work(reporter, controller.signal)
      record.finish('done', this.now(), { result })
    } catch (error) {
      failure = error
      this.fail(kept, error)
    }
    transfer?.settle(failure)
    this.flush(id, kept)
    this.dropOldest()
    if (!this.hasRunning) this.stopTicking()
  }

  private fail({ record, controller }: Kept, error: unknown): void {
    const isStopped = controller.signal.aborted || isCancelled(error)
    if (!isStopped && !(error instanceof EngineError)) this.options.onBug(error)
    if (isStopped) record.finish('cancelled', this.now(), {})
    else record.finish('failed', this.now(), { error: toErrorData(error) })
  }

  private reporter(id: string, kept: Kept): TaskReporter {
    const { record } = kept
    const change = (apply: () => void): void => {
      // What a work says after it was over changes nothing.
      if (!record.isRunning) return
      apply()
      this.publishSoon(id, kept)
    }
    return {
      progress: (patch) => change(() => record.patch(patch)),
      part: (part) => change(() => record.part(part)),
      line: (text) => {
        if (record.isRunning) record.line(text)
      },
    }
  }

  private publishSoon(id: string, kept: Kept): void {
    if (kept.timer) return
    const waitMs = Math.max(0, kept.publishedAtMs + publishMs - this.now())
    kept.timer = setTimeout(() => this.flush(id, kept), waitMs).unref()
  }

  private flush(id: string, kept: Kept): void {
    if (kept.timer) clearTimeout(kept.timer)
    kept.timer = null
    this.publish(id, kept)
  }

  private publish(id: string, kept: Kept): void {
    if (!this.kept.has(id)) return
    kept.publishedAtMs = this.now()
    this.published.set(id, kept.record.view(kept.publishedAtMs))
    this.tell([id], [])
  }

  private tick(): void {
    for (const [id, kept] of this.kept) {
      const hasRate = this.published.get(id)?.progress.bytesPerSecond
      if (kept.record.isRunning && hasRate) this.publishSoon(id, kept)
    }
  }

  private stopTicking(): void {
    if (this.ticker) clearInterval(this.ticker)
    this.ticker = null
  }

  private dropOldest(): void {
    const ended = [...this.kept].filter(([, { record }]) => !record.isRunning)
    for (const [id] of ended.slice(0, Math.max(0, ended.length - maxEnded))) this.drop(id)
  }

  private drop(id: string): void {
    const timer = this.kept.get(id)?.timer
    if (timer) clearTimeout(timer)
    this.kept.delete(id)
    this.published.delete(id)
    this.tell([], [id])
  }

  private tell(upserted: readonly string[], removed: readonly string[]): void {
    for (const subscriber of this.subscribers) subscriber.change({ upserted, removed, causes: [] })
  }
}

/** For work that checks between steps. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled()
}
