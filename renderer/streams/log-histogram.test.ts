import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { HistogramReader, kindsPerBar } from './log-histogram.ts'
import { LogRing } from './log-ring.ts'

const start = 1_700_000_000
const ended = { kind: 'ended', atMs: (start + 5) * 1000, exitCode: 0, cause: null } as const

type Sample = { readonly text: string; readonly seconds: number }

function ringOf(lines: readonly Sample[], blockBytes = 60): LogRing {
  const ring = new LogRing({ maxBytes: 1 << 20, blockBytes })
  for (const line of lines) ring.append(packBatch([line]))
  return ring
}

const barsOf = (ring: LogRing, maxBars: number) => {
  const histogram = new HistogramReader().read(ring, maxBars)
  return histogram && { ...histogram, counts: [...histogram.counts] }
}

describe('HistogramReader', () => {
  it('counts errors, warnings and the rest by time', () => {
    const ring = ringOf([
      { text: 'ERROR a', seconds: start },
      { text: 'WARN b', seconds: start },
      { text: 'INFO c', seconds: start + 2 },
      { text: 'plain', seconds: start + 2 },
    ])
    ring.append(packBatch([], ended))
    expect(barsOf(ring, 6)).toEqual({
      fromSeconds: start,
      stepSeconds: 1,
      barCount: 3,
      counts: [1, 1, 0, 0, 0, 0, 0, 0, 2],
    })
    // Bars keep their width: there is room before the first line.
    expect(barsOf(ring, 20)).toMatchObject({ fromSeconds: start - 7, barCount: 10 })
  })

  it('says that there is nothing while no line is held', () => {
    const ring = ringOf([])
    expect(barsOf(ring, 10)).toBeNull()
    ring.append(packBatch([], ended))
    expect(barsOf(ring, 10)).toBeNull()
  })

  it('takes the shortest step that fits, and begins where clocks begin', () => {
    const lines = [0, 1800].map((offset) => ({ text: 'x', seconds: start + offset }))
    expect(barsOf(ringOf(lines), 120)).toMatchObject({ stepSeconds: 30, fromSeconds: start - (start % 30) })
    const years = [0, 20 * 365 * 86_400].map((offset) => ({ text: 'x', seconds: start + offset }))
    expect(barsOf(ringOf(years), 5)?.barCount).toBeLessThanOrEqual(5)
  })

  it('holds every line in exactly one bar, whatever their order, also after more have come', () => {
    const line = fc.record({
      text: fc.constantFrom('ERROR x', 'WARN x', 'plain'),
      seconds: fc.integer({ min: start, max: start + 100_000 }),
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 120 }),
        (lines, bars) => {
          const reader = new HistogramReader()
          const ring = ringOf(lines.slice(0, 20))
          reader.read(ring, bars)
          for (const each of lines.slice(20)) ring.append(packBatch([each]))
          const histogram = reader.read(ring, bars)
          if (!histogram) throw new Error('no histogram')
          expect(histogram.barCount).toBeLessThanOrEqual(bars)
          const expected = Array.from({ length: histogram.barCount * kindsPerBar }, () => 0)
          for (const { text, seconds } of lines) {
            const bar = Math.floor((seconds - histogram.fromSeconds) / histogram.stepSeconds)
            const at = bar * kindsPerBar + ['ERROR x', 'WARN x', 'plain'].indexOf(text)
            expected[at] = (expected[at] ?? 0) + 1
          }
          expect([...histogram.counts]).toEqual(expected)
        },
      ),
    )
  })
})

describe('rowAtTime', () => {
  it('finds the first shown row that is not older', () => {
    const lines = Array.from({ length: 50 }, (_, at) => ({
      text: at % 2 ? 'WARN x' : 'INFO x',
      seconds: start + at,
    }))
    const ring = ringOf(lines)
    expect([ring.rowAtTime(start - 5), ring.rowAtTime(start + 20), ring.rowAtTime(start + 50)]).toEqual([
      0,
      20,
      null,
    ])
    ring.setFilter({ levels: 1 << 5, sources: 0b111 })
    expect([ring.rowAtTime(start), ring.rowAtTime(start + 20)]).toEqual([0, 10])
  })
})
