import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogMark } from '../../shared/logs.ts'
import { packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { everyLine, type LineFilter, markSource, readMeta } from './log-block.ts'
import { logLevels } from './log-levels.ts'
import { LogRing, type RingLimits } from './log-ring.ts'

const small: RingLimits = { maxBytes: 4000, blockBytes: 500 }
const decoder = new TextDecoder()
const ended: LogMark = { kind: 'ended', atMs: 1_700_000_000_500, exitCode: 1, cause: null }

/** What a row of the ring says, for comparison. */
function readRows(ring: LogRing): string[] {
  const rows: string[] = []
  for (let row = ring.firstRow; row < ring.nextRow; row += 1) {
    const place = ring.placeOfRow(row)
    if (!place) throw new Error(`row ${row} is missing`)
    const { block, index } = place
    const line = block.firstLine + index
    expect(ring.rowOfLine(line)).toBe(row)
    expect(ring.placeOfLine(line)).toEqual(place)
    const { level, source } = readMeta(block.meta(index))
    const text = decoder.decode(block.bytes.subarray(block.start(index), block.end(index)))
    rows.push(
      source === markSource
        ? `mark ${ring.markAt(line)?.kind}`
        : `${line} ${logLevels[level]} ${source} ${text}`,
    )
  }
  return rows
}

/** The same with arrays of strings. */
class NaiveRing {
  lines: { line: number; text: string; level: string; source: number; isMark: boolean }[] = []
  taken = 0
  append(lines: readonly SampleLine[], mark: LogMark | null) {
    for (const { text, source } of lines) {
      const level = /^(ERROR|WARN|INFO|DEBUG) /.exec(text)?.[1]?.toLowerCase() ?? 'none'
      this.lines.push({ line: this.taken, text, level, source: source === 'stderr' ? 1 : 0, isMark: false })
      this.taken += 1
    }
    if (!mark) return
    this.lines.push({ line: this.taken, text: mark.kind, level: 'none', source: 3, isMark: true })
    this.taken += 1
  }
  rows(firstLine: number, { levels, sources }: LineFilter): string[] {
    return this.lines
      .filter(({ line, isMark, level, source }) => {
        if (line < firstLine) return false
        return isMark || ((levels >> logLevels.indexOf(level as 'info')) & 1 && (sources >> source) & 1)
      })
      .map(({ line, text, level, source, isMark }) =>
        isMark ? `mark ${text}` : `${line} ${level} ${source} ${text}`,
      )
  }
}

const line = fc.record({
  text: fc
    .tuple(fc.constantFrom('ERROR ', 'WARN ', 'INFO ', 'DEBUG ', 'plain '), fc.string({ maxLength: 80 }))
    .map((parts) => parts.join('')),
  source: fc.constantFrom('stdout', 'stderr'),
}) satisfies fc.Arbitrary<SampleLine>
const step = fc.oneof(
  fc.record({ lines: fc.array(line, { maxLength: 30 }), hasMark: fc.boolean() }),
  fc.record({ levels: fc.integer({ min: 0, max: 255 }), sources: fc.integer({ min: 0, max: 7 }) }),
)

describe('LogRing', () => {
  it('holds what a naive list would hold, through batches, marks, filters and dropping', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const ring = new LogRing(small)
        const naive = new NaiveRing()
        let filter: LineFilter = everyLine
        for (const one of steps) {
          if ('levels' in one) {
            filter = one
            ring.setFilter(filter)
          } else {
            const mark = one.hasMark ? ended : null
            ring.append(packBatch(one.lines, mark))
            naive.append(one.lines, mark)
          }
          const held = naive.lines.filter((each) => each.line >= ring.firstLine)
          const heldText = held.filter((each) => !each.isMark)
          expect(readRows(ring)).toEqual(naive.rows(ring.firstLine, filter))
          expect(ring.heldCount).toBe(heldText.length)
          expect(ring.droppedCount + ring.heldCount).toBe(naive.lines.filter((each) => !each.isMark).length)
          expect(ring.levelCounts.reduce((sum, count) => sum + count)).toBe(heldText.length)
          expect(ring.sourceCounts[1]).toBe(heldText.filter((each) => each.source === 1).length)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('keeps within its bound and says exactly how many lines it dropped', () => {
    const ring = new LogRing(small)
    for (let batch = 0; batch < 100; batch += 1) {
      ring.append(packBatch(Array.from({ length: 10 }, (_, at) => `line ${batch * 10 + at}`)))
    }
    expect(ring.byteCount).toBeLessThanOrEqual(small.maxBytes)
    expect(ring.heldCount + ring.droppedCount).toBe(1000)
    expect(ring.droppedCount).toBeGreaterThan(0)
    expect(readRows(ring).at(-1)).toBe('999 none 0 line 999')
    expect(ring.firstLine).toBe(ring.droppedCount)
  })

  it('drops empty lines too, or a program that prints nothing but newlines would fill the memory', () => {
    const ring = new LogRing({ maxBytes: 1 << 20, blockBytes: 500 })
    for (let batch = 0; batch < 20; batch += 1)
      ring.append(packBatch(Array.from({ length: 10_000 }, () => '')))
    expect(ring.byteCount).toBeLessThanOrEqual(1 << 20)
    expect(ring.heldCount + ring.droppedCount).toBe(200_000)
  })

  it('takes a line that is larger than a block', () => {
    const ring = new LogRing({ maxBytes: 1 << 20, blockBytes: 500 })
    const text = 'x'.repeat(10_000)
    ring.append(packBatch(['before', text, 'after']))
    expect(readRows(ring).map((row) => row.length)).toEqual([15, 10_009, 14])
  })

  it('holds at least the last line when that alone is over the bound', () => {
    const ring = new LogRing(small)
    ring.append(packBatch(['a', 'x'.repeat(5000)]))
    expect(ring.heldCount).toBe(1)
    expect(ring.droppedCount).toBe(1)
  })

  it('forgets its lines when cleared, without calling them dropped, and goes on where it was', () => {
    const ring = new LogRing()
    ring.append(packBatch(['ERROR a', 'b'], ended))
    ring.clear()
    expect([ring.heldCount, ring.droppedCount, ring.byteCount, ring.levelCounts[6]]).toEqual([0, 0, 0, 0])
    ring.append(packBatch(['c']))
    expect(readRows(ring)).toEqual(['3 none 0 c'])
    expect(ring.takenCount).toBe(3)
  })
})
