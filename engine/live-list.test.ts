import { afterEach, expect, it, vi } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import type { InventoryKind } from './inventory.ts'
import { createInventory } from './live-list.ts'
import { FakeConnection, FakeEvents, fakeClient } from './testing/fakes.ts'
import { FoldedFeed, until } from './testing/lab.ts'

type Thing = { readonly id: string; readonly version: number }

/** An engine of things: what it has, and what was asked of it. */
class FakeEngine {
  readonly connection = new FakeConnection()
  readonly events = new FakeEvents()
  readonly client = fakeClient(() => {
    throw new Error('not played')
  })
  readonly things = new Map<string, number>()
  readonly refreshed: string[] = []
  atOnce = 0
  mostAtOnce = 0
  /** Holds lists and refreshes back until opened. */
  gate: Promise<void> = Promise.resolve()
  broken = ''

  readonly kind: InventoryKind<Thing> = {
    touched: (event) => [event.id],
    isRemoval: (event) => event.action === 'destroy',
    isUrgent: (event) => event.action !== 'announce',
    lookAgainMs: (event) => (event.action === 'late' ? 20 : null),
    idOf: (thing) => thing.id,
    list: async () => {
      const rows = [...this.things].map(([id, version]) => ({ id, version }))
      await this.gate
      return rows
    },
    refresh: async (_, id) => {
      this.refreshed.push(id)
      this.mostAtOnce = Math.max(this.mostAtOnce, (this.atOnce += 1))
      const version = this.things.get(id)
      await this.gate
      await new Promise((resolve) => setImmediate(resolve))
      this.atOnce -= 1
      if (id === this.broken) throw new EngineError('engine-failed', 'broken', { status: 500 })
      return version === undefined ? null : { id, version }
    },
    keep: (listed) => listed,
    isIncomplete: () => false,
    isSame: (a, b) => a.version === b.version,
  }

  readonly inventory = createInventory(this.kind, {
    connection: this.connection,
    events: this.events,
    onBug: (error) => {
      throw error
    },
  })

  start(): FoldedFeed<Thing> {
    const feed = new FoldedFeed(this.inventory)
    this.connection.connect(this.client)
    this.events.flow(this.client)
    return feed
  }

  change(id: string, version: number, action = 'update'): void {
    this.things.set(id, version)
    this.events.send(action, id)
  }

  destroy(id: string): void {
    this.things.delete(id)
    this.events.send('destroy', id)
  }

  close(): () => void {
    let open: () => void = () => undefined
    this.gate = new Promise((resolve) => {
      open = resolve
    })
    return () => open()
  }
}

afterEach(() => vi.useRealTimers())

it('misses nothing that happens while the first list is on its way', async () => {
  const engine = new FakeEngine()
  engine.things.set('a', 1).set('b', 1)
  const open = engine.close()
  const feed = engine.start()
  engine.change('a', 2)
  engine.destroy('b')
  engine.change('c', 1, 'create')
  open()
  await until(
    'the truth',
    () => feed.rows.get('a')?.version === 2 && !feed.rows.has('b') && feed.rows.has('c'),
  )
  const causes = feed.told.flatMap((item) => (item.kind === 'change' ? item.causes : []))
  expect(causes).toEqual([])
})

it('does not bring back what was removed while it was being looked at', async () => {
  const engine = new FakeEngine()
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  const open = engine.close()
  engine.change('a', 1, 'create')
  await until('it is looked at', () => engine.refreshed.includes('a'))
  // Engines still answer an inspect while they tell of the removal.
  engine.events.send('destroy', 'a')
  open()
  await until('told of its end', () =>
    feed.told.some((item) => item.kind === 'change' && item.removed.includes('a')),
  )
  expect(feed.rows.size).toBe(0)
})

it('looks at once after a quiet time, then gathers a burst into few looks and messages', async () => {
  const engine = new FakeEngine()
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  for (let version = 1; version <= 50; version += 1) {
    for (let index = 0; index < 10; index += 1) engine.change(`thing-${index}`, version)
    await turns(20)
  }
  expect(engine.refreshed).toHaveLength(10)
  expect([...feed.rows.values()].every((row) => row.version === 1)).toBe(true)
  vi.advanceTimersByTime(50)
  vi.useRealTimers()
  await until('the truth', () => [...feed.rows.values()].every((row) => row.version === 50))
  expect(engine.refreshed).toHaveLength(20)
  expect(engine.mostAtOnce).toBe(4)
  expect(feed.told.map((item) => item.kind)).toEqual(['snapshot', 'change', 'change'])
})

it('knows an object by its own id although an event names it otherwise, and looks at who lost to it', async () => {
  const engine = new FakeEngine()
  engine.things.set('old', 1).set('bystander', 1).set('new', 1)
  const names = new Map([['latest', 'new']])
  const inventory = createInventory<Thing>(
    {
      ...engine.kind,
      refresh: (client, id, signal) => engine.kind.refresh(client, names.get(id) ?? id, signal),
      rivals: (thing, known) => (thing.id === 'new' && known?.version !== thing.version ? ['old'] : []),
    },
    {
      connection: engine.connection,
      events: engine.events,
      onBug: (error) => expect.unreachable(String(error)),
    },
  )
  const feed = new FoldedFeed(inventory)
  engine.connection.connect(engine.client)
  engine.events.flow(engine.client)
  await until('the list', () => feed.rows.size === 3)
  engine.things.set('old', 2).set('new', 2)
  engine.events.send('pull', 'latest')
  await until('both', () => feed.rows.get('new')?.version === 2 && feed.rows.get('old')?.version === 2)
  expect([...feed.rows.keys()].toSorted()).toEqual(['bystander', 'new', 'old'])
  expect(engine.refreshed).toEqual(['new', 'old'])
})

it('lists everything again after an event that does not tell of which objects', async () => {
  const engine = new FakeEngine()
  engine.things.set('a', 1)
  const inventory = createInventory<Thing>(
    { ...engine.kind, needsList: (event) => event.action === 'pull-all' },
    {
      connection: engine.connection,
      events: engine.events,
      onBug: (error) => expect.unreachable(String(error)),
    },
  )
  const feed = new FoldedFeed(inventory)
  engine.connection.connect(engine.client)
  engine.events.flow(engine.client)
  await until('the list', () => feed.rows.size === 1)
  engine.things.set('b', 1).set('c', 1)
  engine.events.send('pull-all', 'repository')
  await until('all', () => feed.rows.size === 3)
  engine.change('a', 2)
  await until('it goes on', () => feed.rows.get('a')?.version === 2)
  expect(feed.told.some((item) => item.kind === 'offline')).toBe(false)
})

it('waits after an event that only announces another', async () => {
  const engine = new FakeEngine()
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  engine.events.send('announce', 'a')
  await new Promise((resolve) => setImmediate(resolve))
  expect(engine.refreshed).toEqual([])
  engine.change('a', 1)
  await until('both told', () => feed.rows.has('a'))
  expect(engine.refreshed).toEqual(['a'])
  expect(feed.told.at(-1)).toMatchObject({ causes: [{ action: 'announce' }, { action: 'update' }] })
})

it('looks again at what is told late, and is silent when nothing came of it', async () => {
  const engine = new FakeEngine()
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  engine.change('a', 1, 'late')
  engine.change('b', 1, 'late')
  await until('both', () => feed.rows.size === 2)
  engine.things.set('a', 2)
  await until('the late fact', () => feed.rows.get('a')?.version === 2)
  expect(feed.told.at(-1)).toEqual({
    kind: 'change',
    upserts: [{ id: 'a', version: 2 }],
    removed: [],
    causes: [],
  })
})

it('goes on with the others when the engine cannot tell of one', async () => {
  const engine = new FakeEngine()
  engine.things.set('bad', 1)
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  engine.broken = 'bad'
  engine.change('bad', 2)
  engine.change('good', 1)
  await until('the good one', () => feed.rows.has('good'))
  expect(feed.rows.get('bad')?.version).toBe(1)
  expect(feed.told.filter((item) => item.kind === 'snapshot')).toHaveLength(1)
})

it('keeps rows through a loss, marked stale, and lists anew after it', async () => {
  const engine = new FakeEngine()
  engine.things.set('a', 1)
  const feed = engine.start()
  await until('the list', () => !feed.isStale)
  engine.events.flow(null)
  engine.connection.lose()
  await until('stale', () => feed.isStale)
  expect(feed.rows.size).toBe(1)
  const late = new FoldedFeed(engine.inventory)
  await until('a late reader gets the stale rows too', () => late.told.length === 2)
  expect(late.told.map((item) => item.kind)).toEqual(['snapshot', 'offline'])
  engine.things.delete('a')
  engine.things.set('b', 1)
  engine.connection.connect(engine.client)
  engine.events.flow(engine.client)
  await until('fresh', () => !feed.isStale && !late.isStale)
  expect([...feed.rows.keys()]).toEqual(['b'])
})

it('lets nothing of the engine before into the list of another one', async () => {
  const engine = new FakeEngine()
  engine.things.set('old', 1)
  const feed = engine.start()
  await until('the list', () => feed.rows.has('old'))
  const open = engine.close()
  engine.change('old', 2)
  await until('it is looked at', () => engine.refreshed.includes('old'))
  engine.connection.lose('unix:///other.sock')
  open()
  await turns(5)
  await until('told', () => feed.told.length === 3)
  expect(feed.told.map((item) => item.kind)).toEqual(['snapshot', 'snapshot', 'offline'])
  expect(feed.rows.size).toBe(0)
  expect(engine.inventory.get('old')).toBeUndefined()
})

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
