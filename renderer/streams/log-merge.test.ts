import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogMark } from '../../shared/logs.ts'
import { packBatch, type SampleLine } from '../testing/fake-logs.ts'
import { LogMerge, reorderMs } from './log-merge.ts'

const decoder = new TextDecoder()

/** A merge that writes down what it passes on: origin and text. */
function make() {
  const passed: string[] = []
  const done: string[] = []
  const merge = new LogMerge({
    lines: (origin, lines, from, to) => {
      for (let index = from; index < to; index += 1)
        passed.push(`${origin} ${decoder.decode(lines.bytes.subarray(lines.start(index), lines.end(index)))}`)
    },
    mark: (origin, mark) => passed.push(`${origin} ${mark.kind}`),
    done: (origin, position) =>
      done.push(`${origin} ${position?.seconds}.${position?.nanos} x${position?.count}`),
  })
  const add = (
    origin: number,
    lines: readonly SampleLine[],
    part: { isOld?: boolean; mark?: LogMark; at?: number } = {},
  ) =>
    merge.add(
      origin,
      { ...packBatch(lines, part.mark ?? null), isCaughtUp: part.isOld !== true },
      part.at ?? 0,
    )
  return { merge, passed, done, add }
}

const at = (seconds: number, nanos = 0): SampleLine => ({ text: `${seconds}.${nanos}`, seconds, nanos })

describe('LogMerge', () => {
  it('passes on the lines of one container as they are, at once', () => {
    const { merge, passed, add, done } = make()
    merge.expect(0)
    add(0, [at(5), at(3), at(4)], { isOld: true, mark: { kind: 'ended', atMs: 1, exitCode: 0, cause: null } })
    expect(merge.flush(0)).toBeNull()
    expect(passed).toEqual(['0 5.0', '0 3.0', '0 4.0', '0 ended'])
    expect(done).toEqual(['0 5.0 x1'])
  })

  it('waits while the backlog of another could hold older lines', () => {
    const { merge, passed, add } = make()
    merge.expect(0)
    merge.expect(1)
    add(0, [at(1), at(3)], { isOld: true })
    expect(merge.flush(0)).toBeNull()
    expect(passed).toEqual([])
    add(1, [at(2), at(4)], { isOld: true })
    expect(merge.flush(0)).toBeNull()
    expect(passed).toEqual(['0 1.0', '1 2.0', '0 3.0'])
    expect(merge.isCaughtUp).toBe(false)
  })

  it('does not wait for a container whose log cannot be read', () => {
    const { merge, passed, add } = make()
    merge.expect(0)
    merge.expect(1)
    add(0, [at(1)])
    merge.rest(1)
    expect(merge.flush(0)).toBeNull()
    expect(passed).toEqual(['0 1.0'])
    expect(merge.isCaughtUp).toBe(true)
  })

  it('lets live lines wait a moment for older ones of others', () => {
    const { merge, passed, add } = make()
    add(0, [])
    add(1, [])
    merge.flush(0)
    add(0, [at(20)], { at: 1000 })
    expect(merge.flush(1000)).toBe(reorderMs)
    add(1, [at(10)], { at: 1100 })
    expect(merge.flush(1100)).toBe(reorderMs - 100)
    expect(passed).toEqual(['1 10.0'])
    expect(merge.flush(1000 + reorderMs)).toBeNull()
    expect(passed).toEqual(['1 10.0', '0 20.0'])
  })

  it('puts the end of a container between the lines of others', () => {
    const { merge, passed, add } = make()
    add(0, [at(1)], { mark: { kind: 'ended', atMs: 2500, exitCode: 1, cause: null } })
    add(1, [at(2), at(3)])
    merge.flush(reorderMs)
    expect(passed).toEqual(['0 1.0', '1 2.0', '0 ended', '1 3.0'])
  })

  it('knows where each log goes on: the latest time and how many lines bore it', () => {
    const { merge, done, add } = make()
    add(0, [at(10, 5), at(10, 7), at(10, 7)])
    merge.flush(0)
    // stderr may come a little late.
    add(0, [at(10, 6), at(10, 7)])
    merge.flush(0)
    add(0, [at(11)])
    merge.flush(0)
    expect(done).toEqual(['0 10.7 x2', '0 10.7 x3', '0 11.0 x1'])
  })

  it('loses nothing, repeats nothing, and sorts what is sorted, however the batches come', () => {
    const lane = fc
      .array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 })
      .map((times) => times.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(
        fc.array(lane, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 60 }),
        (lanes, turns) => {
          const { merge, passed, add } = make()
          lanes.forEach((_, origin) => merge.expect(origin))
          const rest = lanes.map((times) => [...times])
          for (const turn of turns) {
            const times = rest[turn % lanes.length]?.splice(0, 3) ?? []
            add(
              turn % lanes.length,
              times.map((time) => at(time)),
              { isOld: true },
            )
            merge.flush(0)
          }
          rest.forEach((times, origin) =>
            add(
              origin,
              times.map((time) => at(time)),
            ),
          )
          merge.flush(0)
          merge.flush(reorderMs)
          const times = passed.map((text) => Number(text.split(' ')[1]))
          expect(times).toEqual(lanes.flat().toSorted((a, b) => a - b))
          lanes.forEach((own, origin) => {
            const ofOne = passed.filter((text) => text.startsWith(`${origin} `))
            expect(ofOne.map((text) => Number(text.split(' ')[1]))).toEqual(own)
          })
          expect(merge.isCaughtUp).toBe(true)
        },
      ),
    )
  })
})
