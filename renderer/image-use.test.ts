import { expect, test } from 'vitest'
import type { Container } from '../shared/container.ts'
import { containersByImage } from './image-use.ts'
import { fakeContainer } from './testing/fake-container.ts'
import { fakeImage } from './testing/fake-image.ts'

const usersOf = (...[images, containers]: Parameters<typeof containersByImage<Container>>) =>
  Object.fromEntries(
    [...containersByImage(images, containers)].map(([id, users]) => [id, users.map(({ name }) => name)]),
  )

test('image counts as used although the engine says minus one', () => {
  const image = fakeImage({ id: 'sha256:aa' })
  const web = fakeContainer({ name: 'web', imageId: 'sha256:aa' })
  const other = fakeContainer({ name: 'other', imageId: 'sha256:bb' })
  expect(usersOf([image], [web, other])).toEqual({ 'sha256:aa': ['web'] })
})

test('image pulled by digest shows no tag / "unused" although used', () => {
  const image = fakeImage({ id: 'sha256:aa', tags: [], digests: ['nginx@sha256:d1'] })
  const byReference = fakeContainer({ name: 'by-reference', image: 'nginx@sha256:d1', imageId: 'sha256:zz' })
  const byDigest = fakeContainer({ name: 'by-digest', imageId: 'sha256:d1' })
  expect(usersOf([image], [byReference, byDigest])).toEqual({ 'sha256:aa': ['by-reference', 'by-digest'] })
})

test('on the containerd store a container names the manifest of its platform', () => {
  const image = fakeImage({ id: 'sha256:index', aliasIds: ['sha256:amd64', 'sha256:arm64'] })
  const byId = fakeContainer({ name: 'by-id', imageId: 'sha256:arm64' })
  const byManifest = fakeContainer({
    name: 'by-manifest',
    imageId: 'sha256:config',
    imageManifestId: 'sha256:amd64',
  })
  expect(usersOf([image], [byId, byManifest])).toEqual({ 'sha256:index': ['by-id', 'by-manifest'] })
})

test('a tag that moved on takes no containers with it', () => {
  const before = fakeImage({ id: 'sha256:old', tags: [] })
  const now = fakeImage({ id: 'sha256:new', tags: ['api:1'] })
  const container = fakeContainer({ name: 'api', image: 'api:1', imageId: 'sha256:old' })
  expect(usersOf([before, now], [container])).toEqual({ 'sha256:old': ['api'] })
  expect(usersOf([now], [container])).toEqual({})
})

test('an image that only a container in the bin was made from is not taken for unused', () => {
  const image = fakeImage({ id: 'sha256:a', tags: ['web:1'] })
  const binned = { name: 'shop', imageId: 'sha256:a', imageManifestId: null, image: 'web:1' }
  expect(containersByImage([image], [binned]).get('sha256:a')).toEqual([binned])
})
