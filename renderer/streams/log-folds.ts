import { readMeta } from './log-block.ts'
import type { LogRing, Place } from './log-ring.ts'

/** From the line that begins an event up to the first line after it, which is not part of it. */
type Stretch = { readonly first: number; end: number }

/** Which stack traces of a ring are open; all others are folded behind their first calls. */
export class LogFolds {
  private readonly open: Stretch[] = []

  /** Whether this folded line has a row. When it comes right after an open trace, it goes on with that. */
  readonly shows = (line: number): boolean => this.open.some(({ first, end }) => line >= first && line <= end)

  /** Whether the trace that a line is of is open. */
  isOpen(line: number): boolean {
    return this.find(line) !== undefined
  }

  clear(): void {
    this.open.length = 0
  }

  /** A line that goes on with the event before it has been taken in. */
  extend(line: number): void {
    const last = this.open.find((stretch) => stretch.end === line)
    if (last) last.end = line + 1
  }

  /** Opens or folds the trace of a line. Returns the lines that may have come or gone; null when there are none. */
  toggle(ring: LogRing, line: number, isOpen: boolean): Readonly<Stretch> | null {
    const known = this.find(line)
    if (isOpen === (known !== undefined)) return null
    if (known) {
      this.open.splice(this.open.indexOf(known), 1)
      return known
    }
    const stretch = stretchOf(ring, line)
    if (stretch.end - stretch.first < 2) return null
    this.open.push(stretch)
    return stretch
  }

  /** Those that are dropped need no memory. */
  forgetBefore(line: number): void {
    const kept = this.open.filter(({ end }) => end >= line)
    if (kept.length < this.open.length) this.open.splice(0, this.open.length, ...kept)
  }

  /** The lines from this one on are gone. */
  forgetFrom(line: number): void {
    const kept = this.open.filter(({ end }) => end <= line)
    if (kept.length < this.open.length) this.open.splice(0, this.open.length, ...kept)
  }

  private find(line: number): Stretch | undefined {
    return this.open.find(({ first, end }) => line >= first && line < end)
  }
}

/** The event that a line is of, as far as its lines stand together. */
function stretchOf(ring: LogRing, line: number): Stretch {
  let first = line
  while (goesOn(ring, first)) first -= 1
  let end = line + 1
  while (goesOn(ring, end)) end += 1
  return { first, end }
}

/** Whether a line goes on with the one right before it. */
function goesOn(ring: LogRing, line: number): boolean {
  const place = ring.placeOfLine(line)
  const before = ring.placeOfLine(line - 1)
  if (!place || !before) return false
  const isSame = place.block.origin(place.index) === before.block.origin(before.index)
  return isSame && readMeta(place.block.meta(place.index)).isContinued
}

/** How many folded lines stand right behind a line, open or not. */
export function foldedAfter(ring: LogRing, { block, index }: Place): number {
  let count = block.foldedFrom(index + 1)
  if (index + 1 + count < block.lineCount) return count
  for (const next of ring.blocks.slice(ring.blocks.indexOf(block) + 1)) {
    const more = next.foldedFrom(0)
    count += more
    if (more < next.lineCount) break
  }
  return count
}
