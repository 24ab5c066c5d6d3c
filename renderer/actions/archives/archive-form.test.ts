import { describe, expect, it } from 'vitest'
import type { Image } from '../../../shared/image.ts'
import {
  canChoosePlatform,
  changesOf,
  defaultFileName,
  isFileName,
  isPlatform,
  savedReferences,
} from './archive-form.ts'

const image = (id: string, tags: readonly string[]): Image => ({
  id,
  tags,
  digests: [],
  createdAtMs: null,
  sizeBytes: 0,
  platform: null,
  aliasIds: [],
  labels: {},
})
const untagged = `sha256:${'0123456789ab'.padEnd(64, 'c')}`

describe('what goes into a file of images', () => {
  it('is every tag of every image, and the id of one without', () => {
    const images = [image('sha256:1', ['a:1', 'a:2']), image(untagged, [])]
    expect(savedReferences(images)).toEqual([
      { id: 'a:1', label: 'a:1', isUntagged: false },
      { id: 'a:2', label: 'a:2', isUntagged: false },
      { id: untagged, label: '0123456789ab', isUntagged: true },
    ])
  })

  it.each([
    [['ghcr.io/acme/api:2.8.1'], 'ghcr.io-acme-api-2.8.1.tar'],
    [['localhost:5000/a@sha256:1'], 'localhost-5000-a-sha256-1.tar'],
    [['a:1', 'b:1'], 'images.tar'],
  ])('%j gets the file name %s', (tags, name) => {
    const references = savedReferences([image('sha256:1', tags)])
    expect(defaultFileName(references)).toBe(name)
    expect(isFileName(name)).toBe(true)
  })
})

it.each(['', ' ', 'a/b.tar', 'a\\b.tar', 'a\nb', 'x'.repeat(256)])('%j is no file name', (name) => {
  expect(isFileName(name)).toBe(false)
})

it('knows platforms', () => {
  for (const good of ['', 'linux/amd64', 'linux/arm/v7']) expect(isPlatform(good)).toBe(true)
  for (const bad of ['linux', 'Linux/amd64', 'linux/', 'linux/arm/v7/x', ' '])
    expect(isPlatform(bad)).toBe(false)
})

it('offers the choice of a platform from API 1.48 on', () => {
  expect(['1.47', '1.48', '1.51', '2.0', null].map(canChoosePlatform)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

it('takes each line that says something as a change', () => {
  expect(changesOf(' CMD ["sh"]\n\n ENV A=1 \n')).toEqual(['CMD ["sh"]', 'ENV A=1'])
})
