import { nextTurn } from '../../streams/next-turn.ts'

/** A frame has 16 ms, of which drawing needs some. */
const pieceMs = 8
/** So many are sorted or merged before the clock is looked at. */
const pieceItems = 512

/**
 * Sorts a copy without holding the page up: between two pieces it can draw and take keys. Comparing names by a
 * language's rules takes a quarter of a second for 50,000. Equal items keep their order.
 */
export async function sortInPieces<T extends object>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<T[]> {
  const rest = breather()
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += pieceItems) {
    runs.push(items.slice(at, at + pieceItems).sort(compare))
    await rest()
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []

  async function merge(left: readonly T[], right: readonly T[]): Promise<T[]> {
    const out: T[] = []
    let at = 0
    for (const item of left) {
      for (let next = right[at]; next !== undefined && compare(next, item) < 0; next = right[at]) {
        out.push(next)
        at += 1
        if (out.length % pieceItems === 0) await rest()
      }
      out.push(item)
      if (out.length % pieceItems === 0) await rest()
    }
    return [...out, ...right.slice(at)]
  }
}

/** Gives the page a turn when the last one is a while ago. */
function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < pieceMs) return
    await nextTurn()
    since = performance.now()
  }
}
