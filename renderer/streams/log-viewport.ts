/** Browsers stop growing elements at 17 to 33 million pixels; beyond this the scroll bar is to scale. */
export const maxSpacerPx = 8_000_000

/** Room above the first and below the last row. */
export const edgePx = 6

/** A row and how far its top is below the top of the window; negative when it begins above. */
export type Pin = { readonly row: number; readonly y: number }

export type RowRange = { readonly first: number; readonly end: number }

/**
 * Which rows a window over very many rows shows, and where. The place is kept as a row and its distance from
 * the top, never as a distance from the beginning: rows of unknown height, rows that come at the end and rows
 * that go at the beginning move nothing that a person is reading. The scroll bar only mirrors it.
 */
export class LogViewport {
  private pin: Pin = { row: 0, y: edgePx }
  private firstRow = 0
  private nextRow = 0
  private height = 0
  private rowHeight = 20
  /** Tops of the rows laid out last, and the bottom of the last of them. */
  private tops: readonly number[] = []
  private topsFirst = 0
  private isHeadingDown = false
  private isHeadingUp = false
  private isAtEnd = true
  /** The last row is of the newest line. */
  hasEnd = true
  isFollowing = true

  get bounds(): RowRange {
    return { first: this.firstRow, end: this.nextRow }
  }

  get anchor(): Pin {
    return this.pin
  }

  get pageRows(): number {
    return Math.max(1, Math.ceil(this.height / this.rowHeight))
  }

  setSize(height: number, rowHeight: number): void {
    this.height = height
    this.rowHeight = rowHeight
  }

  setBounds(firstRow: number, nextRow: number): void {
    this.firstRow = firstRow
    this.nextRow = nextRow
    // What was being read has been dropped.
    if (this.pin.row < firstRow) this.pin = { row: firstRow, y: edgePx }
  }

  /** Rows have other numbers now; the row that was at the top has this one. */
  renumber(row: number, firstRow: number, nextRow: number): void {
    this.pin = { row: clamp(row, firstRow, Math.max(firstRow, nextRow - 1)), y: this.pin.y }
    this.tops = []
    this.setBounds(firstRow, nextRow)
  }

  /** The rows to lay out: enough to fill the window whatever their heights, each at least `rowHeight`. */
  range(): RowRange {
    const { firstRow, nextRow, height, rowHeight } = this
    if (this.isFollowing) return { first: Math.max(firstRow, nextRow - this.pageRows - 1), end: nextRow }
    const row = clamp(this.pin.row, firstRow, Math.max(firstRow, nextRow - 1))
    const above = Math.ceil(Math.max(0, this.pin.y) / rowHeight)
    const below = Math.ceil(Math.max(0, height - this.pin.y) / rowHeight) + 1
    // Where there are too few rows on one side, the content will move, and the other side must fill the window.
    const missingAbove = Math.max(0, above - (row - firstRow))
    const missingBelow = Math.max(0, below - (nextRow - row))
    return {
      first: Math.max(firstRow, row - above - missingBelow),
      end: Math.min(nextRow, row + below + missingAbove),
    }
  }

  /** Takes the heights of the rows laid out; answers where the first of them belongs. */
  settle(first: number, heights: readonly number[]): number {
    const tops = [0]
    for (const height of heights) tops.push((tops.at(-1) ?? 0) + height)
    const total = tops.at(-1) ?? 0
    const y = this.place(first, tops, total)
    this.topsFirst = first
    this.tops = tops.map((top) => top + y)
    this.isAtEnd = first + heights.length >= this.nextRow && y + total <= this.height - edgePx + 1
    if (this.isAtEnd && this.isHeadingDown && this.hasEnd) this.isFollowing = true
    this.isHeadingDown = false
    this.repin(first, heights)
    return y
  }

  private place(first: number, tops: readonly number[], total: number): number {
    const bottom = this.height - edgePx - total
    const hasLast = first + tops.length - 1 >= this.nextRow
    const hasFirst = first <= this.firstRow
    let y = this.pin.y - (tops[this.pin.row - first] ?? 0)
    if (this.isFollowing || (hasLast && y < bottom)) y = bottom
    if (hasFirst && y > edgePx) y = edgePx
    return y
  }

  /** Keeps the place by the first row that is in view. */
  private repin(first: number, heights: readonly number[]): void {
    const index = heights.findIndex((_, at) => (this.tops[at + 1] ?? 0) > 0)
    if (index >= 0) this.pin = { row: first + index, y: this.tops[index] ?? 0 }
  }

  /** Moves the content up by so many pixels; negative moves towards older lines. */
  scrollBy(px: number): void {
    if (px === 0) return
    if (px < 0) this.stopFollowing()
    this.isHeadingDown = px > 0
    this.isHeadingUp = px < 0
    const far = this.height * 3
    const rows = Math.abs(px) > far ? Math.trunc(px / this.rowHeight) : 0
    const row = clamp(this.pin.row + rows, this.firstRow, Math.max(this.firstRow, this.nextRow - 1))
    this.pin = { row, y: this.pin.y - (px - rows * this.rowHeight) }
  }

  /** A place on the scroll bar, from 0 to 1. */
  scrollToFraction(fraction: number): void {
    this.isFollowing = false
    this.isHeadingDown = fraction >= 1
    this.isHeadingUp = fraction <= 0
    const place = clamp(fraction, 0, 1) * this.lastPlace()
    const row = Math.floor(place)
    const y = fraction <= 0 ? edgePx : -(place - row) * this.rowHeight
    this.pin = { row: this.firstRow + row, y }
  }

  /** Where the scroll bar stands, from 0 to 1. */
  fraction(): number {
    if (this.isFollowing || this.isAtEnd) return 1
    const height = this.heightOf(this.pin.row)
    const place = this.pin.row - this.firstRow + clamp(-this.pin.y / height, 0, 1)
    return this.pin.row === this.firstRow && this.pin.y > 0 ? 0 : clamp(place / this.lastPlace(), 0, 1)
  }

  spacerPx(): number {
    return Math.min(maxSpacerPx, (this.nextRow - this.firstRow) * this.rowHeight + 2 * edgePx)
  }

  /** Brings a row into view, with as little movement as possible, or to a third from the top when it is far. */
  reveal(row: number): void {
    const index = row - this.topsFirst
    const top = this.tops[index]
    const bottom = this.tops[index + 1]
    if (top === undefined || bottom === undefined) {
      this.pin = { row, y: Math.round(this.height / 3) }
      this.isFollowing = false
    } else if (top < edgePx) {
      this.pin = { row, y: edgePx }
      this.isFollowing = false
    } else if (bottom > this.height - edgePx) {
      this.pin = { row, y: Math.max(edgePx, this.height - edgePx - (bottom - top)) }
      this.isFollowing = false
    }
  }

  /** Keeps a row where it is on screen, whatever comes or goes around it. */
  hold(row: number): void {
    const top = this.tops[row - this.topsFirst]
    this.stopFollowing()
    this.pin = { row, y: top ?? Math.round(this.height / 3) }
  }

  /** True when the whole row is in the window as last laid out. */
  isInView(row: number): boolean {
    const top = this.tops[row - this.topsFirst]
    const bottom = this.tops[row - this.topsFirst + 1]
    return top !== undefined && bottom !== undefined && top >= 0 && bottom <= this.height
  }

  /** Puts a row at the top of the window. */
  scrollToRow(row: number): void {
    this.isFollowing = false
    this.pin = { row: clamp(row, this.firstRow, Math.max(this.firstRow, this.nextRow - 1)), y: edgePx }
  }

  scrollToStart(): void {
    this.isFollowing = false
    this.isHeadingUp = true
    this.pin = { row: this.firstRow, y: edgePx }
  }

  follow(): void {
    this.isFollowing = true
  }

  stopFollowing(): void {
    this.isFollowing = false
    this.isHeadingDown = false
  }

  /** True once after somebody moved towards older rows and came near the first one. */
  takeArrivalAtStart(): boolean {
    const isThere = this.isHeadingUp && this.pin.row - this.firstRow <= this.pageRows * 2
    this.isHeadingUp = false
    return isThere
  }

  /** The last row that is at least partly in the window. */
  lastVisibleRow(): number {
    let last = this.pin.row
    for (let index = 0; index + 1 < this.tops.length; index += 1) {
      if ((this.tops[index] ?? 0) < this.height) last = this.topsFirst + index
    }
    return Math.min(last, Math.max(this.firstRow, this.nextRow - 1))
  }

  /** The place, in rows from the first, at which the scroll bar is at its end. */
  private lastPlace(): number {
    return Math.max(1, this.nextRow - this.firstRow - (this.height - 2 * edgePx) / this.rowHeight)
  }

  private heightOf(row: number): number {
    const top = this.tops[row - this.topsFirst]
    const bottom = this.tops[row - this.topsFirst + 1]
    return top === undefined || bottom === undefined ? this.rowHeight : bottom - top
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
