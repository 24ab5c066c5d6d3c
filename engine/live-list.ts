import type { EngineStatus } from '../shared/engine.ts'
import { EngineError } from '../shared/errors.ts'
import type { Feed, FeedCause } from '../shared/feed.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import type { EngineEvent, EngineEvents } from './events.ts'
import { FeedSubscriber } from './feed-subscriber.ts'
import type { Changes, Inventory, InventoryKind } from './inventory.ts'

/** After a change was sent, further events are gathered for this long: a burst becomes one message. */
const coalesceMs = 50
/** More at once gain nothing and make an engine slower for others. */
const parallelRefreshes = 4
/** Rows completed in one message after the first snapshot; small, so that an event does not wait long. */
const backgroundBatch = 16
/** Reloading a page must not throw the list away. */
const lingerMs = 10_000
const retryListMs = 1_000

type Dependencies = {
  readonly connection: EngineConnection
  readonly events: EngineEvents
  readonly onBug: (error: unknown) => void
}

/** Keeps nothing and asks nothing until the first reader comes. */
export function createInventory<T>(kind: InventoryKind<T>, dependencies: Dependencies): Inventory<T> {
  return new LiveList(kind, dependencies)
}

class LiveList<T> implements Inventory<T> {
  private readonly kind: InventoryKind<T>
  private readonly dependencies: Dependencies
  private readonly items = new Map<string, T>()
  private readonly subscribers = new Set<FeedSubscriber<T>>()
  /** Ids that events touched, with the causes to tell. */
  private touched = new Map<string, FeedCause[]>()
  /** True when `touched` is not to wait for more. */
  private isDue = false
  private readonly removed = new Set<string>()
  private readonly incomplete = new Set<string>()
  private readonly timers = new Set<NodeJS.Timeout>()
  /** True while `items` is what the engine has, some milliseconds aside. */
  private isLive = false
  private host: string | null = null
  private undo: (() => void)[] = []
  private session: AbortController | null = null
  private client: EngineClient | null = null
  private wake: (() => void) | null = null
  private lingering: NodeJS.Timeout | null = null

  constructor(kind: InventoryKind<T>, dependencies: Dependencies) {
    this.kind = kind
    this.dependencies = dependencies
  }

  get(id: string): T | undefined {
    return this.items.get(id)
  }

  async *feed(signal: AbortSignal): AsyncGenerator<Feed<T>, void, undefined> {
    const subscriber = new FeedSubscriber(this.items)
    this.subscribers.add(subscriber)
    try {
      this.start()
      if (this.isLive || this.items.size > 0) subscriber.snapshot()
      if (!this.isLive && this.dependencies.connection.status.state === 'unreachable') subscriber.offline()
      yield* subscriber.read(signal)
    } finally {
      this.subscribers.delete(subscriber)
      this.stopWhenUnused()
    }
  }

  dispose(): void {
    if (this.lingering) clearTimeout(this.lingering)
    this.stop()
  }

  private start(): void {
    if (this.lingering) clearTimeout(this.lingering)
    this.lingering = null
    if (this.undo.length > 0) return
    const { connection, events } = this.dependencies
    this.undo = [
      connection.onStatus((status) => {
        if (status.state !== 'connected') this.lose(status)
      }),
      events.onEvent((event) => this.receive(event)),
      events.onStream((client) => this.begin(client)),
    ]
  }

  private stopWhenUnused(): void {
    if (this.subscribers.size > 0) return
    this.lingering ??= setTimeout(() => this.stop(), lingerMs).unref()
  }

  private stop(): void {
    this.lingering = null
    for (const undo of this.undo.splice(0)) undo()
    this.endSession()
    this.items.clear()
  }

  /** A new stream of events: whatever happened before is unknown, so everything is listed again. */
  private begin(client: EngineClient | null): void {
    this.endSession()
    if (!client) return
    if (this.host !== client.endpoint.host) this.forgetRows(client.endpoint.host)
    this.session = new AbortController()
    this.client = client
    void this.run(client, this.session.signal)
  }

  private lose(status: EngineStatus): void {
    const host = status.endpoint?.host ?? null
    const isLoss = this.isLive || this.items.size > 0 || status.state === 'unreachable'
    this.endSession()
    // Another engine's rows must not linger, not even as stale ones.
    if (host !== null && this.host !== null && host !== this.host) this.forgetRows(host)
    if (isLoss) for (const subscriber of this.subscribers) subscriber.offline()
  }

  private forgetRows(host: string): void {
    const hadRows = this.items.size > 0
    this.host = host
    this.items.clear()
    if (hadRows) for (const subscriber of this.subscribers) subscriber.snapshot()
  }

  private endSession(): void {
    this.session?.abort()
    this.session = null
    this.client = null
    this.isLive = false
    this.isDue = false
    this.touched.clear()
    this.removed.clear()
    this.incomplete.clear()
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.wake?.()
  }

  private receive(event: EngineEvent): void {
    // Asked even while nothing is live: a kind may keep its own account of events.
    const ids = this.kind.touched(event)
    if (!this.session) return
    if (this.client && this.kind.needsList?.(event)) return this.begin(this.client)
    if (ids.length === 0) return
    const cause = {
      action: event.detail ? `${event.action}: ${event.detail}` : event.action,
      atMs: event.atMs,
    }
    const lookAgainMs = this.kind.lookAgainMs(event)
    for (const id of ids) {
      if (this.kind.isRemoval(event)) this.removed.add(id)
      // What happened before the list was read is in the list; only the lag of lists makes a look necessary.
      this.touch(id, this.isLive ? [{ id, ...cause }] : [])
      if (lookAgainMs !== null) this.later(lookAgainMs, () => this.lookAgain(id))
    }
    if (this.kind.isUrgent(event)) this.look()
    else this.later(coalesceMs, () => this.look())
  }

  private touch(id: string, causes: readonly FeedCause[]): void {
    const known = this.touched.get(id)
    if (known) known.push(...causes)
    else this.touched.set(id, [...causes])
  }

  private lookAgain(id: string): void {
    this.touch(id, [])
    this.look()
  }

  private look(): void {
    this.isDue = this.touched.size > 0
    this.wake?.()
  }

  private later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      work()
    }, ms)
    this.timers.add(timer)
  }

  private async run(client: EngineClient, signal: AbortSignal): Promise<void> {
    try {
      await this.load(client, signal)
      while (!signal.aborted) {
        if (this.isDue) {
          await this.refreshTouched(client, signal)
          await delay(coalesceMs, signal)
        } else if (this.incomplete.size > 0) await this.completeSome(client, signal)
        else await this.rest()
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof EngineError)) this.dependencies.onBug(error)
      // The engine answered with an error to a list or an inspect: what is known is stale, so begin again.
      this.dependencies.connection.suspect(client)
      await delay(retryListMs, signal)
      if (!signal.aborted) this.begin(client)
    }
  }

  private async load(client: EngineClient, signal: AbortSignal): Promise<void> {
    const listed = await this.kind.list(client, signal)
    if (signal.aborted) return
    const known = new Map(this.items)
    this.items.clear()
    for (const item of listed) {
      const id = this.kind.idOf(item)
      const old = known.get(id)
      this.items.set(id, old === undefined ? item : this.kind.keep(item, old))
      if (this.kind.isIncomplete(item)) this.incomplete.add(id)
    }
    this.isLive = true
    for (const subscriber of this.subscribers) subscriber.snapshot()
  }

  private async refreshTouched(client: EngineClient, signal: AbortSignal): Promise<void> {
    const { touched } = this
    const removed = new Set(this.removed)
    this.isDue = false
    this.touched = new Map()
    this.removed.clear()
    const changes = await this.refresh(client, [...touched.keys()], removed, signal)
    this.publish({ ...changes, causes: [...touched.values()].flat() })
  }

  private async completeSome(client: EngineClient, signal: AbortSignal): Promise<void> {
    const ids = [...this.incomplete].slice(0, backgroundBatch)
    this.publish({ ...(await this.refresh(client, ids, new Set(), signal)), causes: [] })
  }

  private async refresh(
    client: EngineClient,
    ids: readonly string[],
    gone: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Omit<Changes, 'causes'>> {
    const upserted: string[] = []
    const removed: string[] = []
    await inParallel(parallelRefreshes, ids, async (id) => {
      const item = gone.has(id) ? null : await this.lookAt(client, id, signal)
      if (signal.aborted) return
      this.incomplete.delete(id)
      if (item === undefined) return
      if (item === null) {
        if (this.items.delete(id)) removed.push(id)
        return
      }
      // Events may name an object otherwise, as a pull names the reference.
      const ownId = this.kind.idOf(item)
      const known = this.items.get(ownId)
      this.items.set(ownId, item)
      if (known === undefined || !this.kind.isSame(known, item)) upserted.push(ownId)
      for (const rival of this.kind.rivals?.(item, known, this.items) ?? []) this.lookAgain(rival)
    })
    return { upserted, removed }
  }

  /** Undefined when the engine cannot tell: one broken object must not cost the others their updates. */
  private async lookAt(client: EngineClient, id: string, signal: AbortSignal): Promise<T | null | undefined> {
    try {
      return await this.kind.refresh(client, id, signal)
    } catch (error) {
      if (error instanceof EngineError && error.data.status !== null) return undefined
      throw error
    }
  }

  private publish(changes: Changes): void {
    const isEmpty = changes.upserted.length + changes.removed.length + changes.causes.length === 0
    if (isEmpty || !this.isLive) return
    for (const subscriber of this.subscribers) subscriber.change(changes)
  }

  private async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = () => {
        this.wake = null
        resolve()
      }
    })
  }
}

async function inParallel<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}
