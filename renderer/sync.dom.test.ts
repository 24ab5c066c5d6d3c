import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AsyncQueue } from '../shared/async-queue.ts'
import type { Container } from '../shared/container.ts'
import type { EngineStatus } from '../shared/engine.ts'
import type { Feed } from '../shared/feed.ts'
import type { ClientFrame, HostFrame } from '../shared/frames.ts'
import { type Client, createClient } from '../shared/rpc-client.ts'
import { serve } from '../shared/rpc-server.ts'
import { fakeHandlers, type SomeHandlers } from '../shared/testing/fake-handlers.ts'
import { createPortPair } from '../shared/testing/port-pair.ts'
import type { Link } from './link.ts'
import { type LinkState, useEngineStore } from './store/engine-store.ts'
import type { EntityStore } from './store/entity-store.ts'
import type { StatsStore } from './store/stats-store.ts'
import { createStores } from './store/stores.ts'
import { startSync } from './sync.ts'
import { fakeContainer, fakeSample } from './testing/fake-container.ts'

class FakeLink implements Link {
  state: LinkState = 'connecting'
  client: Client | null = null
  private readonly listeners = new Set<() => void>()

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  open(handlers: SomeHandlers): void {
    const [page, host] = createPortPair<ClientFrame, HostFrame>()
    serve(host, fakeHandlers(handlers))
    this.set('open', createClient(page))
  }

  lose(): void {
    this.client?.close()
    this.set('lost', null)
  }

  private set(state: LinkState, client: Client | null): void {
    this.state = state
    this.client = client
    for (const listener of this.listeners) listener()
  }
}

/** One fake host: what it has opened, and queues to speak through. */
function fakeHost() {
  const feeds: AsyncQueue<Feed<Container>>[] = []
  const status = new AsyncQueue<EngineStatus>()
  const watched: string[][] = []
  const samples = new AsyncQueue<{ samples: ReturnType<typeof fakeSample>[]; ended: string[] }>()
  const handlers: SomeHandlers = {
    streams: {
      'engine.status': (_params, signal) => untilAborted(status, signal),
      'container.feed': (_params, signal) => {
        const feed = new AsyncQueue<Feed<Container>>()
        feeds.push(feed)
        return untilAborted(feed, signal)
      },
      'stats.live': (_params, signal, input) => {
        void (async () => {
          for await (const { ids } of input) watched.push(ids)
        })()
        return untilAborted(samples, signal)
      },
    },
  }
  return { feeds, status, watched, samples, handlers }
}

function untilAborted<T>(queue: AsyncQueue<T>, signal: AbortSignal): AsyncIterable<T> {
  signal.addEventListener('abort', () => queue.end(), { once: true })
  return queue
}

function connected(host: string): EngineStatus {
  return {
    state: 'connected',
    endpoint: { host, source: 'socket', name: 'default' },
    engine: { version: '28.0' } as never,
    sinceMs: 0,
  }
}

let link: FakeLink
let containers: EntityStore<Container>
let stats: StatsStore
let stop: () => void

beforeEach(() => {
  link = new FakeLink()
  const stores = createStores()
  containers = stores.containers
  stats = stores.stats
  useEngineStore.setState({ link: 'connecting', status: { state: 'connecting', endpoint: null } })
  stop = startSync(link, stores)
})
afterEach(() => stop())

const one = fakeContainer({ id: 'a', name: 'one' })
const two = fakeContainer({ id: 'b', name: 'two' })

test('rows come with the snapshot and stay, stale, when the host stops', async () => {
  const host = fakeHost()
  link.open(host.handlers)
  await vi.waitFor(() => expect(host.feeds).toHaveLength(1))
  host.feeds[0]!.push({ kind: 'snapshot', items: [one] })
  await vi.waitFor(() => expect(containers.freshness).toBe('live'))
  link.lose()
  expect(useEngineStore.getState().link).toBe('lost')
  expect(containers.freshness).toBe('stale')
  expect(containers.get('a')).toEqual(one)
})

test('a new link opens everything again, and its snapshot replaces the rows', async () => {
  const first = fakeHost()
  link.open(first.handlers)
  await vi.waitFor(() => expect(first.feeds).toHaveLength(1))
  first.feeds[0]!.push({ kind: 'snapshot', items: [one] })
  await vi.waitFor(() => expect(containers.allIds()).toEqual(['a']))
  link.lose()
  const second = fakeHost()
  link.open(second.handlers)
  await vi.waitFor(() => expect(second.feeds).toHaveLength(1))
  second.feeds[0]!.push({ kind: 'snapshot', items: [two] })
  second.status.push(connected('unix:///run/docker.sock'))
  await vi.waitFor(() => expect(containers.allIds()).toEqual(['b']))
  await vi.waitFor(() => expect(useEngineStore.getState().status.state).toBe('connected'))
})

test('rows of one engine never stand under the name of another', async () => {
  const host = fakeHost()
  link.open(host.handlers)
  host.status.push(connected('unix:///run/docker.sock'))
  await vi.waitFor(() => expect(host.feeds).toHaveLength(1))
  host.feeds[0]!.push({ kind: 'snapshot', items: [one] })
  await vi.waitFor(() => expect(containers.allIds()).toEqual(['a']))
  host.status.push({
    state: 'connecting',
    endpoint: { host: 'tcp://nas:2376', source: 'context', name: 'nas' },
  })
  await vi.waitFor(() => expect(containers.allIds()).toEqual([]))
  expect(containers.freshness).toBe('loading')
  await vi.waitFor(() => expect(host.feeds).toHaveLength(2))
})

test('a stream that fails is opened again', async () => {
  const host = fakeHost()
  link.open(host.handlers)
  await vi.waitFor(() => expect(host.feeds).toHaveLength(1))
  host.feeds[0]!.fail(new Error('the feed broke'))
  await vi.waitFor(() => expect(host.feeds).toHaveLength(2), { timeout: 2_000 })
  host.feeds[1]!.push({ kind: 'snapshot', items: [two] })
  await vi.waitFor(() => expect(containers.allIds()).toEqual(['b']))
})

test('rows that scroll by are told to the host once, not one by one', async () => {
  const host = fakeHost()
  link.open(host.handlers)
  await vi.waitFor(() => expect(host.watched).toEqual([[]]))
  const forget = stats.watch(['a'])
  stats.watch(['b', 'a'])
  stats.watch(['c'])
  forget()
  await vi.waitFor(() => expect(host.watched).toEqual([[], ['a', 'b', 'c']]))
  host.samples.push({ samples: [fakeSample('a')], ended: [] })
  await vi.waitFor(() => expect(stats.samples('a')).toHaveLength(1))
})
