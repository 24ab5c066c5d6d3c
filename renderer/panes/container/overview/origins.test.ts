import { expect, test } from 'vitest'
import { labelOrigins, variableOrigins } from './origins.ts'

const image = [
  { name: 'LANG', value: 'C' },
  { name: 'EMPTY', value: null },
  { name: 'MODE', value: 'production' },
]

test('a variable is the image’s only with the image’s very value', () => {
  const variables = [
    { name: 'LANG', value: 'C' },
    { name: 'EMPTY', value: null },
    { name: 'MODE', value: 'debug' },
    { name: 'MINE', value: '' },
    { name: 'PATH', value: '/bin' },
  ]
  const origins = variableOrigins(variables, image, false)
  expect(origins.map(({ name, origin, imageValue }) => [name, origin, imageValue])).toEqual([
    ['LANG', 'image', null],
    ['EMPTY', 'image', null],
    ['MODE', 'container', 'production'],
    ['MINE', 'container', null],
    ['PATH', 'engine', null],
  ])
})

test('in a Compose project what is not the image’s is Compose’s; without the image nothing is the image’s', () => {
  expect(variableOrigins([{ name: 'A', value: 'b' }], image, true)).toMatchObject([{ origin: 'compose' }])
  expect(variableOrigins([{ name: 'LANG', value: 'C' }], null, false)).toMatchObject([
    { origin: 'container' },
  ])
  expect(variableOrigins([{ name: 'PATH', value: '/bin' }], null, false)).toMatchObject([
    { origin: 'container' },
  ])
})

test('labels are sorted, and those of Compose stand apart', () => {
  const labels = { z: '1', 'com.docker.compose.project': 'shop', a: '2', __proto__x: '3' }
  const { own, compose } = labelOrigins(labels, { a: '2', z: '0' }, true)
  expect(own.map(({ name, origin, imageValue }) => [name, origin, imageValue])).toEqual([
    ['__proto__x', 'compose', null],
    ['a', 'image', null],
    ['z', 'compose', '0'],
  ])
  expect(compose.map(({ name }) => name)).toEqual(['com.docker.compose.project'])
})
