import { describe, expect, it } from 'vitest'
import type { LogHistogram } from '../../streams/log-histogram.ts'
import { barAt, labelsOf, secondsAt, shapeOf, stretchOf } from './histogram-shape.ts'

const histogram: LogHistogram = {
  fromSeconds: 1000,
  stepSeconds: 10,
  barCount: 4,
  counts: Uint32Array.from([1, 0, 99, 0, 0, 0, 0, 50, 0, 0, 0, 200]),
}

describe('the shape of a histogram', () => {
  it('stacks errors, warnings and the rest, and lets none of them vanish', () => {
    const { error, warn, other } = shapeOf(histogram)
    expect(error).toBe('M0.12 100V95.00h0.76V100z')
    expect(warn).toBe('M2.12 100V75.00h0.76V100z')
    expect(other).toBe('M0.12 95V45.50h0.76V95zM3.12 100V0.00h0.76V100z')
    expect(barAt(histogram, 2)).toEqual({ error: 0, warn: 50, other: 0 })
  })

  it('keeps a stretch of time inside, whatever the lines’ times are', () => {
    expect(stretchOf(histogram, 1010, 1020)).toEqual({ from: 0.25, to: 0.5 })
    expect(stretchOf(histogram, 0, 9999)).toEqual({ from: 0, to: 1 })
  })

  it('reads a place as the beginning of its bar', () => {
    expect([-1, 0, 0.49, 0.5, 2].map((at) => secondsAt(histogram, at))).toEqual([
      1000, 1000, 1010, 1020, 1030,
    ])
  })

  it('writes the first and the last time, and never more than there are bars', () => {
    expect(labelsOf(histogram).map(({ seconds }) => seconds)).toEqual([1000, 1010, 1020, 1030, 1040])
    expect(labelsOf({ ...histogram, barCount: 1 }).map(({ at }) => at)).toEqual([0, 1])
    expect(labelsOf({ ...histogram, barCount: 100 })).toHaveLength(6)
  })
})
