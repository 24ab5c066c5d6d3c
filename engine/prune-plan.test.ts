import { describe, expect, it } from 'vitest'
import type { BuildCacheUsage, ContainerUsage, ImageUsage, VolumeUsage } from '../shared/disk.ts'
import { buildCacheItems, containerItems, imageItems, networkItems, volumeItems } from './prune-plan.ts'

const container: ContainerUsage = {
  id: 'c1',
  name: 'web',
  image: 'web:1',
  imageId: 'i1',
  state: 'exited',
  createdAtMs: 1,
  writtenBytes: 5,
}
const image: ImageUsage = {
  id: 'sha256:0123456789abcdef',
  tags: ['web:2', 'web:1'],
  hasDigest: true,
  createdAtMs: 1,
  bytes: 100,
  sharedBytes: 40,
  containerCount: 0,
}
const volume: VolumeUsage = {
  name: 'data',
  driver: 'local',
  isAnonymous: false,
  createdAtMs: 7,
  labels: {},
  bytes: 50,
  containerCount: 0,
}
const record: BuildCacheUsage = {
  id: 'r1',
  type: 'regular',
  description: 'RUN make',
  bytes: 9,
  isInUse: false,
  isShared: false,
  createdAtMs: 1,
  lastUsedAtMs: 2,
  parents: [],
}

describe('a plan of containers', () => {
  it('has those that do not run, and says what goes with them', () => {
    const states = ['running', 'paused', 'restarting', 'removing', 'exited', 'created', 'dead']
    const items = containerItems(
      states.map((state) => ({ ...container, state, writtenBytes: state === 'created' ? 0 : 5 })),
      () => 42,
    )
    expect(items.map(({ reason, loss, bytes }) => [reason, loss, bytes])).toEqual([
      ['ended', 'written-files', 5],
      ['never-started', 'container-only', 0],
      ['dead', 'written-files', 5],
    ])
    expect(items[0]).toMatchObject({ kind: 'container', id: 'c1', sinceMs: 42, stamp: 'exited' })
  })
})

describe('a plan of images', () => {
  it('has those without a container and counts what they alone take', () => {
    expect(imageItems([image, { ...image, id: 'used' }], new Set(['used']))).toEqual([
      expect.objectContaining({
        group: 'image-unused',
        name: 'web:2, web:1',
        bytes: 60,
        loss: 'pull-again',
        stamp: 'web:1 web:2',
      }),
    ])
  })

  it('tells untagged ones apart, and those that no registry is known to have', () => {
    const [item] = imageItems([{ ...image, tags: [], hasDigest: false, sharedBytes: null }], new Set())
    expect(item).toMatchObject({
      group: 'image-dangling',
      name: '0123456789ab',
      bytes: 100,
      reason: 'untagged',
      loss: 'build-again',
    })
  })
})

describe('a plan of volumes', () => {
  it('leaves alone what any container mounts', () => {
    expect(volumeItems([volume], new Set(['data']))).toEqual([])
  })

  it('tells named and anonymous ones apart, and whose they are', () => {
    const labels = { 'com.docker.compose.project': 'shop' }
    const items = volumeItems(
      [
        { ...volume, labels },
        { ...volume, name: 'anon', isAnonymous: true, bytes: null },
      ],
      new Set(),
    )
    expect(items).toMatchObject([
      { group: 'volume-named', project: 'shop', bytes: 50, loss: 'data', stamp: '7' },
      { group: 'volume-anonymous', project: null, bytes: null },
    ])
  })
})

describe('a plan of networks', () => {
  const network = {
    Id: 'n1',
    Name: 'shop_default',
    Scope: 'local',
    Labels: {},
    Created: '2026-01-01T00:00:00Z',
  }

  it('leaves alone built-in networks, those of a cluster and those in use', () => {
    const networks = [
      { ...network, Name: 'bridge' },
      { ...network, Id: 'n2', Name: 'ingress', Scope: 'swarm', Ingress: true },
      { ...network, Id: 'n3', Name: 'used' },
    ]
    const users = [{ name: 'web', isLiving: true, networks: new Set(['used']) }]
    expect(networkItems(networks, users)).toEqual([])
  })

  it('names the stopped containers that could not start without it', () => {
    const users = [
      { name: 'by-id', isLiving: false, networks: new Set(['n1']) },
      { name: 'by-name', isLiving: false, networks: new Set(['shop_default']) },
      { name: 'other', isLiving: true, networks: new Set(['bridge']) },
    ]
    expect(networkItems([network], users)).toMatchObject([
      { loss: 'containers-without-network', affected: ['by-id', 'by-name'], bytes: null },
    ])
    expect(networkItems([network], [])).toMatchObject([{ loss: 'network-only', affected: [] }])
  })
})

describe('a plan of the build cache', () => {
  it('leaves alone what a build uses now', () => {
    expect(buildCacheItems([{ ...record, isInUse: true }])).toEqual([])
  })

  it('removes what was made from a record before the record', () => {
    const of = (id: string, ...parents: string[]): BuildCacheUsage => ({ ...record, id, parents })
    const items = buildCacheItems([of('base'), of('top', 'middle'), of('middle', 'base'), of('side', 'base')])
    const at = (id: string): number => items.findIndex((item) => item.id === id)
    expect(items).toHaveLength(4)
    expect(at('top')).toBeLessThan(at('middle'))
    expect(at('middle')).toBeLessThan(at('base'))
    expect(at('side')).toBeLessThan(at('base'))
  })

  it('ends on records that say they are made from each other', () => {
    expect(
      buildCacheItems([
        { ...record, id: 'a', parents: ['b'] },
        { ...record, id: 'b', parents: ['a'] },
      ]),
    ).toHaveLength(2)
  })

  it('promises no bytes of a layer that an image keeps', () => {
    expect(buildCacheItems([{ ...record, isShared: true }])).toMatchObject([{ bytes: 0, sinceMs: 2 }])
  })
})
