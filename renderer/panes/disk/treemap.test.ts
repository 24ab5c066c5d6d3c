import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Placed, Rectangle } from './treemap.ts'
import { layOutTreemap } from './treemap.ts'

const space: Rectangle = { left: 10, top: 20, width: 600, height: 400 }
const size = (value: number): number => value
const areaOf = ({ width, height }: Rectangle): number => width * height

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return Math.max(0, width) * Math.max(0, height)
}

describe('treemap', () => {
  it('gives one item all the space', () => {
    expect(layOutTreemap([5], size, space)).toEqual([{ ...space, item: 5 }])
  })

  it('has no place for what takes none', () => {
    expect(layOutTreemap([0, 0], size, space)).toEqual([])
    expect(layOutTreemap([], size, space)).toEqual([])
    expect(layOutTreemap([1], size, { ...space, width: 0 })).toEqual([])
  })

  it('is squarer than slices', () => {
    const placed = layOutTreemap([6, 6, 4, 3, 2, 2, 1], size, { left: 0, top: 0, width: 6, height: 4 })
    const worst = Math.max(...placed.map(({ width, height }) => Math.max(width / height, height / width)))
    expect(worst).toBeLessThan(3)
  })

  it('fills the space in proportion, without overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 40 }), (sizes) => {
        const placed = layOutTreemap(sizes, size, space)
        const total = sizes.reduce((sum, value) => sum + value, 0)
        expect(placed).toHaveLength(sizes.filter((value) => value > 0).length)
        if (total === 0) return
        for (const one of placed) {
          expect(areaOf(one)).toBeCloseTo((one.item / total) * areaOf(space), 3)
          expect(one.left).toBeGreaterThanOrEqual(space.left - 1e-6)
          expect(one.top + one.height).toBeLessThanOrEqual(space.top + space.height + 1e-6)
        }
        expect(overlaps(placed)).toBeLessThan(1e-3)
      }),
      { numRuns: 60 },
    )
  })
})

function overlaps(placed: readonly Placed<number>[]): number {
  let sum = 0
  for (const [index, a] of placed.entries()) for (const b of placed.slice(index + 1)) sum += overlap(a, b)
  return sum
}
