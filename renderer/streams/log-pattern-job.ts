import type { LogBlock } from './log-block.ts'
import { addMatches, isSearched } from './log-line-search.ts'
import type { PatternRunner } from './log-pattern-runner.ts'
import type { LogRing } from './log-ring.ts'

/** Text handed to the pattern's thread at a time: about a block, and far less than its time-out allows. */
const jobBytes = 256 << 10

type Job = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  /** The place in the block of each line of the job. */
  readonly lineAt: (index: number) => number
}

/** Searches the next lines of a block, as many as make a job. They count as searched from now on. */
export async function runPatternJob(
  ring: LogRing,
  block: LogBlock,
  runner: PatternRunner,
  isInverted: boolean,
): Promise<void> {
  const from = block.searchedLines
  const start = block.start(from)
  let to = from
  while (to < block.lineCount && (to === from || block.end(to) - start <= jobBytes)) to += 1
  block.searchedLines = to
  const { matches } = block
  const isEvery = !ring.rule.table && block.textLineCount === block.lineCount
  const job = isEvery ? everyLine(block, from, to) : someLines(ring, block, from, to)
  if (job.ends.length === 0) return
  const hits = await runner.search(job.bytes, job.ends)
  // Another search may have begun meanwhile.
  if (block.matches !== matches) return
  const found = Array.from(hits, job.lineAt)
  addMatches(ring, block, { from, to }, found, isInverted)
}

function everyLine(block: LogBlock, from: number, to: number): Job {
  const start = block.start(from)
  const ends = new Uint32Array(to - from)
  for (let index = from; index < to; index += 1) ends[index - from] = block.end(index) - start
  return { bytes: block.bytes.slice(start, block.end(to - 1)), ends, lineAt: (index) => from + index }
}

/** Those that pass the filter. */
function someLines(ring: LogRing, block: LogBlock, from: number, to: number): Job {
  const indexes: number[] = []
  const ends: number[] = []
  let length = 0
  for (let index = from; index < to; index += 1) {
    if (!isSearched(ring, block, index)) continue
    length += block.end(index) - block.start(index)
    indexes.push(index)
    ends.push(length)
  }
  const bytes = new Uint8Array(length)
  for (const [place, index] of indexes.entries())
    bytes.set(block.bytes.subarray(block.start(index), block.end(index)), place === 0 ? 0 : ends[place - 1])
  return { bytes, ends: Uint32Array.from(ends), lineAt: (index) => indexes[index] ?? 0 }
}
