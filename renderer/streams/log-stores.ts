import type { AppContext } from '../app-context.ts'
import { logSizeBytes, logSizeOf, useLogsView } from '../store/logs-view.ts'
import type { LogStart } from './log-feed.ts'
import { defaultLimits } from './log-ring.ts'
import type { LogContainer } from './log-state.ts'
import type { LogThread } from './log-store.ts'
import { LogStore } from './log-store.ts'

/** Logs kept open after one has gone elsewhere, so that coming back shows the same lines at the same place. */
const maxKept = 3
const keptMs = 10 * 60_000

type Kept = { readonly store: LogStore; users: number; timer: ReturnType<typeof setTimeout> | null }

/** The open logs of a page, by container or by what the containers of a merged log have in common. */
export class LogStores {
  private readonly app: Pick<AppContext, 'client' | 'onLink'>
  /** In the order of their last use. */
  private readonly kept = new Map<string, Kept>()
  private readonly createThread: () => LogThread
  private maxBytes: number

  constructor(
    app: Pick<AppContext, 'client' | 'onLink'>,
    createThread: () => LogThread,
    maxBytes = defaultLimits.maxBytes,
  ) {
    this.app = app
    this.createThread = createThread
    this.maxBytes = maxBytes
  }

  /** Each log holds so much from now on. */
  setMaxBytes(maxBytes: number): void {
    if (maxBytes === this.maxBytes) return
    this.maxBytes = maxBytes
    for (const { store } of this.kept.values()) store.setMaxBytes(maxBytes)
  }

  /** The log of a container, opened when it is not yet. Each `get` needs a `release`. */
  get(containerId: string, start: LogStart): LogStore {
    return this.getMerged(containerId, [{ id: containerId, name: containerId }], start)
  }

  /** The log of several containers under a key of the caller's. */
  getMerged(key: string, containers: readonly LogContainer[], start: LogStart): LogStore {
    const { app, createThread, maxBytes } = this
    const found = this.kept.get(key)
    const kept = found ?? {
      store: new LogStore({ app, containers, start, createThread, maxBytes }),
      users: 0,
      timer: null,
    }
    kept.users += 1
    if (kept.timer) clearTimeout(kept.timer)
    kept.timer = null
    this.kept.delete(key)
    this.kept.set(key, kept)
    return kept.store
  }

  /** A log when it is open. */
  find(key: string): LogStore | null {
    return this.kept.get(key)?.store ?? null
  }

  release(key: string): void {
    const kept = this.kept.get(key)
    if (!kept) return
    kept.users -= 1
    if (kept.users > 0) return
    kept.timer = setTimeout(() => this.drop(key), keptMs)
    const unused = [...this.kept].filter(([, { users }]) => users === 0)
    for (const [id] of unused.slice(0, Math.max(0, unused.length - maxKept))) this.drop(id)
  }

  private drop(key: string): void {
    const kept = this.kept.get(key)
    if (kept?.timer) clearTimeout(kept.timer)
    kept?.store.dispose()
    this.kept.delete(key)
  }
}

function createWorker(): LogThread {
  return new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module', name: 'log' }) as LogThread
}

const storesOfApp = new WeakMap<AppContext, LogStores>()

/** The logs that belong to a page's connection. */
export function logStoresOf(app: AppContext): LogStores {
  const known = storesOfApp.get(app)
  if (known) return known
  const bytes = () => logSizeBytes(logSizeOf(useLogsView.getState()))
  const stores = new LogStores(app, createWorker, bytes())
  useLogsView.subscribe(() => stores.setMaxBytes(bytes()))
  storesOfApp.set(app, stores)
  return stores
}
