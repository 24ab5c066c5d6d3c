import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { BatchLines, everyLine } from './log-block.ts'
import { endOf, LogReach } from './log-reach.ts'
import { LogRing, type RingLimits } from './log-ring.ts'

const roomy: RingLimits = { maxBytes: 1 << 20, blockBytes: 300 }
const decoder = new TextDecoder()

function rowsOf(ring: LogRing): string[] {
  return Array.from({ length: ring.nextRow - ring.firstRow }, (_, offset) => {
    const place = ring.placeOfRow(ring.firstRow + offset)
    if (!place) throw new Error('a row is missing')
    const { block, index } = place
    expect(ring.rowOfLine(block.firstLine + index)).toBe(ring.firstRow + offset)
    return decoder.decode(block.bytes.subarray(block.start(index), block.end(index)))
  })
}

const line = fc.record({
  text: fc.constantFrom('ERROR broken', 'INFO well', 'DEBUG ', 'plain', '', 'WARN ünï'),
  source: fc.constantFrom('stdout', 'stderr'),
})
const page = fc.array(line, { maxLength: 40 })
const onlyErrors = { ...everyLine, levels: 0b110_0000 }

describe('lines put in front of others', () => {
  it('stand as if they had come first, under any filter', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 6 }), fc.boolean(), fc.nat(5), (pages, isFiltered, at) => {
        const lines = pages.flat() as SampleLine[]
        const [prepended, appended] = [new LogRing(roomy), new LogRing(roomy)]
        if (isFiltered) for (const ring of [prepended, appended]) ring.setFilter(onlyErrors)
        appended.append(packBatch(lines))
        const split = Math.min(at, pages.length)
        for (const part of pages.slice(split)) prepended.append(packBatch(part as SampleLine[]))
        for (const part of pages.slice(0, split).toReversed())
          prepended.prepend(new BatchLines(packBatch(part as SampleLine[])))
        expect(rowsOf(prepended)).toEqual(rowsOf(appended))
        expect(prepended.levelCounts).toEqual(appended.levelCounts)
        expect(prepended.sourceCounts).toEqual(appended.sourceCounts)
        expect([prepended.heldCount, prepended.byteCount]).toEqual([appended.heldCount, appended.byteCount])
        // And so after the rows are numbered anew.
        for (const ring of [prepended, appended]) ring.setFilter(everyLine)
        expect(rowsOf(prepended)).toEqual(rowsOf(appended))
      }),
    )
  })

  it('leave the numbers of the others alone', () => {
    const ring = new LogRing(roomy)
    ring.append(packBatch(['a', 'b']))
    ring.prepend(new BatchLines(packBatch(['x', 'y', 'z'])))
    expect([ring.firstRow, ring.nextRow, ring.firstLine, ring.nextLine]).toEqual([-3, 2, -3, 2])
    ring.append(packBatch(['c']))
    expect(rowsOf(ring)).toEqual(['x', 'y', 'z', 'a', 'b', 'c'])
  })

  it('push out the newest when there is no room, and the log goes on right behind the rest', () => {
    const ring = new LogRing({ maxBytes: 1500, blockBytes: 300 })
    const numbered = (from: number, count: number): SampleLine[] =>
      Array.from({ length: count }, (_, at) => ({ text: `${from + at}`.padStart(16), seconds: from + at }))
    ring.append(packBatch(numbered(100, 40)))
    const reach = new LogReach(false)
    expect(reach.ask(ring)).toEqual({ until: { seconds: 100, nanos: 250e6 }, heldCount: 1, newerCount: 40 })
    const isCut = reach.takeOlder(ring, { ...packBatch(numbered(60, 40)), isBeginning: true })
    expect(isCut).toBe(true)
    expect(ring.byteCount).toBeLessThanOrEqual(1500)
    const held = rowsOf(ring).map(Number)
    expect(held[0]).toBe(60)
    expect(endOf(ring)).toEqual({ seconds: held.at(-1), nanos: 0, count: 1 })
    expect(reach.state(ring)).toMatchObject({ isBeginning: true, isHeldBack: true, isEndCut: true })
    ring.append(packBatch(numbered((held.at(-1) ?? 0) + 1, 3)))
    const numbers = rowsOf(ring).map(Number)
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
  })

  it('are asked for by a time that lines stored out of order cannot hide behind', () => {
    const ring = new LogRing(roomy)
    const at = (millis: number) => ({ text: 'x', seconds: 10, nanos: millis * 1e6 })
    ring.append(packBatch([at(100), at(90), at(300), at(350), at(360), at(349)]))
    expect(new LogReach(false).ask(ring)).toMatchObject({
      until: { seconds: 10, nanos: 350e6 },
      heldCount: 4,
    })
    const young = new LogRing(roomy)
    young.append(packBatch([at(100), at(120), at(110)]))
    expect(new LogReach(false).ask(young)).toMatchObject({
      until: { seconds: 10, nanos: 120e6 },
      heldCount: 3,
    })
  })
})
