import { useCallback, useSyncExternalStore } from 'react'
import type { Feed, FeedCause } from '../../shared/feed.ts'

type Listener = () => void

/**
 * Rows by id, outside React: each row component subscribes to its own entity, so one change renders one row.
 * The set of ids is a separate value that changes identity only when a row comes or goes; `version` counts
 * every change, for derived orders that are recomputed at most once a frame.
 */
export class EntityStore<T extends { readonly id: string }> {
  private entities = new Map<string, T>()
  private ids: readonly string[] = []
  private readonly rowListeners = new Map<string, Set<Listener>>()
  private readonly listListeners = new Set<Listener>()
  private readonly causeListeners = new Set<(causes: readonly FeedCause[]) => void>()
  private readonly touchListeners = new Set<(ids: readonly string[] | null) => void>()
  version = 0
  /** Null until the first snapshot; `stale` after the engine was lost. */
  freshness: 'loading' | 'live' | 'stale' = 'loading'

  get(id: string): T | undefined {
    return this.entities.get(id)
  }

  all(): IterableIterator<T> {
    return this.entities.values()
  }

  allIds(): readonly string[] {
    return this.ids
  }

  /** Folds one feed message in and tells those who look at what changed. */
  apply(feed: Feed<T>): void {
    switch (feed.kind) {
      case 'snapshot':
        this.replace(feed.items)
        return
      case 'change':
        this.patch(feed.upserts, feed.removed)
        for (const listener of this.causeListeners) listener(feed.causes)
        return
      case 'offline':
        if (this.freshness === 'live') this.freshness = 'stale'
        this.notifyList()
    }
  }

  /** Drops everything: another engine is in use now. */
  reset(): void {
    this.freshness = 'loading'
    this.replaceEntities(new Map())
  }

  subscribeRow(id: string, listener: Listener): () => void {
    const listeners = this.rowListeners.get(id) ?? new Set()
    this.rowListeners.set(id, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.rowListeners.delete(id)
    }
  }

  /** Called on every change of any row. */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.listListeners.add(listener)
    return () => this.listListeners.delete(listener)
  }

  onCauses(listener: (causes: readonly FeedCause[]) => void): () => void {
    this.causeListeners.add(listener)
    return () => this.causeListeners.delete(listener)
  }

  /**
   * Called with the ids that came, changed or went, and with null when all may have: for values worked out from
   * thousands of rows, where looking through all of them for each change would take too long.
   */
  onTouched(listener: (ids: readonly string[] | null) => void): () => void {
    this.touchListeners.add(listener)
    return () => this.touchListeners.delete(listener)
  }

  private replace(items: readonly T[]): void {
    this.freshness = 'live'
    this.replaceEntities(new Map(items.map((item) => [item.id, item])))
  }

  private replaceEntities(next: Map<string, T>): void {
    const touched = new Set([...this.entities.keys(), ...next.keys()])
    this.entities = next
    this.ids = [...next.keys()]
    for (const id of touched) this.notifyRow(id)
    this.notifyTouched(null)
    this.notifyList()
  }

  private patch(upserts: readonly T[], removed: readonly string[]): void {
    let membershipChanged = false
    for (const id of removed) membershipChanged = this.entities.delete(id) || membershipChanged
    for (const item of upserts) {
      membershipChanged ||= !this.entities.has(item.id)
      this.entities.set(item.id, item)
    }
    if (membershipChanged) this.ids = [...this.entities.keys()]
    for (const id of removed) this.notifyRow(id)
    for (const item of upserts) this.notifyRow(item.id)
    this.notifyTouched([...removed, ...upserts.map(({ id }) => id)])
    this.notifyList()
  }

  private notifyRow(id: string): void {
    for (const listener of this.rowListeners.get(id) ?? []) listener()
  }

  private notifyTouched(ids: readonly string[] | null): void {
    for (const listener of this.touchListeners) listener(ids)
  }

  private notifyList(): void {
    this.version += 1
    for (const listener of this.listListeners) listener()
  }
}

/** The entity with this id, rendered again only when it changes. */
export function useEntity<T extends { readonly id: string }>(
  store: EntityStore<T>,
  id: string,
): T | undefined {
  const subscribe = useCallback((listener: Listener) => store.subscribeRow(id, listener), [store, id])
  return useSyncExternalStore(subscribe, () => store.get(id))
}

/** A number that changes with every change of the store. */
export function useStoreVersion<T extends { readonly id: string }>(store: EntityStore<T>): number {
  return useSyncExternalStore(store.subscribe, () => store.version)
}
