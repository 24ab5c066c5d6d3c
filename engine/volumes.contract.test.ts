import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Volume } from '../shared/volume.ts'
import { DiskUsages } from './disk-usage.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import {
  contractVersions,
  createContainer,
  FoldedFeed,
  never,
  startLab,
  testLabels,
  until,
} from './testing/lab.ts'
import { volumeKind } from './volume-kind.ts'
import { Volumes } from './volumes.ts'

describe.each(contractVersions)('volumes on engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let inventory: Inventory<Volume>
  let feed: FoldedFeed<Volume>
  let volumes: Volumes

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
    const onBug = (error: unknown): void => void host.bugs.push(error)
    inventory = createInventory(volumeKind, { ...host, onBug })
    feed = new FoldedFeed(inventory)
    volumes = new Volumes(host.connection)
    await until('the list', () => !feed.isStale)
  })
  afterAll(async () => {
    expect(host.bugs).toEqual([])
    feed.close()
    inventory.dispose()
    host.dispose()
    await lab.stop()
  })

  const create = (name: string | null, more: { options?: Record<string, string> } = {}) =>
    volumes.create({ name, driver: 'local', options: {}, labels: testLabels, ...more }, never())

  it('live list: follows what is made and removed, by whomever', async () => {
    await lab.docker('volume', 'create', '--label', 'bayplan.test=1', 'by-command')
    await until('its row', () => feed.rows.has('by-command'))
    expect(feed.rows.get('by-command')).toMatchObject({
      name: 'by-command',
      driver: 'local',
      scope: 'local',
      labels: testLabels,
      options: {},
      isAnonymous: false,
      mountpoint: expect.stringContaining('/volumes/by-command/_data'),
    })
    await lab.docker('volume', 'rm', 'by-command')
    await until('its row is gone', () => !feed.rows.has('by-command'))
  })

  it('live list: shows the anonymous volume of a container, and that it went with it', async () => {
    const id = await createContainer(host.client, 'with-anonymous', {
      HostConfig: { Mounts: [{ Type: 'volume', Target: '/data' }] },
    })
    await until('its row', () => [...feed.rows.values()].some((row) => row.isAnonymous))
    await host.client.docker.getContainer(id).remove({ v: true })
    await until('its row is gone', () => [...feed.rows.values()].every((row) => !row.isAnonymous))
  })

  it('create with options, inspect, and remove', async () => {
    const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,uid=1000' }
    const made = await create('in-memory', { options })
    expect(made).toMatchObject({ id: 'in-memory', options, labels: testLabels })
    expect(Math.abs((made.createdAtMs ?? 0) - Date.now())).toBeLessThan(600_000)
    const details = await volumes.inspect({ name: 'in-memory' }, never())
    expect(details).toMatchObject({ ...made, status: [] })
    expect(JSON.parse(details.raw)).toMatchObject({ Name: 'in-memory' })
    await volumes.remove({ name: 'in-memory', force: false }, never())
    await expect(volumes.inspect({ name: 'in-memory' }, never())).rejects.toMatchObject({
      data: { code: 'not-found', operation: 'VolumeInspect', subject: { kind: 'volume', name: 'in-memory' } },
    })
  })

  it('create one without a name, which is anonymous', async () => {
    const made = await create(null)
    expect(made.name).toMatch(/^[0-9a-f]{64}$/)
    expect(made.isAnonymous).toBe(true)
    await volumes.remove({ name: made.name, force: false }, never())
  })

  it('say what is wrong with an option, and which drivers there are', async () => {
    await expect(create('bad-option', { options: { 'no-such-option': '1' } })).rejects.toMatchObject({
      data: { code: expect.stringMatching(/bad-request|engine-failed/) },
    })
    expect(await volumes.drivers({}, never())).toContain('local')
  })

  it('refuse to remove what a container mounts, even by force', async () => {
    await create('mounted')
    const id = await createContainer(host.client, 'mounts-it', { HostConfig: { Binds: ['mounted:/data'] } })
    for (const force of [false, true]) {
      await expect(volumes.remove({ name: 'mounted', force }, never())).rejects.toMatchObject({
        data: { code: 'conflict', operation: 'VolumeDelete', subject: { name: 'mounted' } },
      })
    }
    await host.client.docker.getContainer(id).remove()
    await volumes.remove({ name: 'mounted', force: false }, never())
  })

  it('measures sizes only when asked to, and knows them afterwards', async () => {
    const usages = new DiskUsages(host.connection)
    expect(await usages.volumeSizes(false, never())).toBeNull()
    await create('filled')
    const id = await createContainer(host.client, 'fills-it', {
      Cmd: ['sh', '-c', 'dd if=/dev/zero of=/data/file bs=1024 count=100; sleep 100000'],
      HostConfig: { Binds: ['filled:/data'] },
    })
    await host.client.docker.getContainer(id).start()
    await until('100 KiB in the volume', async () => {
      const sizes = await usages.volumeSizes(true, never())
      return (sizes?.bytes['filled'] ?? 0) >= 102_400
    })
    const known = await usages.volumeSizes(false, never())
    expect(known?.bytes['filled']).toBeGreaterThanOrEqual(102_400)
    await host.client.docker.getContainer(id).remove({ force: true })
  })

  it('measures images, containers, volumes and build cache, whatever the shape of the answer', async () => {
    const id = await createContainer(host.client, 'writer', {
      Cmd: ['sh', '-c', 'dd if=/dev/zero of=/file bs=1024 count=64; sleep 100000'],
    })
    await host.client.docker.getContainer(id).start()
    const usages = new DiskUsages(host.connection)
    expect(await usages.usage(false, never())).toBeNull()
    await until('64 KiB written', async () => {
      const usage = await usages.usage(true, never())
      return (usage?.containers.find((one) => one.id === id)?.writtenBytes ?? 0) >= 65_536
    })
    const usage = await usages.usage(false, never())
    expect(usage?.containers.find((one) => one.id === id)).toMatchObject({ name: 'writer', state: 'running' })
    const image = usage?.images.find(({ tags }) => tags.includes('bb:latest'))
    // The images of the lab share their first layer.
    expect(image).toMatchObject({ containerCount: 1, hasDigest: false })
    expect(image?.sharedBytes).toBe(image?.bytes)
    expect(usage?.layerBytes).toBeGreaterThan(image?.bytes ?? 0)
    expect(usage?.volumes.find(({ name }) => name === 'filled')?.bytes).toBeGreaterThanOrEqual(102_400)
    await host.client.docker.getContainer(id).remove({ force: true })
  })
})
