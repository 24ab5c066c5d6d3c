import type { StatsBatch, StatsInput, StatsSample } from '../shared/stats.ts'
import type { EngineConnection } from './client.ts'
import type { EngineEvents } from './events.ts'
import { StatsHistories } from './stats-history.ts'
import { StatsViewer } from './stats-viewer.ts'
import { StatsWatch } from './stats-watch.ts'

/** Containers whose past is kept, watched or not: at most 22 MB. */
const keptHistories = 200
/** A sample older than this is not shown to a new viewer as the present. */
const freshMs = 3_000

export type StatsHub = {
  /**
   * Samples of the containers named by the newest input, about one batch a second. The first sample of a
   * container comes as soon as it is there; a reader that is late gets the newest samples only.
   *
   * Source: `ContainerStats`, one stream for each container however many look at it.
   * Ends:   when the input ends or the signal aborts. Stops, restarts and the loss of the engine do not end
   *         it; a container that does not run is told in `ended`, once.
   */
  live(
    params: Readonly<Record<string, never>>,
    signal: AbortSignal,
    input: AsyncIterable<StatsInput>,
  ): AsyncGenerator<StatsBatch, void, undefined>
  /** What is kept of a container, oldest first; empty when nobody has looked at it. */
  history(id: string): StatsSample[]
  dispose(): void
}

type Watched = { readonly watch: StatsWatch; viewers: number; last: StatsSample | null; isEnded: boolean }

/** Watches the containers that somebody looks at, and no others. */
export function createStatsHub(deps: {
  readonly connection: EngineConnection
  readonly events: EngineEvents
}): StatsHub {
  return new Hub(deps.connection, deps.events)
}

class Hub implements StatsHub {
  private readonly connection: EngineConnection
  private readonly events: EngineEvents
  private readonly histories = new StatsHistories(keptHistories)
  private readonly watched = new Map<string, Watched>()
  private readonly viewers = new Set<StatsViewer>()
  private undoEvents: (() => void) | null = null

  constructor(connection: EngineConnection, events: EngineEvents) {
    this.connection = connection
    this.events = events
  }

  async *live(
    _params: Readonly<Record<string, never>>,
    signal: AbortSignal,
    input: AsyncIterable<StatsInput>,
  ): AsyncGenerator<StatsBatch, void, undefined> {
    const viewer = new StatsViewer()
    const close = (): void => viewer.close()
    signal.addEventListener('abort', close, { once: true })
    if (signal.aborted) return
    this.join(viewer)
    void this.followInput(viewer, input)
    try {
      for (let batch = await viewer.next(); batch; batch = await viewer.next()) yield batch
    } finally {
      signal.removeEventListener('abort', close)
      viewer.close()
      this.leave(viewer)
    }
  }

  history(id: string): StatsSample[] {
    return this.histories.get(id)?.samples() ?? []
  }

  dispose(): void {
    for (const viewer of this.viewers) {
      viewer.close()
      this.leave(viewer)
    }
  }

  private async followInput(viewer: StatsViewer, input: AsyncIterable<StatsInput>): Promise<void> {
    try {
      for await (const { ids } of input) {
        if (!this.viewers.has(viewer)) return
        this.choose(viewer, new Set(ids))
      }
      viewer.close()
    } catch (error) {
      viewer.fail(error)
    }
  }

  private join(viewer: StatsViewer): void {
    this.viewers.add(viewer)
    this.undoEvents ??= this.events.onContainerEvent(({ id, action }) => {
      const watched = this.watched.get(id)
      if (action === 'start') watched?.watch.noteStart()
      else if (action === 'die') watched?.watch.noteEnd()
      else if (action === 'destroy') this.histories.delete(id)
    })
  }

  private leave(viewer: StatsViewer): void {
    if (!this.viewers.delete(viewer)) return
    for (const id of viewer.ids) this.release(id)
    if (this.viewers.size > 0) return
    this.undoEvents?.()
    this.undoEvents = null
  }

  private choose(viewer: StatsViewer, ids: ReadonlySet<string>): void {
    const before = viewer.ids
    viewer.choose(ids)
    for (const id of ids) if (!before.has(id)) this.acquire(id, viewer)
    for (const id of before) if (!ids.has(id)) this.release(id)
  }

  private acquire(id: string, viewer: StatsViewer): void {
    const watched = this.watched.get(id) ?? this.begin(id)
    watched.viewers += 1
    if (watched.isEnded) viewer.addEnded(id)
    else if (watched.last && Date.now() - watched.last.atMs < freshMs) viewer.add(watched.last)
  }

  private begin(id: string): Watched {
    const watch = new StatsWatch(id, this.connection, {
      onSample: (sample) => {
        watched.last = sample
        watched.isEnded = false
        this.histories.touch(id).push(sample)
        for (const viewer of this.viewers) viewer.add(sample)
      },
      onEnded: () => {
        if (watched.isEnded) return
        watched.isEnded = true
        for (const viewer of this.viewers) viewer.addEnded(id)
      },
      onBug: (error) => {
        for (const viewer of this.viewers) viewer.fail(error)
      },
    })
    const watched: Watched = { watch, viewers: 0, last: null, isEnded: false }
    this.watched.set(id, watched)
    return watched
  }

  private release(id: string): void {
    const watched = this.watched.get(id)
    if (!watched) return
    watched.viewers -= 1
    if (watched.viewers > 0) return
    watched.watch.close()
    this.watched.delete(id)
  }
}
