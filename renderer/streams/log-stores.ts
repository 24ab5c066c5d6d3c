import type { AppContext } from '../app-context.ts'
import type { LogThread } from './log-store.ts'
import { type LogStart, LogStore } from './log-store.ts'

/** Logs kept open after one has gone elsewhere, so that coming back shows the same lines at the same place. */
const maxKept = 3
const keptMs = 10 * 60_000

type Kept = { readonly store: LogStore; users: number; timer: ReturnType<typeof setTimeout> | null }

/** The open logs of a page, by container. */
export class LogStores {
  private readonly app: Pick<AppContext, 'client' | 'onLink'>
  /** In the order of their last use. */
  private readonly kept = new Map<string, Kept>()
  private readonly createThread: () => LogThread

  constructor(app: Pick<AppContext, 'client' | 'onLink'>, createThread: () => LogThread) {
    this.app = app
    this.createThread = createThread
  }

  /** The log of a container, opened when it is not yet. Each `get` needs a `release`. */
  get(containerId: string, start: LogStart): LogStore {
    const { app, createThread } = this
    const found = this.kept.get(containerId)
    const kept = found ?? {
      store: new LogStore({ app, containerId, start, createThread }),
      users: 0,
      timer: null,
    }
    kept.users += 1
    if (kept.timer) clearTimeout(kept.timer)
    kept.timer = null
    this.kept.delete(containerId)
    this.kept.set(containerId, kept)
    return kept.store
  }

  /** The log of a container when it is open. */
  find(containerId: string): LogStore | null {
    return this.kept.get(containerId)?.store ?? null
  }

  release(containerId: string): void {
    const kept = this.kept.get(containerId)
    if (!kept) return
    kept.users -= 1
    if (kept.users > 0) return
    kept.timer = setTimeout(() => this.drop(containerId), keptMs)
    const unused = [...this.kept].filter(([, { users }]) => users === 0)
    for (const [id] of unused.slice(0, Math.max(0, unused.length - maxKept))) this.drop(id)
  }

  private drop(containerId: string): void {
    const kept = this.kept.get(containerId)
    if (kept?.timer) clearTimeout(kept.timer)
    kept?.store.dispose()
    this.kept.delete(containerId)
  }
}

function createWorker(): LogThread {
  return new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module', name: 'log' }) as LogThread
}

const storesOfApp = new WeakMap<AppContext, LogStores>()

/** The logs that belong to a page's connection. */
export function logStoresOf(app: AppContext): LogStores {
  const stores = storesOfApp.get(app) ?? new LogStores(app, createWorker)
  storesOfApp.set(app, stores)
  return stores
}
