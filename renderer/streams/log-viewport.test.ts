import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgePx, LogViewport, maxSpacerPx } from './log-viewport.ts'

const rowHeight = 20
const height = 600

/** Lays the window out as the page does; answers the top of each row in view. */
function layOut(
  viewport: LogViewport,
  heightOf: (row: number) => number = () => rowHeight,
): Map<number, number> {
  const { first, end } = viewport.range()
  const heights = Array.from({ length: end - first }, (_, index) => heightOf(first + index))
  let top = viewport.settle(first, heights)
  const tops = new Map<number, number>()
  heights.forEach((rowPx, index) => {
    if (top + rowPx > 0 && top < height) tops.set(first + index, top)
    top += rowPx
  })
  return tops
}

function make(rows: number, first = 0): LogViewport {
  const viewport = new LogViewport()
  viewport.setSize(height, rowHeight)
  viewport.setBounds(first, first + rows)
  return viewport
}

describe('LogViewport', () => {
  it('begins at the newest row', () => {
    const viewport = make(1000)
    const tops = layOut(viewport)
    expect(tops.get(999)).toBe(height - edgePx - rowHeight)
    expect(viewport.fraction()).toBe(1)
  })

  it('shows few rows from the top', () => {
    expect([...layOut(make(3))]).toEqual([
      [0, edgePx],
      [1, edgePx + 20],
      [2, edgePx + 40],
    ])
  })

  it('shows nothing for no rows', () => {
    expect(layOut(make(0)).size).toBe(0)
  })

  it('sticks to the end while rows come', () => {
    const viewport = make(1000)
    layOut(viewport)
    viewport.setBounds(500, 51_000)
    expect(layOut(viewport).get(50_999)).toBe(height - edgePx - rowHeight)
  })

  it('does not move what is being read when rows come at the end and go at the beginning', () => {
    const viewport = make(1000)
    layOut(viewport)
    viewport.scrollBy(-3333)
    const before = layOut(viewport)
    expect(viewport.isFollowing).toBe(false)
    viewport.setBounds(200, 90_000)
    expect(layOut(viewport)).toEqual(before)
  })

  it('starts at the oldest row that is left when what was being read is dropped', () => {
    const viewport = make(1000)
    layOut(viewport)
    viewport.scrollToStart()
    layOut(viewport)
    viewport.setBounds(700, 1700)
    expect(layOut(viewport).get(700)).toBe(edgePx)
  })

  it('stops following on any scroll up and starts again when scrolled to the end', () => {
    const viewport = make(1000)
    layOut(viewport)
    viewport.scrollBy(-1)
    layOut(viewport)
    expect(viewport.isFollowing).toBe(false)
    viewport.scrollBy(5)
    layOut(viewport)
    expect(viewport.isFollowing).toBe(true)
  })

  it('does not start to follow because it happens to be at the end', () => {
    const viewport = make(1000)
    layOut(viewport)
    viewport.stopFollowing()
    layOut(viewport)
    layOut(viewport)
    expect(viewport.isFollowing).toBe(false)
  })

  it('does not scroll beyond either end', () => {
    const viewport = make(100)
    layOut(viewport)
    viewport.scrollBy(-99_999_999)
    expect(layOut(viewport).get(0)).toBe(edgePx)
    viewport.scrollBy(99_999_999)
    expect(layOut(viewport).get(99)).toBe(height - edgePx - rowHeight)
  })

  it('moves by exactly the pixels asked for, through rows whose heights nobody knew', () => {
    const heightOf = (row: number) => rowHeight + ((row * 7919) % 5) * 30
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 30 }), (moves) => {
        const viewport = make(100_000)
        viewport.scrollToFraction(0.5)
        let tops = layOut(viewport, heightOf)
        for (const move of moves) {
          viewport.scrollBy(move)
          const next = layOut(viewport, heightOf)
          for (const [row, top] of next) {
            const before = tops.get(row)
            if (before !== undefined) expect(top).toBeCloseTo(before - move)
          }
          tops = next
        }
      }),
    )
  })

  it('fills the window, whatever the heights and wherever it is', () => {
    const heightOf = (row: number) => rowHeight + ((row * 31) % 7) * 40
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(
          fc.oneof(fc.integer({ min: -4000, max: 4000 }), fc.double({ min: 0, max: 1, noNaN: true })),
          { maxLength: 12 },
        ),
        (rows, moves) => {
          const viewport = make(rows, 17)
          layOut(viewport, heightOf)
          for (const move of moves) {
            if (Number.isInteger(move)) viewport.scrollBy(move)
            else viewport.scrollToFraction(move)
            const tops = layOut(viewport, heightOf)
            const first = Math.min(...tops.keys())
            const last = Math.max(...tops.keys())
            if (first > 17) expect(tops.get(first)).toBeLessThanOrEqual(0)
            if (last < rows + 16)
              expect((tops.get(last) ?? 0) + heightOf(last)).toBeGreaterThanOrEqual(height)
            expect(tops.size).toBe(last - first + 1)
          }
        },
      ),
    )
  })

  it('scales the scroll bar, and reaches every row of ten million by it', () => {
    const viewport = make(10_000_000)
    expect(viewport.spacerPx()).toBe(maxSpacerPx)
    for (const fraction of [0, 0.25, 0.5, 0.999999]) {
      viewport.scrollToFraction(fraction)
      layOut(viewport)
      expect(viewport.fraction()).toBeCloseTo(fraction, 6)
    }
    viewport.scrollToFraction(0)
    expect(layOut(viewport).get(0)).toBe(edgePx)
    viewport.scrollToFraction(1)
    expect(layOut(viewport).has(9_999_999)).toBe(true)
    expect(viewport.isFollowing).toBe(true)
  })

  it('brings a row into view with as little movement as needed', () => {
    const viewport = make(1000)
    viewport.scrollToFraction(0.5)
    const tops = layOut(viewport)
    const inside = [...tops.keys()][5] ?? 0
    viewport.reveal(inside)
    expect(layOut(viewport)).toEqual(tops)
    const below = Math.max(...tops.keys()) + 1
    viewport.reveal(below - 1)
    expect(layOut(viewport).get(below - 1)).toBe(height - edgePx - rowHeight)
    viewport.reveal(3)
    expect(layOut(viewport).get(3)).toBe(edgePx + 60)
    viewport.reveal(800)
    expect(layOut(viewport).get(800)).toBe(200)
  })

  it('keeps the row at the top in its place when a filter numbers rows anew', () => {
    const viewport = make(1000)
    viewport.scrollToFraction(0.5)
    const { y } = viewport.anchor
    layOut(viewport)
    viewport.renumber(40, 0, 90)
    layOut(viewport)
    expect(viewport.anchor).toEqual({ row: 40, y })
  })
})
