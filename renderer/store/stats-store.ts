import { useCallback, useSyncExternalStore } from 'react'
import type { StatsBatch, StatsSample } from '../../shared/stats.ts'

/** Samples a sparkline shows. */
export const sparklineLength = 28

type Listener = () => void

/**
 * The newest samples by container, outside React: cells subscribe to their own container. Interest is
 * gathered, so one stream serves the list, the side panel and the charts, and only what somebody looks at.
 */
export class StatsStore {
  private readonly recent = new Map<string, StatsSample[]>()
  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly batchListeners = new Set<(ids: readonly string[]) => void>()
  private readonly interest = new Set<{ readonly ids: readonly string[] }>()
  private readonly interestListeners = new Set<Listener>()

  /** Oldest first, at most `sparklineLength`; the same array until a new sample comes. */
  samples(id: string): readonly StatsSample[] {
    return this.recent.get(id) ?? empty
  }

  latest(id: string): StatsSample | undefined {
    return this.recent.get(id)?.at(-1)
  }

  apply(batch: StatsBatch): void {
    for (const sample of batch.samples) {
      const kept = this.recent.get(sample.id) ?? empty
      this.recent.set(sample.id, [...kept.slice(1 - sparklineLength), sample])
      this.notify(sample.id)
    }
    for (const id of batch.ended) {
      this.recent.delete(id)
      this.notify(id)
    }
    this.notifyBatch([...batch.samples.map(({ id }) => id), ...batch.ended])
  }

  /** Drops every sample: another engine is in use now. Interest stays, because screens still look. */
  reset(): void {
    const ids = [...this.recent.keys()]
    this.recent.clear()
    for (const id of ids) this.notify(id)
    this.notifyBatch(ids)
  }

  /** Called once for each batch with the containers whose newest sample is another one now. */
  onBatch(listener: (ids: readonly string[]) => void): () => void {
    this.batchListeners.add(listener)
    return () => this.batchListeners.delete(listener)
  }

  subscribe(id: string, listener: Listener): () => void {
    const set = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, set)
    set.add(listener)
    return () => {
      set.delete(listener)
      if (set.size === 0) this.listeners.delete(id)
    }
  }

  /** Says that these containers are looked at until the returned function is called. */
  watch(ids: readonly string[]): () => void {
    const watcher = { ids }
    this.interest.add(watcher)
    this.notifyInterest()
    return () => {
      this.interest.delete(watcher)
      this.notifyInterest()
    }
  }

  /** All that somebody looks at, what is looked at closest first: few containers before long lists. */
  watched(): string[] {
    const watchers = [...this.interest].sort((a, b) => a.ids.length - b.ids.length)
    return [...new Set(watchers.flatMap(({ ids }) => ids))]
  }

  onInterest(listener: Listener): () => void {
    this.interestListeners.add(listener)
    return () => this.interestListeners.delete(listener)
  }

  private notify(id: string): void {
    for (const listener of this.listeners.get(id) ?? []) listener()
  }

  private notifyBatch(ids: readonly string[]): void {
    for (const listener of this.batchListeners) listener(ids)
  }

  private notifyInterest(): void {
    for (const listener of this.interestListeners) listener()
  }
}

const empty: StatsSample[] = []

/** The last samples of one container, rendered again once a second. */
export function useSamples(store: StatsStore, id: string): readonly StatsSample[] {
  const subscribe = useCallback((listener: Listener) => store.subscribe(id, listener), [store, id])
  return useSyncExternalStore(subscribe, () => store.samples(id))
}
