import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { LabRegistry } from '../scripts/lab/registry.d.mts'
import { startRegistry } from '../scripts/lab/registry.mjs'
import type { Image } from '../shared/image.ts'
import { createEvents, type EngineEvents } from './events.ts'
import { imageKind } from './image-kind.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import { connectTo, dockerOn, FoldedFeed, startLab, until } from './testing/lab.ts'

let lab: LabEngine
let registry: LabRegistry
let connection: ReturnType<typeof connectTo>
let events: EngineEvents
let inventory: Inventory<Image>
let feed: FoldedFeed<Image>
let repository: string

beforeAll(async () => {
  lab = await startLab('28')
  registry = await startRegistry({ engine: lab })
  repository = `${registry.name}/story`
  connection = connectTo(lab.host)
  const onBug = (error: unknown): never => {
    throw error
  }
  events = createEvents(connection, onBug)
  inventory = createInventory(imageKind(new Map()), { connection, events, onBug })
  feed = new FoldedFeed(inventory)
  await until('the list', () => byTag('bayplan/web:1') !== undefined)
})
afterAll(async () => {
  feed.close()
  inventory.dispose()
  events.dispose()
  connection.dispose()
  await registry.stop()
  await lab.stop()
})

const byTag = (tag: string) => [...feed.rows.values()].find(({ tags }) => tags.includes(tag))

const docker = (...args: string[]) => dockerOn(lab, ...args)

/** Pushes the lab's image under this tag and forgets the tag here. */
async function publish(image: string, tag: string): Promise<void> {
  await docker('tag', image, `${repository}:${tag}`)
  await docker('push', '--quiet', `${repository}:${tag}`)
  await docker('rmi', `${repository}:${tag}`)
}

it('an image that is pulled by tag is in the list at once, under its own id', async () => {
  await publish('bayplan/web:1', 'one')
  await until('without the tag', () => byTag(`${repository}:one`) === undefined)
  await docker('pull', '--quiet', `${repository}:one`)
  await until('with the tag', () => byTag(`${repository}:one`) !== undefined)
  expect(byTag(`${repository}:one`)?.id).toBe(byTag('bayplan/web:1')?.id)
  expect(byTag(`${repository}:one`)?.digests).toHaveLength(1)
})

it('a pull of all tags shows each of them, although the engine tells of one pull', async () => {
  await publish('bayplan/health:1', 'two')
  await publish('bayplan/quickstop:1', 'three')
  await docker('pull', '--quiet', '--all-tags', repository)
  await until('both', () =>
    ['two', 'three'].every((tag) => byTag(`${repository}:${tag}`)?.platform !== undefined),
  )
  expect(byTag(`${repository}:two`)?.id).toBe(byTag('bayplan/health:1')?.id)
})

it('a pull that moves a tag takes it from the image that had it', async () => {
  await docker('pull', '--quiet', `${repository}:one`)
  const before = byTag(`${repository}:one`)?.id
  await docker('tag', 'bayplan/noshell:1', `${repository}:moved`)
  await docker('push', '--quiet', `${repository}:moved`)
  await docker('tag', 'bayplan/web:1', `${repository}:moved`)
  await until('here the old one', () => byTag(`${repository}:moved`)?.id === before)
  await docker('pull', '--quiet', `${repository}:moved`)
  // Two rows change, one after the other: the image that has the tag now, and the one that had it.
  await until('the new one, and it alone', () => {
    const bearers = [...feed.rows.values()].filter(({ tags }) => tags.includes(`${repository}:moved`))
    return bearers.length === 1 && bearers[0]?.tags.includes('bayplan/noshell:1') === true
  })
  expect(feed.rows.has(before ?? '')).toBe(true)
})

it('image pulled by digest has a row with its digest and no tag of that repository', async () => {
  const digest = byTag(`${repository}:two`)?.digests[0] ?? ''
  const ids = await docker('images', '--quiet', '--no-trunc', `${repository}`)
  for (const id of new Set(ids.split('\n'))) await docker('rmi', '--force', id)
  await until('all gone', () => byTag(`${repository}:two`) === undefined)
  await docker('pull', '--quiet', digest)
  await until('by digest', () => [...feed.rows.values()].some(({ digests }) => digests.includes(digest)))
  const image = [...feed.rows.values()].find(({ digests }) => digests.includes(digest))
  expect(image?.tags).toEqual([])
})
