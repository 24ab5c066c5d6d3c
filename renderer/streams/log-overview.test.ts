import { describe, expect, it } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { everyLine } from './log-block.ts'
import { logLevels } from './log-levels.ts'
import { OverviewReader, overviewBits } from './log-overview.ts'
import { LogRing } from './log-ring.ts'

function stretches(marks: Uint8Array, bit: number): number[] {
  return [...marks.keys()].filter((at) => (marks[at] ?? 0) & bit)
}

describe('OverviewReader', () => {
  it('tells in which stretch of a million rows errors and matches are', () => {
    const ring = new LogRing()
    const quiet = packBatch(Array.from({ length: 10_000 }, (_, at) => `INFO line ${at}`))
    const loud = packBatch(
      Array.from({ length: 10_000 }, (_, at) => (at === 5000 ? 'ERROR boom' : `INFO ${at}`)),
    )
    for (let part = 0; part < 100; part += 1) ring.append(part === 25 || part === 99 ? loud : quiet)
    for (const block of ring.blocks)
      for (let index = 0; index < block.lineCount; index += 1)
        if (block.firstLine + index === 0 || Math.abs(block.firstLine + index - 500_000) < 2000)
          block.matches.push(index)
    const reader = new OverviewReader()
    const marks = reader.read(ring, 200)
    expect(stretches(marks, overviewBits.error)).toEqual([51, 199])
    expect(stretches(marks, overviewBits.match)).toEqual([0, 99, 100])
    ring.append(packBatch(['ERROR last']))
    expect(stretches(reader.read(ring, 200), overviewBits.error)).toEqual([50, 198, 199])
  })

  it('marks what is shown, and a match in a folded stack trace where that stands', () => {
    const ring = new LogRing()
    const calls = Array.from({ length: 10 }, (_, at) => `\tat a.b(A.java:${at})`)
    ring.append(packBatch(['INFO a', 'ERROR b', ...calls, 'INFO c']))
    ring.blocks[0]?.matches.push(10)
    const reader = new OverviewReader()
    // Five rows: a, b, two calls, c.
    expect(stretches(reader.read(ring, 5), overviewBits.error)).toEqual([1])
    expect(stretches(reader.read(ring, 5), overviewBits.match)).toEqual([3])
    ring.setFilter({ ...everyLine, levels: 1 << logLevels.indexOf('info') })
    expect(stretches(reader.read(ring, 2), overviewBits.error)).toEqual([])
    expect(stretches(new OverviewReader().read(new LogRing(), 3), overviewBits.error)).toEqual([])
  })
})
