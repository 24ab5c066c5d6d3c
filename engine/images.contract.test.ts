import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Image } from '../shared/image.ts'
import type { ConnectedEngine } from './connect.ts'
import { createEvents, type EngineEvents } from './events.ts'
import { imageKind, type KnownLayers } from './image-kind.ts'
import { Images } from './images.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import {
  connectLab,
  connectTo,
  contractVersions,
  createContainer,
  FoldedFeed,
  never,
  startLab,
  until,
} from './testing/lab.ts'

const gently = { force: false, noPrune: false }
/** Each version as it comes, and the image store that newer engines begin with. */
const stores = [
  ...contractVersions.map((version) => ({ version, flags: [], isContainerd: false })),
  { version: '28', flags: ['--feature', 'containerd-snapshotter=true'], isContainerd: true },
] as const

describe.each(stores)('images on engine $version $flags', ({ version, flags, isContainerd }) => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let connection: ReturnType<typeof connectTo>
  let events: EngineEvents
  let inventory: Inventory<Image>
  let feed: FoldedFeed<Image>
  let images: Images

  beforeAll(async () => {
    lab = await startLab(version, { flags: [...flags] })
    engine = await connectLab(lab)
    connection = connectTo(lab.host)
    const onBug = (error: unknown): never => {
      throw error
    }
    events = createEvents(connection, onBug)
    const layers: KnownLayers = new Map()
    inventory = createInventory(imageKind(layers), { connection, events, onBug })
    feed = new FoldedFeed(inventory)
    images = new Images({ connection, layers, known: (id) => inventory.get(id) })
    await until('all images complete', () => feed.rows.size >= 5 && [...feed.rows.values()].every(isComplete))
  })
  afterAll(async () => {
    feed.close()
    inventory.dispose()
    events.dispose()
    connection.dispose()
    await lab.stop()
  })

  const isComplete = (image: Image) => image.platform !== null
  const byTag = (tag: string) => [...feed.rows.values()].find(({ tags }) => tags.includes(tag))
  const tagOf = (reference: string, id: string) => images.tag({ id, reference }, never())
  const remove = (target: string, options = gently) => images.remove({ target, ...options }, never())
  const commit = async (name: string, repo?: string): Promise<string> => {
    const id = await createContainer(engine, name)
    const answer = (await engine.docker
      .getContainer(id)
      .commit(repo === undefined ? {} : { repo, tag: '1' })) as {
      Id: string
    }
    await engine.docker.getContainer(id).remove({ force: true })
    return answer.Id
  }

  it('group every reference under one image, and sizes do not jump when details come', async () => {
    const image = byTag('bb:latest')
    expect(image?.tags.toSorted()).toEqual(['bayplan/busybox:1', 'bb:latest'])
    expect(image?.platform).toMatch(/^linux\/(amd64|arm64)/)
    const first = feed.told.find((item) => item.kind === 'snapshot')
    const listed = first?.kind === 'snapshot' ? first.items.find(({ id }) => id === image?.id) : undefined
    expect(listed?.sizeBytes).toBe(image?.sizeBytes)
    expect(image?.sizeBytes).toBeGreaterThan(1_000_000)
  })

  it('tell their configuration', async () => {
    const id = byTag('bayplan/web:1')?.id ?? ''
    const details = await images.inspect({ id }, never())
    expect(details).toMatchObject({
      command: ['httpd', '-f', '-p', '80', '-h', '/var/www'],
      entrypoint: [],
      ports: ['53/udp', '80/tcp', '443/tcp'],
      volumes: [],
      environment: [{ name: 'PATH', value: '/bin' }],
      stopSignal: 'SIGKILL',
      layerCount: 2,
      health: null,
    })
    expect(details.labels['org.opencontainers.image.title']).toBe('Lab web <b>bold</b>')
    const { health } = await images.inspect({ id: 'bayplan/health:1' }, never())
    expect(health).toMatchObject({ test: ['CMD-SHELL', 'test -f /ok'], intervalSeconds: 1, retries: 2 })
    await expect(images.inspect({ id: 'no/such:1' }, never())).rejects.toMatchObject({
      data: { code: 'not-found', operation: 'ImageInspect', subject: { kind: 'image', name: 'no/such:1' } },
    })
  })

  it('know which image they begin with', async () => {
    const id = await commit('makes-child', 'child')
    await until('the child', () => byTag('child:1') !== undefined)
    const history = await images.history({ id }, never())
    const base = byTag('bb:latest')
    expect(history.base).toMatchObject({ id: base?.id, stepCount: history.steps.length - 1 })
    // health, quickstop, web and the child begin with it.
    expect(history.base?.sharedBy).toBe(4)
    expect((await images.history({ id: 'bayplan/noshell:1' }, never())).base).toBeNull()
    await remove('child:1')
    await until('no child', () => byTag('child:1') === undefined)
  })

  it('tell what they share', async () => {
    const { sharedBytes } = await images.sharedSizes({}, never())
    const web = byTag('bayplan/web:1')
    const noshell = byTag('bayplan/noshell:1')
    expect(sharedBytes[web?.id ?? '']).toBeGreaterThan(1_000_000)
    expect(sharedBytes[web?.id ?? '']).toBeLessThan(web?.sizeBytes ?? 0)
    expect(sharedBytes[noshell?.id ?? '']).toBe(0)
  })

  it('are tagged with port, path and default tag, and refuse what is no reference', async () => {
    const id = byTag('bayplan/quickstop:1')?.id ?? ''
    await tagOf('registry.example.com:5000/team/app', id)
    await until('the tag', () => byTag('registry.example.com:5000/team/app:latest')?.id === id)
    await expect(tagOf('Upper/Case:1', id)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(tagOf('a:1', 'no/such:1')).rejects.toMatchObject({ code: 'not-found' })
    await remove('registry.example.com:5000/team/app:latest')
    await until('without it', () => feed.rows.get(id)?.tags.length === 1)
  })

  it('lose a tag that moves to another image, although engines tell only of the other', async () => {
    const first = byTag('bayplan/quickstop:1')?.id ?? ''
    const second = byTag('bayplan/health:1')?.id ?? ''
    await tagOf('moving:1', first)
    await until('on the first', () => feed.rows.get(first)?.tags.includes('moving:1') === true)
    await tagOf('moving:1', second)
    await until('on the second', () => feed.rows.get(second)?.tags.includes('moving:1') === true)
    await until('no longer on the first', () => feed.rows.get(first)?.tags.includes('moving:1') === false)
    await remove('moving:1')
  })

  it('appear when a container is committed without a name, and go when they are removed', async () => {
    const id = await commit('makes-untagged')
    await until('the untagged row', () => feed.rows.get(id)?.tags.length === 0)
    expect((await remove(id)).deleted).toContain(id)
    await until('gone', () => !feed.rows.has(id))
  })

  it('say what a removal did: a reference first, the image with its last one', async () => {
    const id = await commit('makes-two', 'two')
    await tagOf('two:2', id)
    await until('both tags', () => feed.rows.get(id)?.tags.length === 2)
    const first = await remove('two:1')
    expect(first.untagged.some((name) => name.includes('two:1'))).toBe(true)
    expect(first.deleted).toEqual([])
    expect((await remove('two:2')).deleted).toContain(id)
    await until('gone', () => !feed.rows.has(id))
    await expect(remove('two:2')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are held back by containers, and let go with force when these are stopped', async () => {
    const made = await commit('makes-held', 'held')
    const container = await createContainer(engine, 'holds', { Image: 'held:1' })
    await expect(remove('held:1')).rejects.toMatchObject({
      data: { code: 'conflict', operation: 'ImageDelete', subject: { kind: 'image', name: 'held:1' } },
    })
    await remove('held:1', { force: true, noPrune: false })
    await until('without its name', () => byTag('held:1') === undefined)
    await engine.docker.getContainer(container).remove({ force: true })
    // Some engines keep the content as an untagged image until now.
    await remove(made, { force: true, noPrune: true }).catch(() => undefined)
  })

  it('are searched for by the engine, which says that it has no network', async () => {
    const search = { term: 'nginx', limit: 25, isOfficial: true, leastStars: 10 }
    await expect(images.search(search, never())).rejects.toMatchObject({
      data: { code: 'engine-failed', operation: 'ImageSearch' },
    })
  })

  it('on the containerd store have a digest without any registry', () => {
    expect(byTag('bayplan/web:1')?.digests.length).toBe(isContainerd ? 1 : 0)
  })
})
