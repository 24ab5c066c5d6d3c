import { describe, expect, it } from 'vitest'
import type { DiskUsage, ImageUsage } from '../../../shared/disk.ts'
import { diskGroupsOf } from './disk-blocks.ts'

const image = (
  id: string,
  bytes: number,
  sharedBytes: number | null,
  more: Partial<ImageUsage> = {},
): ImageUsage => ({
  id: `sha256:${id}`,
  tags: [`${id}:1`],
  hasDigest: true,
  createdAtMs: 1,
  bytes,
  sharedBytes,
  containerCount: 1,
  ...more,
})
const empty: DiskUsage = {
  measuredAtMs: 1,
  layerBytes: 0,
  images: [],
  containers: [],
  volumes: [],
  buildCache: [],
}
const groupsOf = (usage: Partial<DiskUsage>) =>
  new Map(diskGroupsOf({ ...empty, ...usage }).map((group) => [group.id, group]))

describe('what takes space', () => {
  it('counts a layer that two images share once', () => {
    const groups = groupsOf({ layerBytes: 160, images: [image('a', 110, 100), image('b', 150, 100)] })
    expect(groups.get('shared')).toMatchObject({ bytes: 100, count: 2 })
    expect(groups.get('images')?.blocks.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['b:1', 50],
      ['a:1', 10],
    ])
  })

  it('has no shared block where nothing is shared', () => {
    const groups = groupsOf({ layerBytes: 110, images: [image('a', 110, 0)] })
    expect(groups.get('shared')).toMatchObject({ bytes: 0, blocks: [] })
  })

  it('stays sane when an engine counts layers otherwise', () => {
    const groups = groupsOf({ layerBytes: 1, images: [image('a', 110, 200), image('b', 9, null)] })
    expect(groups.get('images')?.bytes).toBe(9)
    expect(groups.get('shared')?.bytes).toBe(0)
  })

  it('tells what nothing uses', () => {
    const groups = groupsOf({
      layerBytes: 50,
      images: [image('a', 20, 0), image('b', 30, 0, { containerCount: 0, tags: [] })],
      volumes: [
        {
          name: 'data',
          driver: 'local',
          isAnonymous: false,
          createdAtMs: 1,
          labels: {},
          bytes: null,
          containerCount: 0,
        },
      ],
      containers: [
        {
          id: 'c',
          name: 'web',
          image: 'a:1',
          imageId: 'a',
          state: 'exited',
          createdAtMs: 1,
          writtenBytes: 7,
        },
      ],
    })
    expect(groups.get('images')).toMatchObject({ bytes: 50, unusedBytes: 30 })
    expect(groups.get('images')?.blocks[0]).toMatchObject({ name: 'b', isUnused: true })
    expect(groups.get('volumes')).toMatchObject({ bytes: 0, count: 1 })
    expect(groups.get('containers')).toMatchObject({ bytes: 7, unusedBytes: 7 })
  })

  it('counts a cache record that is an image layer with the image', () => {
    const record = {
      id: 'r',
      type: 'regular',
      description: '',
      bytes: 5,
      isInUse: false,
      isShared: true,
      createdAtMs: null,
      lastUsedAtMs: null,
      parents: [],
    }
    const groups = groupsOf({ buildCache: [record, { ...record, id: 's', isShared: false }] })
    expect(groups.get('cache')).toMatchObject({ bytes: 5, count: 2 })
  })

  it('puts the small ones of thousands together', () => {
    const images = Array.from({ length: 1_000 }, (_, index) => image(`i${index}`, index, 0))
    const group = groupsOf({ layerBytes: 499_500, images }).get('images')
    expect(group?.blocks).toHaveLength(25)
    expect(group?.blocks.at(-1)).toMatchObject({ name: null, count: 976, target: { kind: 'images' } })
    expect(group?.blocks.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(group?.bytes)
  })
})
