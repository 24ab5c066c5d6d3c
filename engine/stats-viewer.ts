import type { StatsBatch, StatsSample } from '../shared/stats.ts'

/** The engine measures once a second; two batches are at least this far apart. */
const tickMs = 950
/** The engine's documents for many containers come in one burst: a batch waits for the rest of it. */
const burstMs = 100
/** The first sample of a container is what a page waits for. */
const firstMs = 20

/** What one page has not been sent yet: the newest sample of each container, whatever the page's pace. */
export class StatsViewer {
  private readonly samples = new Map<string, StatsSample>()
  private readonly ended = new Set<string>()
  private readonly known = new Set<string>()
  private dueAt = Number.POSITIVE_INFINITY
  private lastSentAt = 0
  private wake: (() => void) | null = null
  private isClosed = false
  private failure: { readonly error: unknown } | null = null
  ids: ReadonlySet<string> = new Set()

  /** Looks at other containers from now on. */
  choose(ids: ReadonlySet<string>): void {
    this.ids = ids
    for (const kept of [this.samples, this.ended, this.known]) {
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id)
    }
  }

  add(sample: StatsSample): void {
    if (!this.ids.has(sample.id)) return
    this.samples.set(sample.id, sample)
    this.ended.delete(sample.id)
    const isFirst = !this.known.has(sample.id)
    this.known.add(sample.id)
    this.schedule(isFirst)
  }

  addEnded(id: string): void {
    if (!this.ids.has(id)) return
    this.samples.delete(id)
    this.known.delete(id)
    this.ended.add(id)
    this.schedule(true)
  }

  close(): void {
    this.isClosed = true
    this.wake?.()
  }

  /** Makes `next` throw: a bug must not stay hidden. */
  fail(error: unknown): void {
    this.failure ??= { error }
    this.wake?.()
  }

  /** The next batch when it is due; null once closed. */
  async next(): Promise<StatsBatch | null> {
    for (;;) {
      if (this.failure) throw this.failure.error
      if (this.isClosed) return null
      const waitMs = this.dueAt - performance.now()
      if (waitMs <= 0) return this.take()
      await this.waitFor(waitMs)
    }
  }

  private take(): StatsBatch {
    const batch = { samples: [...this.samples.values()], ended: [...this.ended] }
    this.samples.clear()
    this.ended.clear()
    this.dueAt = Number.POSITIVE_INFINITY
    this.lastSentAt = performance.now()
    return batch
  }

  private schedule(isUrgent: boolean): void {
    const now = performance.now()
    const dueAt = isUrgent ? now + firstMs : Math.max(now + burstMs, this.lastSentAt + tickMs)
    if (dueAt >= this.dueAt) return
    this.dueAt = dueAt
    this.wake?.()
  }

  private async waitFor(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | null = null
    await new Promise<void>((resolve) => {
      this.wake = resolve
      if (ms < Number.POSITIVE_INFINITY) timer = setTimeout(resolve, Math.ceil(ms))
    })
    this.wake = null
    if (timer) clearTimeout(timer)
  }
}
