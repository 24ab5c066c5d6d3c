import { expect, it } from 'vitest'
import type { EngineEvent } from './events.ts'
import { imageKind } from './image-kind.ts'

const kind = imageKind(new Map())
const event = (action: string, id: string, type = 'image'): EngineEvent => ({
  type,
  action,
  id,
  detail: null,
  attributes: type === 'container' ? { imageID: 'sha256:made' } : {},
  timeNano: '0',
  atMs: 0,
})
const hex = 'ab'.repeat(32)

it('looks at what an event names, by id, reference, or Podman’s bare id', () => {
  expect(kind.touched(event('tag', `sha256:${hex}`))).toEqual([`sha256:${hex}`])
  expect(kind.touched(event('destroy', hex))).toEqual([`sha256:${hex}`])
  expect(kind.touched(event('pull', 'nginx:1.29'))).toEqual(['nginx:1.29'])
  expect(kind.touched(event('commit', 'c1', 'container'))).toEqual(['sha256:made'])
  expect(kind.touched(event('connect', 'n1', 'network'))).toEqual([])
})

it.each([
  ['nginx', true],
  ['registry:5000/team/app', true],
  ['nginx:1.29', false],
  ['registry:5000/team/app:1', false],
  [`nginx@sha256:${hex}`, false],
])('a pull of %s lists everything again: %s', (reference, isListed) => {
  expect(kind.needsList?.(event('pull', reference))).toBe(isListed)
  expect(kind.needsList?.(event('tag', reference))).toBe(false)
})
