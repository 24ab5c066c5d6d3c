import { expect, it } from 'vitest'
import { checkContainerName } from './container-name.ts'

it.each([
  ['web-2', null],
  ['a1', null],
  ['A_.-9', null],
  ['', { kind: 'tooShort' }],
  ['a', { kind: 'tooShort' }],
  ['-a', { kind: 'badStart' }],
  ['_web', { kind: 'badStart' }],
  ['web 2', { kind: 'hasSpace' }],
  ['web/2', { kind: 'badCharacter', character: '/' }],
  ['容器', { kind: 'badCharacter', character: '容' }],
  ['x😀', { kind: 'badCharacter', character: '😀' }],
  ['web-1', { kind: 'same' }],
])('%j as a new name of web-1: %j', (name, expected) => {
  expect(checkContainerName(name, 'web-1')).toEqual(expected)
})
