import { expect, it } from 'vitest'
import { inOrder, moveTo } from './column-order.ts'

it.each([
  ['a b c d', '', 'a b c d'],
  ['a b c d', 'd c b a', 'd c b a'],
  ['a b c d', 'c', 'a b c d'],
  ['a b c d', 'd a', 'd a b c'],
  ['a b c d', 'x b y a', 'b c d a'],
  ['a b c', 'b b a', 'b c a'],
  ['', 'a', ''],
] as const)('columns %j moved as %j stand as %j', (ids, order, expected) => {
  const words = (text: string) => text.split(' ').filter(Boolean)
  expect(inOrder(words(ids), words(order))).toEqual(words(expected))
})

it.each([
  [0, 2, 'b c a'],
  [2, 0, 'c a b'],
  [1, 1, 'a b c'],
  [0, 3, 'a b c'],
  [0, -1, 'a b c'],
  [5, 0, 'a b c'],
])('the column at %d goes to %d: %s', (from, to, expected) => {
  expect(moveTo(['a', 'b', 'c'], from, to).join(' ')).toBe(expected)
})
