import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { stripAnsi } from './log-ansi.ts'
import { everyLine } from './log-block.ts'
import { searchLines } from './log-pattern.ts'
import {
  type PatternAnswer,
  type PatternJob,
  PatternRunner,
  type PatternThread,
} from './log-pattern-runner.ts'
import type { SearchQuery, SearchState } from './log-protocol.ts'
import { LogRing } from './log-ring.ts'
import { LogSearch } from './log-search.ts'

/** Runs jobs in this thread, a turn later, or never. */
class FakeThread implements PatternThread {
  onmessage: ((event: { readonly data: PatternAnswer }) => void) | null = null
  isTerminated = false
  private pattern = /$^/
  private readonly isStuck: boolean
  constructor(isStuck = false) {
    this.isStuck = isStuck
  }
  postMessage(job: PatternJob): void {
    if (job.kind === 'compile') this.pattern = new RegExp(job.source, job.flags)
    else if (!this.isStuck) setTimeout(() => this.answer(job))
  }
  terminate(): void {
    this.isTerminated = true
  }
  private answer(job: PatternJob) {
    if (job.kind === 'search') {
      this.onmessage?.({ data: { kind: 'hits', hits: searchLines(this.pattern, job.bytes, job.ends) } })
    }
    if (job.kind === 'ranges')
      this.onmessage?.({ data: { kind: 'ranges', ranges: job.texts.map(() => [0, 1]) } })
  }
}

function make(lines: readonly string[], thread = new FakeThread()) {
  const ring = new LogRing({ maxBytes: 1 << 20, blockBytes: 200 })
  ring.append(packBatch(lines))
  const states: SearchState[] = []
  const rowChanges: boolean[] = []
  const search = new LogSearch(ring, {
    createRunner: (pattern) => new PatternRunner(thread, pattern, { timeoutMs: 50 }),
    onChange: (state) => states.push(state),
    onRows: (isRenumbered) => rowChanges.push(isRenumbered),
  })
  const last = () => states.at(-1)
  const isDone = () => expect(last()?.isComplete || last()?.problem).toBeTruthy()
  const done = () => vi.waitFor(isDone, { interval: 1 })
  return { ring, search, states, rowChanges, last, done }
}

const query = (text: string, part: Partial<SearchQuery> = {}): SearchQuery => ({
  text,
  isRegex: false,
  isCaseSensitive: false,
  isWholeWord: false,
  isInverted: false,
  isMatchesOnly: false,
  ...part,
})

function matchingLines(ring: LogRing): number[] {
  return ring.blocks.flatMap((block) =>
    Array.from({ length: block.matches.length }, (_, at) => block.firstLine + block.matches.at(at)),
  )
}

describe('LogSearch', () => {
  const letters = fc.constantFrom(
    'a',
    'A',
    'b',
    ' ',
    'é',
    'É',
    '中',
    '🙂',
    '\u001b[31m',
    '\u001b[0m',
    '.',
    '*',
  )
  const text = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''))

  it('finds the lines that a plain search of each line finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 60 }),
        fc
          .array(fc.constantFrom('a', 'b', 'é', '中', '.', '*'), { minLength: 1, maxLength: 3 })
          .map((parts) => parts.join('')),
        fc.boolean(),
        async (lines, needle, isCaseSensitive) => {
          const { ring, search, done } = make(lines)
          search.start(1, query(needle, { isCaseSensitive }), lines.length)
          await done()
          const fold = (value: string) => (isCaseSensitive ? value : value.toLowerCase())
          const expected = lines.flatMap((line, at) =>
            fold(stripAnsi(line)).includes(fold(needle)) ? [at] : [],
          )
          expect(matchingLines(ring)).toEqual(expected)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('finds what stands between colours, and nothing that runs over the end of a line', async () => {
    const { ring, search, done } = make(['\u001b[31mtime\u001b[0mout', 'time', 'out', 'a time', 'out b'])
    search.start(1, query('timeout'), 9)
    await done()
    expect(matchingLines(ring)).toEqual([0])
  })

  it('finds a regular expression on its own thread', async () => {
    const { ring, search, done, last } = make(Array.from({ length: 300 }, (_, at) => `id=${at} x`))
    search.start(1, query('^id=\\d5 X', { isRegex: true }), 300)
    await done()
    expect(matchingLines(ring)).toEqual([15, 25, 35, 45, 55, 65, 75, 85, 95])
    expect(last()?.count).toBe(9)
  })

  it('begins at the match before the place one looks at, and counts it among all', async () => {
    const { search, done, last } = make(
      Array.from({ length: 100 }, (_, at) => (at % 10 === 0 ? `hit ${at}` : `miss ${at}`)),
    )
    search.start(1, query('hit'), 55)
    await done()
    expect(last()).toMatchObject({ currentLine: 50, ordinal: 6, count: 10 })
    search.move(1)
    expect(last()).toMatchObject({ currentLine: 60, ordinal: 7 })
    search.move(-1)
    search.move(-1)
    expect(last()).toMatchObject({ currentLine: 40, ordinal: 5 })
  })

  it('goes around at both ends', async () => {
    const { search, done, last } = make(['hit 0', 'x', 'hit 2'])
    search.start(1, query('hit'), 2)
    await done()
    search.move(1)
    expect(last()).toMatchObject({ currentLine: 0, ordinal: 1 })
    search.move(-1)
    expect(last()).toMatchObject({ currentLine: 2, ordinal: 2 })
  })

  it('takes the first match after the place when there is none before', async () => {
    const { search, done, last } = make(['x', 'x', 'hit'])
    search.start(1, query('hit'), 0)
    await done()
    expect(last()).toMatchObject({ currentLine: 2, ordinal: 1 })
  })

  it('goes on with lines that come later', async () => {
    const { ring, search, done, last } = make(['hit'])
    search.start(1, query('hit'), 0)
    await done()
    ring.append(packBatch(['x', 'hit', 'HIT']))
    search.wake()
    await vi.waitFor(() => expect(last()?.count).toBe(3))
    expect(last()).toMatchObject({ currentLine: 0, ordinal: 1 })
  })

  it('looks at shown lines only', async () => {
    const { ring, search, done, last } = make(['ERROR hit', 'INFO hit', 'hit'])
    ring.setFilter({ ...everyLine, levels: 1 << 6 })
    search.start(1, query('hit'), 2)
    await done()
    expect(last()?.count).toBe(1)
  })

  it('never finds a mark', async () => {
    const { ring, search, done, last } = make(['a'])
    ring.append(packBatch([], { kind: 'removed', atMs: 1 }))
    search.start(1, query('^$|a', { isRegex: true }), 2)
    await done()
    expect(last()?.count).toBe(1)
  })

  it('forgets matches in lines that were dropped', async () => {
    const ring = new LogRing({ maxBytes: 600, blockBytes: 100 })
    const states: SearchState[] = []
    const search = new LogSearch(ring, {
      createRunner: (pattern) => new PatternRunner(new FakeThread(), pattern),
      onChange: (state) => states.push(state),
      onRows: () => undefined,
    })
    ring.append(packBatch(['hit']))
    search.start(1, query('hit'), 0)
    await vi.waitFor(() => expect(states.at(-1)?.count).toBe(1))
    ring.append(packBatch(Array.from({ length: 50 }, () => 'a line without it')))
    search.wake()
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ count: 0, currentLine: null }))
  })

  it('says what is wrong with an expression that is none', () => {
    const { search, last } = make(['a'])
    search.start(1, query('(a', { isRegex: true }), 0)
    expect(last()?.problem).toEqual({ kind: 'invalid', reason: 'Unterminated group' })
  })

  it('ends an expression that backtracks without end, and says so', async () => {
    const thread = new FakeThread(true)
    const { search, last } = make(['a'], thread)
    search.start(1, query('(a+)+b', { isRegex: true }), 0)
    await vi.waitFor(() => expect(last()?.problem).toEqual({ kind: 'slow' }))
    expect(thread.isTerminated).toBe(true)
  })

  it('starts the next search although the thread of the last one was stuck', async () => {
    const thread = new FakeThread(true)
    const { ring, search, done } = make(['a', 'b'], thread)
    search.start(1, query('(a+)+b', { isRegex: true }), 0)
    search.start(2, query('b'), 0)
    await done()
    expect(matchingLines(ring)).toEqual([1])
    expect(thread.isTerminated).toBe(true)
  })

  it('tells where a line matches, in its plain text', async () => {
    const { search, done } = make(['a \u001b[1mtime\u001b[0mout and Timeout'])
    search.start(7, query('timeout'), 0)
    await done()
    expect(await search.ranges(7, [0], 1000)).toEqual([[0, [2, 9, 14, 21]]])
    expect(await search.ranges(6, [0], 1000)).toEqual([])
  })

  it('takes signs of regular expressions as they stand in a plain search', async () => {
    const { search, done } = make(['cost: $5.00 (net)', 'cost: 5x00'])
    search.start(1, query('$5.00 ('), 1)
    await done()
    expect(await search.ranges(1, [0], 1000)).toEqual([[0, [6, 13]]])
  })

  it('finds whole words only, in any script', async () => {
    const { ring, search, done } = make(['err', 'error err', 'errors', 'err_no', 'é err', 'erré', 'err: x'])
    search.start(1, query('err', { isWholeWord: true }), 9)
    await done()
    expect(matchingLines(ring)).toEqual([0, 1, 4, 6])
    search.start(2, query('err(or)?', { isWholeWord: true, isRegex: true }), 9)
    await done()
    expect(matchingLines(ring)).toContain(1)
    expect(matchingLines(ring)).not.toContain(2)
  })

  it.each([false, true])('finds the lines without it, as an expression or not', async (isRegex) => {
    const { ring, search, done } = make(['hit', 'a', 'a hit', '', '\u001b[31mhi\u001b[0mt'])
    ring.append(packBatch([], { kind: 'removed', atMs: 1 }))
    search.start(1, query('hit', { isInverted: true, isRegex }), 9)
    await done()
    expect(matchingLines(ring)).toEqual([1, 3])
    expect(await search.ranges(1, [1], 1000)).toEqual([[1, []]])
  })
})

describe('only matching lines', () => {
  const shownLines = (ring: LogRing): number[] =>
    Array.from({ length: ring.nextRow - ring.firstRow }, (_, at) => {
      const place = ring.placeOfRow(ring.firstRow + at)
      if (!place) throw new Error('a row is missing')
      const line = place.block.firstLine + place.index
      expect(ring.rowOfLine(line)).toBe(ring.firstRow + at)
      return line
    })
  const lines = Array.from({ length: 100 }, (_, at) => (at % 7 === 0 ? `hit ${at}` : `miss ${at}`))
  const hits = lines.flatMap((line, at) => (line.startsWith('hit') ? [at] : []))

  it('are the rows, and all are again when it is over', async () => {
    const { ring, search, done, last } = make(lines)
    search.start(1, query('hit', { isMatchesOnly: true }), 50)
    await done()
    expect(shownLines(ring)).toEqual(hits)
    expect(last()).toMatchObject({ currentLine: 49, currentRow: 7 })
    search.start(2, query('hit'), 50)
    await done()
    expect(shownLines(ring)).toHaveLength(100)
    search.start(3, query('hit', { isMatchesOnly: true }), 50)
    search.start(4, null, 50)
    expect(shownLines(ring)).toHaveLength(100)
  })

  it('grow at the end without new numbers, and get new ones when older matches come between', async () => {
    const { ring, search, done, rowChanges } = make(lines)
    search.start(1, query('hit', { isMatchesOnly: true }), 50)
    await done()
    rowChanges.length = 0
    ring.append(packBatch(['miss', 'hit']))
    expect(shownLines(ring)).toEqual(hits)
    search.wake()
    await vi.waitFor(() => expect(shownLines(ring)).toEqual([...hits, 101]))
    expect(rowChanges).toEqual([false])
    ring.setFilter({ ...everyLine, levels: 0 })
    search.restart()
    expect(shownLines(ring)).toEqual([])
    expect(rowChanges.at(-1)).toBe(true)
  })

  it('are not shown for an expression that is none or takes too long', async () => {
    const { ring, search, last } = make(lines, new FakeThread(true))
    search.start(1, query('(', { isMatchesOnly: true, isRegex: true }), 50)
    expect(shownLines(ring)).toHaveLength(100)
    search.start(2, query('(a+)+b', { isMatchesOnly: true, isRegex: true }), 50)
    expect(shownLines(ring)).toHaveLength(0)
    await vi.waitFor(() => expect(last()?.problem).toEqual({ kind: 'slow' }))
    expect(shownLines(ring)).toHaveLength(100)
  })

  it('keep their numbers when the oldest lines are dropped', async () => {
    const { search, done, ring } = make(lines)
    search.start(1, query('hit', { isMatchesOnly: true }), 50)
    await done()
    for (let batch = 0; batch < 40; batch += 1) {
      ring.append(packBatch(Array.from({ length: 2000 }, (_, at) => (at === 5 ? 'hit' : 'x'.repeat(20)))))
      search.wake()
      await done()
    }
    await vi.waitFor(() => expect(shownLines(ring).length).toBeGreaterThan(5))
    expect(ring.firstRow).toBeGreaterThan(0)
  })
})
