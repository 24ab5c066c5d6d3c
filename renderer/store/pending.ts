import { useCallback, useSyncExternalStore } from 'react'

/** What the page asked an engine to do with a container and has not seen happen yet. */
export type PendingVerb =
  | 'starting'
  | 'stopping'
  | 'restarting'
  | 'pausing'
  | 'unpausing'
  | 'killing'
  | 'renaming'
  | 'removing'

export type Pending = {
  readonly verb: PendingVerb
  readonly sinceMs: number
  /** The grace time of a stop; null where there is none. */
  readonly limitSeconds: number | null
}

/**
 * Verbs under way by container id, beside the entities and never in them: the engine alone says what state
 * a container is in.
 */
class PendingStore {
  private readonly verbs = new Map<string, Pending>()
  private readonly listeners = new Map<string, Set<() => void>>()

  get(id: string): Pending | null {
    return this.verbs.get(id) ?? null
  }

  /** Returns the end of exactly this verb: a later one is left alone. */
  begin(id: string, pending: Pending): () => void {
    this.verbs.set(id, pending)
    this.notify(id)
    return () => {
      if (this.verbs.get(id) !== pending) return
      this.verbs.delete(id)
      this.notify(id)
    }
  }

  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.listeners.delete(id)
    }
  }

  private notify(id: string): void {
    for (const listener of this.listeners.get(id) ?? []) listener()
  }
}

export const pendingStore = new PendingStore()

/** What is under way with this container, rendered again only when that changes. */
export function usePending(id: string): Pending | null {
  const subscribe = useCallback((listener: () => void) => pendingStore.subscribe(id, listener), [id])
  return useSyncExternalStore(subscribe, () => pendingStore.get(id))
}
