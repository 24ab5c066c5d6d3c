import type { Container } from '../shared/container.ts'
import { isCancelled } from '../shared/errors.ts'
import type { Feed } from '../shared/feed.ts'
import type { Client, Subscription } from '../shared/rpc-client.ts'
import type { StatsBatch, StatsInput } from '../shared/stats.ts'
import { mostWatched } from '../shared/stats-limits.ts'
import type { Link } from './link.ts'
import { setEngineStatus, setLinkState, useEngineStore } from './store/engine-store.ts'
import type { EntityStore } from './store/entity-store.ts'
import type { Stores } from './store/stores.ts'

/** A stream that fails is opened again after a wait that doubles up to the longest. */
const firstRetryMs = 250
const longestRetryMs = 5_000
/** Rows that scroll by change what is looked at many times a second; the host is told once. */
const interestDelayMs = 60
/** A list of so many is told more seldom: which of them run changes all the time. */
const manyWatched = 200
const longInterestDelayMs = 500
/** The other lists follow when the containers are there, or after this long. */
const othersWaitMs = 500
/** Long enough for a list to be drawn. */
const paintMs = 100

/**
 * Keeps the stores as the host says: follows the link, opens the streams that every screen needs on each new
 * link, and opens a stream again that ended. Returns its undo.
 */
export function startSync(link: Link, stores: Stores): () => void {
  let current: { readonly client: Client; readonly controller: AbortController } | null = null
  const follow = () => {
    setLinkState(link.state)
    const client = link.state === 'open' ? link.client : null
    if (client === (current?.client ?? null)) return
    current?.controller.abort()
    current = null
    if (!client) {
      for (const list of liveLists(stores)) list.lose()
      return
    }
    current = { client, controller: new AbortController() }
    openStreams(client, stores, current.controller.signal)
  }
  const stop = link.subscribe(follow)
  follow()
  return () => {
    stop()
    current?.controller.abort()
  }
}

/** A list of the engine in use: emptied when another engine is used, stale while the link is lost. */
type LiveList = {
  readonly follow: (client: Client, signal: AbortSignal) => Promise<void>
  readonly lose: () => void
  readonly reset: () => void
}

function liveLists(stores: Stores): readonly LiveList[] {
  return [
    liveList(stores.containers, (client, signal) => client.open('container.feed', {}, signal)),
    liveList(stores.images, (client, signal) => client.open('image.feed', {}, signal)),
    liveList(stores.volumes, (client, signal) => client.open('volume.feed', {}, signal)),
    liveList(stores.networks, (client, signal) => client.open('network.feed', {}, signal)),
    liveList(stores.bin, (client, signal) => client.open('bin.feed', {}, signal)),
    // Long work belongs to the host, whichever engine is in use.
    {
      ...liveList(stores.tasks, (client, signal) => client.open('task.feed', {}, signal)),
      reset: () => {},
    },
  ]
}

function liveList<T extends { readonly id: string }>(
  store: EntityStore<T>,
  open: (client: Client, signal: AbortSignal) => AsyncIterable<Feed<T>>,
): LiveList {
  return {
    follow: async (client, signal) => {
      for await (const change of open(client, signal)) store.apply(change)
    },
    lose: () => store.apply({ kind: 'offline' }),
    reset: () => store.reset(),
  }
}

function openStreams(client: Client, stores: Stores, signal: AbortSignal): void {
  const lists = liveLists(stores)
  let feeds = new AbortController()
  const openFeeds = () => {
    feeds.abort()
    feeds = new AbortController()
    const feedSignal = AbortSignal.any([signal, feeds.signal])
    for (const [index, list] of lists.entries()) {
      void keepOpen(feedSignal, async () => {
        // What a person waits for at the start must not share the engine and the page with the rest.
        if (index > 0) await whenListed(stores.containers, feedSignal)
        await list.follow(client, feedSignal)
      })
    }
  }
  openFeeds()
  void keepOpen(signal, async () => {
    for await (const status of client.open('engine.status', {}, signal)) {
      const before = useEngineStore.getState().status.endpoint
      setEngineStatus(status)
      const isOther = before !== null && status.endpoint !== null && before.host !== status.endpoint.host
      if (!isOther) continue
      // Rows of one engine must never stand under the name of another.
      for (const list of lists) list.reset()
      stores.stats.reset()
      openFeeds()
    }
  })
  void keepOpen(signal, () => followStats(client, stores, signal))
}

/** Resolves when the list has come and had its turn to be painted, or nearly at once when it does not come. */
async function whenListed(store: EntityStore<Container>, signal: AbortSignal): Promise<void> {
  if (store.freshness !== 'loading') return
  const listed = new AbortController()
  const stop = store.subscribe(() => {
    if (store.freshness !== 'loading') listed.abort()
  })
  await wait(othersWaitMs, AbortSignal.any([signal, listed.signal]))
  stop()
  await wait(paintMs, signal)
}

/** Samples of what is looked at, and nothing while the page is hidden. */
async function followStats(client: Client, { stats }: Stores, signal: AbortSignal): Promise<void> {
  const samples = client.open('stats.live', {}, signal)
  const stopTelling = tellInterest(
    samples,
    () => (document.hidden ? [] : stats.watched()),
    (tell) => {
      const stopInterest = stats.onInterest(tell)
      document.addEventListener('visibilitychange', tell)
      return () => {
        stopInterest()
        document.removeEventListener('visibilitychange', tell)
      }
    },
  )
  try {
    for await (const batch of samples) stats.apply(batch)
  } finally {
    stopTelling()
  }
}

/** Sends the watched ids now and soon after each change, never the same twice. */
function tellInterest(
  samples: Subscription<StatsBatch, StatsInput>,
  watched: () => string[],
  onChange: (tell: () => void) => () => void,
): () => void {
  let said: string | null = null
  let saidCount = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  const say = () => {
    timer = null
    const ids = watched().slice(0, mostWatched).sort()
    const key = ids.join()
    if (key === said) return
    said = key
    saidCount = ids.length
    // False when the stream is over; the next one begins by saying everything again.
    void samples.send({ ids })
  }
  const stop = onChange(() => {
    timer ??= setTimeout(say, saidCount > manyWatched ? longInterestDelayMs : interestDelayMs)
  })
  say()
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}

/** Runs `follow` again and again until `signal` aborts, waiting longer after each failure in a row. */
async function keepOpen(signal: AbortSignal, follow: () => Promise<void>): Promise<void> {
  let waitMs = firstRetryMs
  while (!signal.aborted) {
    const startedAtMs = Date.now()
    try {
      await follow()
    } catch (error) {
      if (isCancelled(error) || signal.aborted) return
    }
    // One that lasted was healthy: the next failure begins with a short wait again.
    if (Date.now() - startedAtMs > longestRetryMs) waitMs = firstRetryMs
    await wait(waitMs, signal)
    waitMs = Math.min(longestRetryMs, waitMs * 2)
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
