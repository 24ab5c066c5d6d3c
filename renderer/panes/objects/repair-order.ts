/**
 * An order in which only some items may stand wrong, made right: those that moved (or are new) are put where they
 * belong, the others are not compared with each other. `has` says which items are still there.
 */
export function repairOrder<T>(
  ordered: readonly T[],
  moved: ReadonlySet<T>,
  has: (item: T) => boolean,
  compare: (a: T, b: T) => number,
): readonly T[] {
  const kept = ordered.filter((item) => !moved.has(item) && has(item))
  const loose = [...moved].filter(has).sort(compare)
  if (kept.length === 0) return loose
  const parts: T[][] = []
  let from = 0
  for (const item of loose) {
    const to = placeOf(kept, item, compare, from)
    parts.push(kept.slice(from, to), [item])
    from = to
  }
  return [...parts.flat(), ...kept.slice(from)]
}

/** Index of the first item at or after `from` that `item` does not follow. */
function placeOf<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number, from: number): number {
  let [low, high] = [from, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = items[middle]
    if (other !== undefined && compare(other, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}
