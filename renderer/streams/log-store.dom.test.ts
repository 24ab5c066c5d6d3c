import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { FakeLogHost, InlineThread, packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { look } from '../testing/log-frames.ts'
import { LogStore } from './log-store.ts'
import { LogStores } from './log-stores.ts'

const opened: LogStore[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const store of opened.splice(0)) store.dispose()
})

function make(host = new FakeLogHost()) {
  const thread = new InlineThread({ maxBytes: 1 << 20, blockBytes: 1000 })
  const store = new LogStore({
    app: host.app,
    containers: [{ id: 'c1', name: 'c1' }],
    start: { tail: 100 },
    createThread: () => thread,
  })
  opened.push(store)
  store.frames.viewport.setSize(200, 20)
  return { host, store, thread }
}

const numbered = (from: number, count: number): SampleLine[] =>
  Array.from({ length: count }, (_, at) => ({
    text: `line ${from + at}`,
    seconds: 100 + from + at,
    nanos: 7,
  }))
const shown = { kind: 'text', scope: 'shown' } as const
const taken = (store: LogStore, lines: number) => vi.waitFor(() => expect(store.taken().lines).toBe(lines))

describe('LogStore', () => {
  it('shows the newest lines and follows', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    expect(host.last.params).toEqual({ id: 'c1', tail: 100, sinceSeconds: null, follow: true, after: null })
    host.last.queue.push(packBatch(numbered(0, 50)))
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 49'))
    host.last.queue.push(packBatch(numbered(50, 5)))
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 54'))
    expect(texts()).toHaveLength(11)
    expect(store.current()).toMatchObject({ phase: 'live', error: null })
  })

  it('continues after the last line when the link comes back: none missing, none twice', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch([...numbered(0, 3), { text: 'same time', seconds: 102, nanos: 7 }]))
    host.last.queue.fail(new EngineError('stream-lost', 'gone'))
    await vi.waitFor(() => expect(store.current().phase).toBe('waiting'))
    host.relink()
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
    expect(host.last.params).toEqual({
      id: 'c1',
      tail: null,
      sinceSeconds: null,
      follow: true,
      after: { seconds: 102, nanos: 7, count: 2 },
    })
    host.last.queue.push(packBatch(numbered(3, 1)))
    await vi.waitFor(() => expect(texts()).toEqual(['line 0', 'line 1', 'line 2', 'same time', 'line 3']))
  })

  it('keeps the lines when the stream fails for good', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(['a']))
    host.last.queue.fail(new EngineError('not-found', 'no such container'))
    await vi.waitFor(() => expect(store.current().phase).toBe('failed'))
    await vi.waitFor(() => expect(texts()).toEqual(['a']))
    store.retry()
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
  })

  it('tries again by itself, less and less often, while the engine is away', async () => {
    vi.useFakeTimers()
    const { host } = make()
    await vi.advanceTimersByTimeAsync(0)
    for (const waitMs of [1000, 2000, 4000]) {
      const before = host.openings.length
      host.last.queue.fail(new EngineError('engine-unreachable', 'no'))
      await vi.advanceTimersByTimeAsync(waitMs - 1)
      expect(host.openings).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(host.openings).toHaveLength(before + 1)
    }
  })

  it('names the logging driver when the log cannot be read', async () => {
    const { host, store } = make()
    host.logDriver = 'syslog'
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.fail(new EngineError('unsupported', 'configured logging driver does not support reading'))
    await vi.waitFor(() => expect(store.current()).toMatchObject({ phase: 'failed', logDriver: 'syslog' }))
  })

  it('takes no more batches than the worker can, so that the engine is paced', async () => {
    const { host, thread } = make()
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    thread.onmessage = null
    for (let batch = 0; batch < 20; batch += 1) host.last.queue.push(packBatch(['x']))
    await vi.waitFor(() => expect(thread.requests.filter(({ kind }) => kind === 'ingest')).toHaveLength(4))
    await new Promise((resolve) => setTimeout(resolve))
    expect(thread.requests.filter(({ kind }) => kind === 'ingest')).toHaveLength(4)
  })

  it('takes lines in but asks for none while nobody looks', async () => {
    const { host, store, thread } = make()
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 500)))
    await taken(store, 500)
    expect(thread.requests.some(({ kind }) => kind === 'rows')).toBe(false)
    const { texts } = look(store)
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 499'))
  })

  it('shows the same lines at the same place after one looked elsewhere, although more came', async () => {
    const { host, store } = make()
    const first = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 500)))
    await vi.waitFor(() => expect(first.texts().at(-1)).toBe('line 499'))
    store.frames.viewport.scrollToFraction(0.5)
    store.frames.invalidate()
    await vi.waitFor(() => expect(first.texts()[0]).toBe('line 245'))
    const before = first.texts()
    first.stop()
    host.last.queue.push(packBatch(numbered(500, 500)))
    await taken(store, 1000)
    const second = look(store)
    store.frames.invalidate()
    await vi.waitFor(() => expect(store.frames.viewport.bounds.end).toBe(1000))
    expect(second.texts()).toEqual(before)
  })

  it('keeps the line at the top when the filter changes', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    const lines = Array.from({ length: 300 }, (_, at) => `${at % 3 === 0 ? 'ERROR' : 'INFO'} ${at}`)
    host.last.queue.push(packBatch(lines))
    await vi.waitFor(() => expect(texts().at(-1)).toBe('INFO 299'))
    store.frames.viewport.scrollToFraction(0.5)
    store.frames.invalidate()
    await vi.waitFor(() => expect(texts()[0]).toBe('INFO 145'))
    store.setFilter({ ...store.current().filter, levels: 1 << 6 })
    await vi.waitFor(() => expect(texts().every((text) => text?.startsWith('ERROR'))).toBe(true))
    expect(texts()[0]).toMatch(/^ERROR 14[47]$/)
  })

  it('reads the log anew from another place', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 3)))
    await taken(store, 3)
    store.restart({ tail: null })
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
    expect(host.openings[0]?.signal.aborted).toBe(true)
    expect(host.last.params).toMatchObject({ tail: null, after: null })
    host.last.queue.push(packBatch(['only this']))
    await vi.waitFor(() => expect(texts()).toEqual(['only this']))
    expect(store.taken().lines).toBe(1)
  })

  it('empties the view and shows what comes after', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 3)))
    await vi.waitFor(() => expect(texts()).toHaveLength(3))
    store.clear()
    await vi.waitFor(() => expect(texts()).toEqual([]))
    host.last.queue.push(packBatch(['after']))
    await vi.waitFor(() => expect(texts()).toEqual(['after']))
  })

  it('lets no line run away while a pointer is down on it', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 30)))
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 29'))
    store.frames.hold(true)
    host.last.queue.push(packBatch(numbered(30, 30)))
    await taken(store, 60)
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    expect(texts().at(-1)).toBe('line 29')
    store.frames.hold(false)
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 59'))
  })

  it('counts what came since one stopped following', async () => {
    const { host, store } = make()
    look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(numbered(0, 30)))
    await vi.waitFor(() => expect(store.frames.current().rows.length).toBeGreaterThan(0))
    store.frames.viewport.scrollBy(-100)
    host.last.queue.push(packBatch(['ERROR a', 'b', 'ERROR c']))
    await taken(store, 33)
    const since = store.frames.stoppedAt()
    expect([store.taken().lines - since.takenCount, store.taken().errors - since.takenErrorCount]).toEqual([
      3, 2,
    ])
  })

  it('shows a long line in part, and more of it when asked', async () => {
    const { host, store } = make()
    const { texts } = look(store)
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch([`${'x'.repeat(20_000)}end`]))
    await vi.waitFor(() => expect(texts()[0]?.length).toBe(2000))
    const row = store.frames.current().rows[0]?.row
    expect(row?.hasMore).toBe(true)
    if (row) store.frames.showMore(row)
    await vi.waitFor(() => expect(texts()[0]?.endsWith('end')).toBe(true))
  })

  it('writes the shown lines as text', async () => {
    const { host, store } = make()
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(
      packBatch(
        [
          { text: 'ERROR \u001b[31mred\u001b[0m', seconds: 1_700_000_000, nanos: 5 },
          { text: 'INFO quiet', seconds: 1_700_000_001 },
          { text: 'ERROR 中文', seconds: 1_700_000_002 },
        ],
        { kind: 'removed', atMs: 5 },
      ),
    )
    await taken(store, 3)
    store.setFilter({ ...store.current().filter, levels: 1 << 6 })
    const raw = await store.export({ ...shown, hasTimestamps: false, isPlain: false, maxBytes: 1 << 20 })
    expect(await raw?.text()).toBe('ERROR \u001b[31mred\u001b[0m\nERROR 中文\n')
    const plain = await store.export({ ...shown, hasTimestamps: true, isPlain: true, maxBytes: 1 << 20 })
    expect(await plain?.text()).toBe(
      '2023-11-14T22:13:20.000000005Z ERROR red\n2023-11-14T22:13:22.000000000Z ERROR 中文\n',
    )
    expect(await store.export({ ...shown, hasTimestamps: false, isPlain: true, maxBytes: 3 })).toBeNull()
  })

  it('finds the next error and the next mark from a row', async () => {
    const { host, store } = make()
    await vi.waitFor(() => expect(host.openings).toHaveLength(1))
    host.last.queue.push(packBatch(['a', 'ERROR b', 'c'], { kind: 'started', atMs: 1, isByPolicy: false }))
    host.last.queue.push(packBatch(['FATAL d', 'e']))
    await taken(store, 5)
    expect(await store.seek('error', 1, 1)).toBe(4)
    expect(await store.seek('error', 1, -1)).toBe(1)
    expect(await store.seek('error', 1, 4)).toBeNull()
    expect(await store.seek('error', -1, 99)).toBe(4)
    expect(await store.seek('mark', 1, 0)).toBe(3)
  })
})

describe('LogStores', () => {
  it('keeps the last three logs open after one has gone elsewhere, and closes older ones', async () => {
    const host = new FakeLogHost()
    const threads: InlineThread[] = []
    const stores = new LogStores(host.app, () => {
      const thread = new InlineThread()
      threads.push(thread)
      return thread
    })
    const visit = (id: string) => {
      const store = stores.get(id, { tail: 10 })
      stores.release(id)
      return store
    }
    const a = visit('a')
    visit('b')
    visit('c')
    expect(visit('a')).toBe(a)
    visit('d')
    expect(threads.map((thread) => thread.isTerminated)).toEqual([false, true, false, false])
    expect(stores.find('a')).toBe(a)
    expect(stores.find('b')).toBeNull()
    for (const id of ['a', 'c', 'd']) stores.find(id)?.dispose()
  })

  it('never closes a log that is on screen', () => {
    const host = new FakeLogHost()
    const stores = new LogStores(host.app, () => new InlineThread())
    const shown = stores.get('shown', { tail: 10 })
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      stores.get(id, { tail: 10 })
      stores.release(id)
    }
    expect(stores.find('shown')).toBe(shown)
    for (const id of ['shown', 'c', 'd', 'e']) stores.find(id)?.dispose()
  })
})
