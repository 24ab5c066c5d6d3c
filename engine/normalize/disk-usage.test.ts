import { describe, expect, it } from 'vitest'
import { diskPartOf } from './disk-usage.ts'

const image = {
  Id: 'sha256:aa',
  RepoTags: ['web:1'],
  RepoDigests: null,
  Created: 1_767_323_045,
  Size: 300,
  SharedSize: 100,
  Containers: 2,
}
const container = {
  Id: 'cc'.repeat(32),
  Names: ['/web'],
  Image: 'web:1',
  ImageID: 'sha256:aa',
  State: 'exited',
  Created: 1_767_323_045,
  SizeRw: 12,
  SizeRootFs: 312,
}
const volume = {
  Name: 'data',
  Driver: 'local',
  CreatedAt: '2026-11-20T21:39:31Z',
  Labels: { a: 'b' },
  UsageData: { Size: 50, RefCount: 1 },
}
const record = {
  ID: 'rr',
  Type: 'regular',
  Description: 'RUN make',
  InUse: false,
  Shared: true,
  Size: 7,
  CreatedAt: '2026-11-20T21:39:31.5Z',
  LastUsedAt: '2026-11-20T21:40:31Z',
}

const before = {
  LayersSize: 400,
  Images: [image],
  Containers: [container],
  Volumes: [volume],
  BuildCache: [{ ...record, Parent: 'pp' }],
}
const now = {
  ImageUsage: { TotalSize: 400, TotalCount: 1, ActiveCount: 1, Reclaimable: 0, Items: [image] },
  ContainerUsage: { TotalSize: 12, Items: [container] },
  VolumeUsage: { TotalSize: 50, Items: [volume] },
  BuildCacheUsage: { TotalSize: 7, Items: [{ ...record, Parents: ['pp'] }] },
}

describe('disk usage', () => {
  it('reads the same from the answer before and after API 1.52', () => {
    expect(diskPartOf(now)).toEqual(diskPartOf(before))
  })

  it('reads every kind', () => {
    expect(diskPartOf(before)).toEqual({
      layerBytes: 400,
      images: [
        {
          id: 'sha256:aa',
          tags: ['web:1'],
          hasDigest: false,
          createdAtMs: 1_767_323_045_000,
          bytes: 300,
          sharedBytes: 100,
          containerCount: 2,
        },
      ],
      containers: [
        {
          id: 'cc'.repeat(32),
          name: 'web',
          image: 'web:1',
          imageId: 'sha256:aa',
          state: 'exited',
          createdAtMs: 1_767_323_045_000,
          writtenBytes: 12,
        },
      ],
      volumes: [
        {
          name: 'data',
          driver: 'local',
          isAnonymous: false,
          createdAtMs: Date.UTC(2026, 10, 20, 21, 39, 31),
          labels: { a: 'b' },
          bytes: 50,
          containerCount: 1,
        },
      ],
      buildCache: [
        {
          id: 'rr',
          type: 'regular',
          description: 'RUN make',
          bytes: 7,
          isInUse: false,
          isShared: true,
          createdAtMs: Date.UTC(2026, 10, 20, 21, 39, 31, 500),
          lastUsedAtMs: Date.UTC(2026, 10, 20, 21, 40, 31),
          parents: ['pp'],
        },
      ],
    })
  })

  it('knows what a record of the build cache is made from, however the engine writes it', () => {
    const parentsOf = (more: object) =>
      diskPartOf({ BuildCache: [{ ...record, ...more }] }).buildCache[0]?.parents
    expect(parentsOf({ Parents: ['a', 'b'] })).toEqual(['a', 'b'])
    expect(parentsOf({ ' Parents': ['a', 'b'] })).toEqual(['a', 'b'])
    expect(parentsOf({ Parent: 'a' })).toEqual(['a'])
    expect(parentsOf({})).toEqual([])
  })

  it('takes what was not measured as empty', () => {
    const nothing = { layerBytes: 0, images: [], containers: [], volumes: [], buildCache: [] }
    expect(diskPartOf({ LayersSize: 0, Images: null, Containers: null, Volumes: null })).toEqual(nothing)
    expect(diskPartOf({ VolumeUsage: { TotalSize: 5 } })).toEqual(nothing)
    expect(diskPartOf(null)).toEqual(nothing)
  })

  it('does not show what the engine did not count as minus one byte', () => {
    const part = diskPartOf({
      Images: [{ ...image, SharedSize: -1, Containers: -1 }],
      Volumes: [{ ...volume, UsageData: { Size: -1, RefCount: -1 } }],
    })
    expect(part.images[0]).toMatchObject({ bytes: 300, sharedBytes: null, containerCount: null })
    expect(part.volumes[0]).toMatchObject({ bytes: null, containerCount: null })
  })

  it('knows an untagged image and an anonymous volume', () => {
    const part = diskPartOf({
      Images: [{ ...image, RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] }],
      Volumes: [
        { ...volume, Labels: { 'com.docker.volume.anonymous': '' } },
        { ...volume, Name: 'a1'.repeat(32) },
      ],
    })
    expect(part.images[0]).toMatchObject({ tags: [], hasDigest: false })
    expect(part.volumes.map((one) => one.isAnonymous)).toEqual([true, true])
  })
})
