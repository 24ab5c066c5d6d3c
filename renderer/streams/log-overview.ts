import { IntList, type LogBlock, markSource, readMeta } from './log-block.ts'
import { errorCode } from './log-levels.ts'
import type { LogRing } from './log-ring.ts'

/** What stands in a stretch of the shown rows. */
export const overviewBits = { match: 1, error: 2 } as const

/** By meta byte: 1 for a line that begins an event and says that something failed. */
const isErrorMeta = Uint8Array.from({ length: 256 }, (_, meta) => {
  const { level, source, isContinued } = readMeta(meta)
  return source !== markSource && !isContinued && level >= errorCode ? 1 : 0
})

type KnownErrors = { readonly lineCount: number; readonly errors: IntList }

/**
 * Where matches and errors lie among the shown rows, in stretches of equal length: what a scroll bar can show of them.
 * Blocks that are full are looked through once; of many matches in one stretch only the first is looked at.
 */
export class OverviewReader {
  private readonly known = new WeakMap<LogBlock, KnownErrors>()

  /** `overviewBits` for each stretch. */
  read(ring: LogRing, stretchCount: number): Uint8Array {
    const marks = new Uint8Array(stretchCount)
    const rows = { first: ring.firstRow, count: ring.nextRow - ring.firstRow }
    if (rows.count === 0) return marks
    for (const block of ring.blocks) {
      mark(marks, rows, block, block.matches, overviewBits.match)
      mark(marks, rows, block, this.errorsOf(block), overviewBits.error)
    }
    return marks
  }

  private errorsOf(block: LogBlock): IntList {
    const known = this.known.get(block)
    if (known && known.lineCount === block.lineCount) return known.errors
    const errors = new IntList()
    for (let index = 0; index < block.lineCount; index += 1)
      if (isErrorMeta[block.meta(index)] === 1) errors.push(index)
    this.known.set(block, { lineCount: block.lineCount, errors })
    return errors
  }
}

type Rows = { readonly first: number; readonly count: number }

/** Marks the stretches in which lines of the list have their row. */
function mark(marks: Uint8Array, rows: Rows, block: LogBlock, list: IntList, bit: number): void {
  const perRow = marks.length / rows.count
  let at = 0
  while (at < list.length) {
    const index = list.at(at)
    const offset = block.rowsBefore(index)
    // A line may be hidden: by the filter, or in a stack trace that is folded.
    const isShown = offset < block.rowCount && block.lineOfRow(offset) === index
    const isFolded = bit === overviewBits.match && offset > 0
    if (!isShown && !isFolded) {
      at += 1
      continue
    }
    const row = block.firstRow + (isShown ? offset : offset - 1) - rows.first
    const stretch = Math.min(marks.length - 1, Math.floor(row * perRow))
    marks[stretch] = (marks[stretch] ?? 0) | bit
    const next = Math.ceil((stretch + 1) / perRow) - (block.firstRow - rows.first)
    if (next >= block.rowCount) return
    at = Math.max(at + 1, list.countBelow(block.lineOfRow(next)))
  }
}
