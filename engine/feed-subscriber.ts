import type { Feed, FeedCause } from '../shared/feed.ts'
import type { Changes } from './inventory.ts'

/** Causes announce; a reader that is far behind gets the newest ones. */
const maxCauses = 256

/**
 * What one reader has still to be told. Holds ids, not rows, so that a slow reader costs no more than the
 * list has rows, and always gets the newest state.
 */
export class FeedSubscriber<T> {
  private readonly items: ReadonlyMap<string, T>
  private needsSnapshot = false
  private offlineNotice: 'none' | 'to-tell' | 'told' = 'none'
  private readonly pending = new Map<string, 'upsert' | 'remove'>()
  private causes: FeedCause[] = []
  private wake: (() => void) | null = null

  /** `items` is the shared list; it is read when the reader asks, not before. */
  constructor(items: ReadonlyMap<string, T>) {
    this.items = items
  }

  /** The list was read anew: everything told before is void. */
  snapshot(): void {
    this.forget()
    this.needsSnapshot = true
    this.offlineNotice = 'none'
    this.wake?.()
  }

  change(changes: Changes): void {
    // A snapshot that is still to be sent will hold it.
    if (this.needsSnapshot) return
    for (const id of changes.upserted) this.pending.set(id, 'upsert')
    for (const id of changes.removed) this.pending.set(id, 'remove')
    this.causes = [...this.causes, ...changes.causes].slice(-maxCauses)
    this.wake?.()
  }

  offline(): void {
    if (this.offlineNotice === 'told') return
    this.offlineNotice = 'to-tell'
    this.wake?.()
  }

  async *read(signal: AbortSignal): AsyncGenerator<Feed<T>, void, undefined> {
    const onAbort = (): void => this.wake?.()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      while (!signal.aborted) {
        const item = this.take()
        if (item) yield item
        else await this.rest(signal)
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  private take(): Feed<T> | null {
    if (this.needsSnapshot) {
      this.needsSnapshot = false
      return { kind: 'snapshot', items: [...this.items.values()] }
    }
    if (this.pending.size > 0 || this.causes.length > 0) return this.takeChange()
    if (this.offlineNotice !== 'to-tell') return null
    this.offlineNotice = 'told'
    return { kind: 'offline' }
  }

  private takeChange(): Feed<T> {
    const upserts: T[] = []
    const removed: string[] = []
    for (const [id, what] of this.pending) {
      const item = what === 'upsert' ? this.items.get(id) : undefined
      if (item === undefined) removed.push(id)
      else upserts.push(item)
    }
    const { causes } = this
    this.forget()
    return { kind: 'change', upserts, removed, causes }
  }

  private forget(): void {
    this.pending.clear()
    this.causes = []
  }

  private async rest(signal: AbortSignal): Promise<void> {
    // The signal may have aborted while the reader held the last item.
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      this.wake = () => {
        this.wake = null
        resolve()
      }
    })
  }
}
