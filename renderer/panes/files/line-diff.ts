/** One row of a comparison: a line of either text or of both, or how many equal lines are left out. */
export type DiffRow =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string; readonly line: number }
  | { readonly kind: 'gap'; readonly lines: number }

type Edit = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string; readonly line: number }

/** Equal lines shown around each change. */
const context = 3
/** Where texts differ in more lines than this, the whole part in between is shown as replaced. */
const maxEdits = 500

/**
 * What changed between two texts, line by line, with the fewest lines added and removed (Myers). Line numbers are
 * those of the text that has the line: of the new one for lines of both.
 */
export function diffLines(before: string, after: string): readonly DiffRow[] {
  // What follows the last line's end is no line, unless only one of the texts ends so.
  const isEnded = before.endsWith('\n') && after.endsWith('\n')
  const linesOf = (text: string): string[] => (isEnded ? text.slice(0, -1) : text).split('\n')
  const old = linesOf(before)
  const fresh = linesOf(after)
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1
  let end = 0
  while (
    end < old.length - start &&
    end < fresh.length - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end += 1
  }
  const middle = editsOf(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), start)
  const same = (from: number, to: number): Edit[] =>
    fresh.slice(from, to).map((text, index) => ({ kind: 'same', text, line: from + index + 1 }))
  return withGaps([...same(0, start), ...middle, ...same(fresh.length - end, fresh.length)])
}

function editsOf(old: readonly string[], fresh: readonly string[], offset: number): Edit[] {
  const trace = shortestWay(old, fresh)
  return trace ? walkBack(old, fresh, trace, offset) : replaced(old, fresh, offset)
}

function replaced(old: readonly string[], fresh: readonly string[], offset: number): Edit[] {
  return [
    ...old.map((text, index): Edit => ({ kind: 'removed', text, line: offset + index + 1 })),
    ...fresh.map((text, index): Edit => ({ kind: 'added', text, line: offset + index + 1 })),
  ]
}

/** How far each diagonal reaches after each number of edits; null when there are too many. */
function shortestWay(
  old: readonly string[],
  fresh: readonly string[],
): readonly Map<number, number>[] | null {
  const most = Math.min(old.length + fresh.length, maxEdits)
  const reach = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(new Map(reach))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOf(reach, diagonal, edits)
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1
      reach.set(diagonal, x)
      if (x >= old.length && x - diagonal >= fresh.length) return trace
    }
  }
  return null
}

/** Down (a line added) or right (one removed), whichever got further. */
function startOf(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const isDown = isFromAbove(reach, diagonal, edits)
  return isDown ? (reach.get(diagonal + 1) ?? -1) : (reach.get(diagonal - 1) ?? -1) + 1
}

function walkBack(
  old: readonly string[],
  fresh: readonly string[],
  trace: readonly Map<number, number>[],
  offset: number,
): Edit[] {
  const edits: Edit[] = []
  let x = old.length
  let y = fresh.length
  const same = (): void => {
    x -= 1
    y -= 1
    edits.push({ kind: 'same', text: fresh[y] ?? '', line: offset + y + 1 })
  }
  for (let step = trace.length - 1; step >= 0; step -= 1) {
    const reach = trace[step] ?? new Map<number, number>()
    const diagonal = x - y
    const begin = startOf(reach, diagonal, step)
    while (x > begin && x > 0 && y > 0) same()
    if (step === 0) break
    if (isFromAbove(reach, diagonal, step)) {
      y -= 1
      edits.push({ kind: 'added', text: fresh[y] ?? '', line: offset + y + 1 })
    } else {
      x -= 1
      edits.push({ kind: 'removed', text: old[x] ?? '', line: offset + x + 1 })
    }
  }
  return edits.reverse()
}

function isFromAbove(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  const above = reach.get(diagonal + 1) ?? -1
  const left = reach.get(diagonal - 1) ?? -1
  return diagonal === -edits || (diagonal !== edits && left < above)
}

function withGaps(edits: readonly Edit[]): readonly DiffRow[] {
  const isNear = new Uint8Array(edits.length)
  edits.forEach(({ kind }, index) => {
    if (kind !== 'same') isNear.fill(1, Math.max(0, index - context), index + context + 1)
  })
  const rows: DiffRow[] = []
  let skipped = 0
  const close = (): void => {
    if (skipped > 0) rows.push({ kind: 'gap', lines: skipped })
    skipped = 0
  }
  edits.forEach((edit, index) => {
    if (isNear[index] === 0) skipped += 1
    else {
      close()
      rows.push(edit)
    }
  })
  close()
  return rows
}
