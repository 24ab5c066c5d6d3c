import type { RefObject } from 'react'
import { useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { ListRow } from './list-model.ts'

export const groupRowHeight = 36
export const columnHeadHeight = 28
/** Rows drawn beyond each edge, so that a scroll finds them there. */
const overscan = 4
/** Before the first measurement; the usual list at the usual window. */
const assumedHeight = 720

/** Top edge of each row, and the height of all as the last entry. */
export function rowTops(rows: readonly ListRow[], rowHeight: number): Float64Array {
  const tops = new Float64Array(rows.length + 1)
  rows.forEach((row, index) => {
    tops[index + 1] = (tops[index] ?? 0) + (row.kind === 'group' ? groupRowHeight : rowHeight)
  })
  return tops
}

/** The last row whose top is at or above `y`. */
export function rowAt(tops: Float64Array, y: number): number {
  let [low, high] = [0, tops.length - 2]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

export type RowWindow = {
  readonly tops: Float64Array
  /** Indexes of the rows to draw: `from` inclusive, `to` exclusive. */
  readonly from: number
  readonly to: number
  /** Index of the group header that stays at the top, -1 for none. */
  readonly sticky: number
}

/**
 * Which rows are in view. Renders again only when that changes, not on every scrolled pixel. Until the first
 * rows are painted none is drawn ahead.
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  rowHeight: number,
  initialTop: number,
  isPainted: boolean,
): RowWindow & { readonly onScroll: () => void } {
  const tops = useMemo(() => rowTops(rows, rowHeight), [rows, rowHeight])
  const [view, setView] = useState({ top: initialTop, height: assumedHeight, sticky: -1 })
  const measure = useCallback(() => {
    const element = scroller.current
    if (!element) return
    // Positions are kept to whole overscans: scrolling within one draws nothing anew.
    const step = (overscan / 2) * rowHeight
    const top = Math.floor(element.scrollTop / step) * step
    const height = (element.clientHeight || assumedHeight) + step
    const sticky = stickyIndex(rows, rowAt(tops, element.scrollTop))
    setView((before) =>
      before.top === top && before.height === height && before.sticky === sticky
        ? before
        : { top, height, sticky },
    )
  }, [scroller, rowHeight, rows, tops])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    // Told once at the start, and again when rows or sizes change.
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [measure, scroller])

  const ahead = isPainted ? overscan : 0
  const from = Math.max(0, rowAt(tops, view.top) - ahead)
  const to = Math.min(rows.length, rowAt(tops, view.top + view.height) + 1 + ahead)
  return { tops, from, to, sticky: view.sticky, onScroll: measure }
}

/** The header above the first row in view. */
function stickyIndex(rows: readonly ListRow[], first: number): number {
  for (let index = Math.min(first, rows.length - 1); index >= 0; index -= 1) {
    if (rows[index]?.kind === 'group') return index
  }
  return -1
}
