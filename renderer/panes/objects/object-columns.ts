import { inOrder } from './column-order.ts'
import type { ObjectColumn } from './object-list.ts'

export const columnBounds = { least: 56, most: 480 } as const

const tickWidth = 28
const edgeWidth = 28
const gap = 12
const firstWidth = { usual: 200, narrow: 130 } as const
/** Lists narrower than this use the narrow widths. */
const narrowBelow = 700

export type ObjectLayout<T> = {
  readonly visible: readonly ObjectColumn<T>[]
  /** For `grid-template-columns`. */
  readonly template: string
  readonly isNarrow: boolean
  /** Pixels. */
  readonly width: (column: ObjectColumn<T>) => number
}

/** Chooses the columns that fit, the highest rank dropped first. The first column takes what is left. */
export function fitObjectColumns<T>(
  listWidth: number,
  columns: readonly ObjectColumn<T>[],
  hidden: readonly string[],
  resized: Readonly<Record<string, number>>,
  order: readonly string[] = [],
): ObjectLayout<T> {
  const isNarrow = listWidth < narrowBelow
  const [first] = columns
  const width = (column: ObjectColumn<T>): number =>
    isNarrow ? (column.narrowWidth ?? column.width) : (resized[column.id] ?? column.width)
  let left = listWidth - tickWidth - edgeWidth - (isNarrow ? firstWidth.narrow : firstWidth.usual)
  const chosen = new Set<string>(first ? [first.id] : [])
  for (const column of columns.slice(1).toSorted((a, b) => a.rank - b.rank)) {
    if (hidden.includes(column.id)) continue
    left -= width(column) + gap
    if (left < 0 && column.rank > 0) break
    chosen.add(column.id)
  }
  const ids = columns.slice(1).map(({ id }) => id)
  const moved = inOrder(ids, order).flatMap((id) => columns.find((column) => column.id === id) ?? [])
  const visible = [...(first ? [first] : []), ...moved].filter(({ id }) => chosen.has(id))
  const tracks = visible.map((column) => (column === first ? 'minmax(0, 1fr)' : `${width(column)}px`))
  return { visible, template: `${tickWidth}px ${tracks.join(' ')}`, isNarrow, width }
}
