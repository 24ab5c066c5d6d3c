import { expect, it } from 'vitest'
import type { Feed } from '../shared/feed.ts'
import { FeedSubscriber } from './feed-subscriber.ts'

type Row = { readonly id: string; readonly version: number }

function setUp(): {
  items: Map<string, Row>
  subscriber: FeedSubscriber<Row>
  next: () => Promise<Feed<Row>>
} {
  const items = new Map<string, Row>()
  const subscriber = new FeedSubscriber(items)
  const reader = subscriber.read(new AbortController().signal)
  const next = async (): Promise<Feed<Row>> => {
    const { value } = await reader.next()
    if (!value) throw new Error('the feed ended')
    return value
  }
  return { items, subscriber, next }
}

const cause = (id: string, action: string) => ({ id, action, atMs: 1 })

it('tells a slow reader the newest state of each row once, with all causes', async () => {
  const { items, subscriber, next } = setUp()
  subscriber.snapshot()
  expect(await next()).toEqual({ kind: 'snapshot', items: [] })
  for (let version = 1; version <= 100; version += 1) {
    items.set('a', { id: 'a', version })
    subscriber.change({ upserted: ['a'], removed: [], causes: [cause('a', `v${version}`)] })
  }
  const item = await next()
  expect(item).toMatchObject({ kind: 'change', upserts: [{ id: 'a', version: 100 }], removed: [] })
  expect(item.kind === 'change' && item.causes).toHaveLength(100)
})

it('never upserts what has gone meanwhile', async () => {
  const { items, subscriber, next } = setUp()
  items.set('a', { id: 'a', version: 1 })
  subscriber.change({ upserted: ['a'], removed: [], causes: [] })
  items.delete('a')
  subscriber.change({ upserted: [], removed: ['a'], causes: [] })
  expect(await next()).toEqual({ kind: 'change', upserts: [], removed: ['a'], causes: [] })
})

it('forgets pending changes when the list was read anew', async () => {
  const { items, subscriber, next } = setUp()
  subscriber.change({ upserted: ['old'], removed: [], causes: [cause('old', 'start')] })
  subscriber.offline()
  items.set('new', { id: 'new', version: 1 })
  subscriber.snapshot()
  expect(await next()).toEqual({ kind: 'snapshot', items: [{ id: 'new', version: 1 }] })
  items.set('new', { id: 'new', version: 2 })
  subscriber.change({ upserted: ['new'], removed: [], causes: [] })
  expect(await next()).toMatchObject({ kind: 'change', upserts: [{ version: 2 }] })
})

it('says offline once, after what it still knew', async () => {
  const { subscriber, next } = setUp()
  subscriber.change({ upserted: [], removed: ['a'], causes: [] })
  subscriber.offline()
  subscriber.offline()
  expect(await next()).toMatchObject({ kind: 'change' })
  expect(await next()).toEqual({ kind: 'offline' })
  subscriber.offline()
  subscriber.snapshot()
  expect(await next()).toEqual({ kind: 'snapshot', items: [] })
})

it('bounds the causes it keeps', async () => {
  const { subscriber, next } = setUp()
  for (let index = 0; index < 1_000; index += 1) {
    subscriber.change({ upserted: [], removed: ['a'], causes: [cause('a', String(index))] })
  }
  const item = await next()
  const causes = item.kind === 'change' ? item.causes : []
  expect(causes).toHaveLength(256)
  expect(causes.at(-1)?.action).toBe('999')
})

it('ends when aborted while it waits', async () => {
  const subscriber = new FeedSubscriber<Row>(new Map())
  const controller = new AbortController()
  const next = subscriber.read(controller.signal).next()
  controller.abort()
  expect(await next).toEqual({ done: true, value: undefined })
})
