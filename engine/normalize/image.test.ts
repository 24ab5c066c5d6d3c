import { describe, expect, it } from 'vitest'
import {
  imageDetailsOf,
  imageOfInspect,
  imageOfList,
  imageStepOf,
  instructionOf,
  searchResultOf,
} from './image.ts'

const id = `sha256:${'a'.repeat(64)}`

describe('undefined VirtualSize, ContainerConfig, Container in image views', () => {
  it('a row is complete even when the engine tells nothing', () => {
    const row = {
      id: '',
      tags: [],
      digests: [],
      createdAtMs: null,
      sizeBytes: 0,
      platform: null,
      aliasIds: [],
      labels: {},
    }
    expect(imageOfList({})).toEqual(row)
    expect(imageOfInspect({})).toEqual({ ...row, platform: '' })
  })

  it('details are complete without any configuration (API 1.52 leaves out what is empty)', () => {
    expect(imageDetailsOf(JSON.stringify({ Id: id, Config: {} }))).toMatchObject({
      environment: [],
      entrypoint: [],
      command: [],
      ports: [],
      volumes: [],
      labels: {},
      user: '',
      health: null,
    })
    expect(imageDetailsOf(JSON.stringify({ Id: id }))).toMatchObject({ command: [] })
  })

  it('the size is Size, and VirtualSize only where there is no other', () => {
    expect(imageOfList({ Size: 10, VirtualSize: 99 }).sizeBytes).toBe(10)
    expect(imageOfList({ VirtualSize: 99 }).sizeBytes).toBe(99)
  })
})

describe('"Dangling" filter lists wrong rows, <none>:<none>', () => {
  it.each([null, undefined, [], ['<none>:<none>']])('%j are no tags', (RepoTags) => {
    expect(imageOfList({ RepoTags, RepoDigests: ['<none>@<none>'] })).toMatchObject({ tags: [], digests: [] })
  })

  it('a tag that holds a digest is a digest', () => {
    const digest = `nginx@sha256:${'d'.repeat(64)}`
    expect(imageOfList({ RepoTags: [digest, 'nginx:1'], RepoDigests: [digest] })).toMatchObject({
      tags: ['nginx:1'],
      digests: [digest],
    })
  })
})

describe('on the containerd store', () => {
  const manifests = [
    { ID: 'sha256:amd', Size: { Content: 3, Total: 100 }, Kind: 'image' },
    { ID: 'sha256:arm', Size: { Content: 4, Total: 40 }, Kind: 'image' },
  ]

  it('sizes add up: everything on disk counts, as in the list', () => {
    expect(imageOfInspect({ Id: id, Size: 7, Manifests: manifests }).sizeBytes).toBe(140)
  })

  it('other ids that containers may hold are known', () => {
    const record = { Id: id, Descriptor: { digest: id }, Manifests: manifests }
    expect(imageOfInspect(record).aliasIds).toEqual(['sha256:amd', 'sha256:arm'])
  })
})

it('platforms have their variant', () => {
  expect(imageOfInspect({ Os: 'linux', Architecture: 'arm64', Variant: 'v8' }).platform).toBe(
    'linux/arm64/v8',
  )
})

it('an image without a date is not from 1970 or the year 1', () => {
  expect(imageOfList({ Created: -62135596800 }).createdAtMs).toBeNull()
  expect(imageOfList({ Created: 0 }).createdAtMs).toBeNull()
  expect(imageOfInspect({ Created: '0001-01-01T00:00:00Z' }).createdAtMs).toBeNull()
  expect(imageOfList({ Created: 1_767_323_045 }).createdAtMs).toBe(1_767_323_045_000)
})

it('details read the configuration', () => {
  const config = {
    Env: ['PATH=/bin', 'EMPTY=', 'BARE', 'WITH=a=b'],
    Cmd: ['sh'],
    Entrypoint: 'tini',
    ExposedPorts: { '443/tcp': {}, '80/tcp': {}, '53/udp': {} },
    Volumes: { '/data': {} },
    Healthcheck: { Test: ['CMD', 'true'], Interval: 10e9, Timeout: 0, Retries: 0 },
  }
  expect(imageDetailsOf(JSON.stringify({ Config: config }))).toMatchObject({
    environment: [
      { name: 'PATH', value: '/bin' },
      { name: 'EMPTY', value: '' },
      { name: 'BARE', value: null },
      { name: 'WITH', value: 'a=b' },
    ],
    entrypoint: ['tini'],
    ports: ['53/udp', '80/tcp', '443/tcp'],
    volumes: ['/data'],
    health: { test: ['CMD', 'true'], intervalSeconds: 10, timeoutSeconds: null, retries: null },
  })
})

describe('steps read as their Dockerfile had them', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
    ['/bin/sh -c #(nop) ADD file:abc in / ', 'ADD file:abc in /'],
    ['/bin/sh -c apk add curl', 'RUN apk add curl'],
    ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
    ['RUN |1 VERSION=1.2 /bin/sh -c make all # buildkit', 'RUN make all'],
    ['|2 A=b C=d /bin/sh -c make', 'RUN make'],
    ['COPY --from=build /app ./ # buildkit', 'COPY --from=build /app ./'],
    ['EXPOSE map[443/tcp:{} 80/tcp:{}]', 'EXPOSE 443/tcp 80/tcp'],
    ['/bin/sh -c #(nop)  VOLUME map[/data:{}]', 'VOLUME /data'],
    ['RUN powershell -Command x', 'RUN powershell -Command x'],
    ['', ''],
  ])('%s', (createdBy, instruction) => {
    expect(instructionOf(createdBy)).toBe(instruction)
  })

  it('and a step that tells no size added nothing', () => {
    expect(imageStepOf({ CreatedBy: 'ENV A=b', Size: -1 })).toEqual({
      instruction: 'ENV A=b',
      createdAtMs: null,
      sizeBytes: 0,
      comment: '',
    })
  })
})

it('a search result is read from Docker and from Podman', () => {
  expect(searchResultOf({ name: 'nginx', description: 'x', star_count: 20_000, is_official: true })).toEqual({
    name: 'nginx',
    description: 'x',
    stars: 20_000,
    isOfficial: true,
  })
  expect(searchResultOf({ Name: 'docker.io/library/nginx', Stars: 3, Official: '[OK]' })).toMatchObject({
    name: 'docker.io/library/nginx',
    stars: 3,
    isOfficial: true,
  })
})
