import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { repairOrder } from './repair-order.ts'

type Item = { readonly id: number; value: number }
const compare = (a: Item, b: Item) => a.value - b.value || a.id - b.id

it('gives the same order as sorting everything, whatever moved, came or went', () => {
  const change = fc.record({
    kind: fc.constantFrom('move', 'add', 'remove'),
    at: fc.nat(30),
    value: fc.nat(9),
  })
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.array(change), (values, changes) => {
      const items = new Set<Item>(values.map((value, id) => ({ id, value })))
      const before = [...items].sort(compare)
      const moved = new Set<Item>()
      for (const [index, { kind, at, value }] of changes.entries()) {
        const known = [...items].find(({ id }) => id === at)
        if (kind === 'add') {
          const item = { id: 1_000 + index, value }
          items.add(item)
          moved.add(item)
        } else if (known && kind === 'remove') items.delete(known)
        else if (known) {
          known.value = value
          moved.add(known)
        }
      }
      const after = repairOrder(before, moved, (item) => items.has(item), compare)
      expect(after).toEqual([...items].sort(compare))
    }),
  )
})
