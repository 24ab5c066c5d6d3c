import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { FakeLogHost, InlineThread, packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { look } from '../testing/log-frames.ts'
import { LogStore } from './log-store.ts'

const opened: LogStore[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.dispose()
})

describe('a merged log', () => {
  const at = (text: string, seconds: number): SampleLine => ({ text, seconds })

  function makeMerged() {
    const host = new FakeLogHost()
    const store = new LogStore({
      app: host.app,
      containers: [
        { id: 'c1', name: 'web' },
        { id: 'c2', name: 'db' },
      ],
      start: { tail: 100 },
      createThread: () => new InlineThread(),
    })
    opened.push(store)
    store.frames.viewport.setSize(200, 20)
    const opening = async (id: string) =>
      vi.waitFor(() => {
        const found = host.openings.findLast(({ params }) => params.id === id)
        if (!found) throw new Error(`${id} is not open`)
        return found
      })
    return { host, store, opening }
  }

  it('puts the lines of its containers in the order of their times, and says whose they are', async () => {
    const { store, opening } = makeMerged()
    const { texts } = look(store)
    const [web, db] = [await opening('c1'), await opening('c2')]
    web.queue.push(packBatch([at('web 1', 1), at('web 3', 3)]))
    db.queue.push(packBatch([at('db 2', 2), at('db 4', 4)]))
    await vi.waitFor(() => expect(texts()).toEqual(['web 1', 'db 2', 'web 3', 'db 4']))
    expect(store.frames.current().rows.map(({ row }) => row?.origin)).toEqual([0, 1, 0, 1])
    await vi.waitFor(() => expect(store.current().status.originCounts).toEqual([2, 2]))
    store.setFilter({ ...store.current().filter, hiddenOrigins: [0] })
    await vi.waitFor(() => expect(texts()).toEqual(['db 2', 'db 4']))
  })

  it('goes on with each container where its own log was, without the one that cannot be read', async () => {
    const { host, store, opening } = makeMerged()
    const { texts } = look(store)
    const [web, db] = [await opening('c1'), await opening('c2')]
    db.queue.fail(new EngineError('unsupported', 'none'))
    web.queue.push(packBatch([at('web 1', 1)]))
    await vi.waitFor(() => expect(texts()).toEqual(['web 1']))
    expect(store.current()).toMatchObject({ phase: 'live', error: null })
    expect(store.current().origins.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
      'web live',
      'db failed',
    ])
    web.queue.fail(new EngineError('stream-lost', 'gone'))
    await vi.waitFor(() => expect(store.current().origins[0]?.phase).toBe('waiting'))
    host.relink()
    await vi.waitFor(() => expect(host.openings).toHaveLength(3))
    expect(host.last.params).toMatchObject({ id: 'c1', after: { seconds: 1, nanos: 0, count: 1 } })
  })

  it('says when a container took the place of another, and of what it was made', async () => {
    const { store, opening } = makeMerged()
    const { texts } = look(store)
    const made = (imageId: string) => ({ atMs: 5000, image: 'shop/web:2', imageId })
    store.join({ id: 'c3', name: 'web', made: made('i1') })
    store.join({ id: 'c4', name: 'web', made: made('i1') })
    for (const id of ['c1', 'c2']) (await opening(id)).queue.push(packBatch([at(id, 1)]))
    for (const id of ['c3', 'c4']) (await opening(id)).queue.push(packBatch([at(id, 6)]))
    await vi.waitFor(() => expect(texts().filter((text) => /^c\d/.test(text ?? ''))).toHaveLength(4))
    const marks = store.frames.current().rows.flatMap(({ row }) => row?.mark ?? [])
    expect(marks).toEqual([
      { kind: 'recreated', atMs: 5000, image: 'shop/web:2' },
      { kind: 'recreated', atMs: 5000, image: null },
    ])
  })

  it('takes in a container that comes later, once', async () => {
    const { host, store, opening } = makeMerged()
    const { texts } = look(store)
    await Promise.all(
      [opening('c1'), opening('c2')].map(async (open) => (await open).queue.push(packBatch([]))),
    )
    store.join({ id: 'c3', name: 'later' })
    store.join({ id: 'c3', name: 'later' })
    const later = await opening('c3')
    later.queue.push(packBatch([at('new', 9)]))
    await vi.waitFor(() => expect(texts()).toEqual(['new']))
    expect(host.openings).toHaveLength(3)
    expect(store.current().origins).toHaveLength(3)
  })

  it('reads all of them anew from another place', async () => {
    const { host, store, opening } = makeMerged()
    const { texts } = look(store)
    ;(await opening('c1')).queue.push(packBatch([at('old', 1)]))
    store.restart({ tail: 5 })
    await vi.waitFor(() => expect(host.openings).toHaveLength(4))
    expect(host.openings.slice(2).map(({ params }) => [params.tail, params.after])).toEqual([
      [5, null],
      [5, null],
    ])
    for (const opened of host.openings.slice(2)) opened.queue.push(packBatch([at(opened.params.id, 2)]))
    await vi.waitFor(() => expect(texts()).toEqual(['c1', 'c2']))
  })
})
