/*
 * A squarified treemap (Bruls, Huizing and van Wijk, 2000): areas in proportion to sizes, rectangles as near
 * to squares as can be.
 */

export type Rectangle = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export type Placed<T> = Rectangle & { readonly item: T }

type Sized<T> = { readonly item: T; readonly area: number }

/** Fills `space` with one rectangle for each item of a size above zero, the largest first. */
export function layOutTreemap<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  space: Rectangle,
): readonly Placed<T>[] {
  const sized = items.filter((item) => sizeOf(item) > 0).toSorted((a, b) => sizeOf(b) - sizeOf(a))
  const total = sized.reduce((sum, item) => sum + sizeOf(item), 0)
  if (total === 0 || space.width <= 0 || space.height <= 0) return []
  const scale = (space.width * space.height) / total
  const queue = sized.map((item): Sized<T> => ({ item, area: sizeOf(item) * scale }))
  const placed: Placed<T>[] = []
  let left = space
  for (let from = 0; from < queue.length; ) {
    const row = nextRow(queue, from, Math.min(left.width, left.height))
    from += row.length
    // The last row takes what is left, so that no rounding leaves a gap.
    left = placeRow(row, left, from === queue.length, placed)
  }
  return placed
}

/** As many items as make the row's rectangles squarer, at least one. */
function nextRow<T>(queue: readonly Sized<T>[], from: number, side: number): readonly Sized<T>[] {
  let sum = 0
  let best = Number.POSITIVE_INFINITY
  let to = from
  const first = queue[from]
  if (!first) return []
  for (; to < queue.length; to += 1) {
    const next = queue[to]
    if (!next) break
    const ratio = worstRatio(sum + next.area, first.area, next.area, side)
    if (ratio > best) break
    sum += next.area
    best = ratio
  }
  return queue.slice(from, to)
}

/** Of a row along a side of this length: the longer side of its least square rectangle over the shorter. */
function worstRatio(sum: number, largest: number, smallest: number, side: number): number {
  const square = side * side
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest))
}

/** Places a row along the shorter side; answers the space that is left. */
function placeRow<T>(
  row: readonly Sized<T>[],
  space: Rectangle,
  isLast: boolean,
  placed: Placed<T>[],
): Rectangle {
  const sum = row.reduce((total, { area }) => total + area, 0)
  const isColumn = space.width >= space.height
  const side = isColumn ? space.height : space.width
  const depth = isLast ? (isColumn ? space.width : space.height) : sum / side
  let offset = 0
  for (const { item, area } of row) {
    const length = (area / sum) * side
    placed.push(
      isColumn
        ? { item, left: space.left, top: space.top + offset, width: depth, height: length }
        : { item, left: space.left + offset, top: space.top, width: length, height: depth },
    )
    offset += length
  }
  return isColumn
    ? { ...space, left: space.left + depth, width: space.width - depth }
    : { ...space, top: space.top + depth, height: space.height - depth }
}
