import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { FakeLogHost, InlineThread, packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { look } from '../testing/log-frames.ts'
import { LogStore } from './log-store.ts'

const opened: LogStore[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.dispose()
})

const numbered = (from: number, count: number): SampleLine[] =>
  Array.from({ length: count }, (_, at) => ({ text: `line ${from + at}`, seconds: 100 + from + at }))

/** A log of 1,000 lines, of which the last 100 are read at first, and 300 older ones at a time. */
async function openLog(maxBytes = 1 << 20) {
  const host = new FakeLogHost()
  host.older = ({ until, heldCount }) => {
    const end = until.seconds - 100 + 1 - heldCount
    const first = Math.max(0, end - 300)
    const { bytes, index } = packBatch(numbered(first, end - first))
    return Promise.resolve({ bytes, index, isBeginning: first === 0 })
  }
  const store = new LogStore({
    app: host.app,
    containers: [{ id: 'c1', name: 'c1' }],
    start: { tail: 100 },
    createThread: () => new InlineThread({ maxBytes, blockBytes: 100 }),
  })
  opened.push(store)
  store.frames.viewport.setSize(200, 20)
  const { texts } = look(store)
  await vi.waitFor(() => expect(host.openings).toHaveLength(1))
  host.last.queue.push(packBatch(numbered(900, 100)))
  await vi.waitFor(() => expect(texts().at(-1)).toBe('line 999'))
  const toStart = () => {
    store.frames.viewport.scrollToStart()
    store.frames.invalidate()
  }
  return { host, store, texts, toStart }
}

const heldLines = (store: LogStore) => store.current().status.heldCount

describe('the edges of what is held', () => {
  it('reads older lines on arriving at the first one, and moves nothing meanwhile', async () => {
    const { store, texts, toStart } = await openLog()
    toStart()
    await vi.waitFor(() => expect(heldLines(store)).toBe(400))
    expect(texts()).toContain('line 900')
    store.frames.viewport.scrollBy(-40)
    store.frames.invalidate()
    await vi.waitFor(() => expect(texts()[0]).toBe('line 897'))
    // Far from the first line nothing more is read.
    expect(heldLines(store)).toBe(400)
    toStart()
    await vi.waitFor(() => expect(heldLines(store)).toBe(700))
    toStart()
    await vi.waitFor(() => expect(heldLines(store)).toBe(1000))
    toStart()
    await vi.waitFor(() => expect(texts()[0]).toBe('line 0'))
    expect(store.current().status.reach.isBeginning).toBe(true)
    store.frames.viewport.follow()
    store.frames.invalidate()
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 999'))
  })

  it('says when they could not be read, and tries again', async () => {
    const { host, store, toStart } = await openLog()
    const { older } = host
    host.older = () => Promise.reject(new EngineError('engine-unreachable', 'away'))
    toStart()
    await vi.waitFor(() => expect(store.current().older).toBe('failed'))
    host.older = older
    toStart()
    await vi.waitFor(() => expect(heldLines(store)).toBe(400))
    expect(store.current().older).toBe('idle')
  })

  it('lets newer lines go for older ones, reads them again on the way down, and follows again', async () => {
    const { host, store, texts, toStart } = await openLog(8000)
    toStart()
    await vi.waitFor(() => expect(store.current().status.reach.isEndCut).toBe(true))
    expect(host.last.signal.aborted).toBe(true)
    const held = heldLines(store)
    store.frames.viewport.scrollToFraction(1)
    store.frames.invalidate()
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
    const last = 600 + held - 1
    expect(host.last.params.after).toEqual({ seconds: 100 + last, nanos: 0, count: 1 })
    host.last.queue.push(packBatch(numbered(last + 1, 999 - last)))
    await vi.waitFor(() => expect(store.current().status.reach.isHeldBack).toBe(false))
    store.frames.viewport.follow()
    store.frames.invalidate()
    await vi.waitFor(() => expect(texts().at(-1)).toBe('line 999'))
  })

  it('goes back to the newest lines from where they were let go', async () => {
    const { host, store, toStart } = await openLog(8000)
    toStart()
    await vi.waitFor(() => expect(store.current().status.reach.isEndCut).toBe(true))
    store.frames.viewport.follow()
    store.frames.invalidate()
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
    expect(host.last.params).toMatchObject({ tail: 100, after: null })
  })

  it('goes to a time in the held lines, and reads the log from one that is not held', async () => {
    const { host, store, texts } = await openLog()
    await store.goToTime(100 + 950)
    await vi.waitFor(() => expect(texts()[1]).toBe('line 950'))
    expect(host.openings).toHaveLength(1)
    await store.goToTime(100 + 200)
    await vi.waitFor(() => expect(host.openings).toHaveLength(2))
    expect(host.last.params).toMatchObject({ tail: null, sinceSeconds: 300, after: null })
    host.last.queue.push({ ...packBatch(numbered(200, 60)), isCaughtUp: false })
    await vi.waitFor(() => expect(texts()[0]).toBe('line 200'))
    await vi.waitFor(() => expect(store.current().status.reach.isHeldBack).toBe(true))
  })
})
