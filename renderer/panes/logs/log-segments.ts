import { parseAnsi, showInvisibles, type TextStyle } from '../../streams/log-ansi.ts'
import { type TokenKind, tokenize } from './log-tokens.ts'

/** A run of characters that look the same. */
export type Segment = {
  readonly start: number
  readonly text: string
  readonly token: TokenKind | null
  readonly style: TextStyle | null
  readonly isMatch: boolean
}

type SegmentOptions = {
  /** Starts and ends of matches in the plain text, in turn. */
  readonly ranges: readonly number[]
  readonly hasTokens: boolean
}

/** Cuts a line into runs by its own colours, the colours of its fields, and the matches of a search. */
export function segmentLine(text: string, { ranges, hasTokens }: SegmentOptions): readonly Segment[] {
  const { plain, spans } = parseAnsi(text)
  const shown = showInvisibles(plain)
  // What a program coloured itself is left as it wanted it.
  const tokens = hasTokens && spans.length === 0 ? tokenize(plain) : []
  const matches = pairUp(ranges)
  const spanAt = finder(spans)
  const tokenAt = finder(tokens)
  const matchAt = finder(matches)
  const cuts = cutPoints(plain.length, [...spans, ...tokens, ...matches])
  return cuts.slice(0, -1).map((start, index) => ({
    start,
    text: shown.slice(start, cuts[index + 1]),
    token: tokenAt(start)?.kind ?? null,
    style: spanAt(start)?.style ?? null,
    isMatch: matchAt(start) !== null,
  }))
}

type Part = { readonly start: number; readonly end: number }

function pairUp(ranges: readonly number[]): readonly Part[] {
  const parts: Part[] = []
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    parts.push({ start: ranges[index] ?? 0, end: ranges[index + 1] ?? 0 })
  }
  return parts
}

/** Answers which part covers a position, for positions that ascend. */
function finder<T extends Part>(parts: readonly T[]): (position: number) => T | null {
  let next = 0
  return (position) => {
    for (let part = parts[next]; part && part.end <= position; part = parts[next]) next += 1
    const part = parts[next]
    return part && part.start <= position ? part : null
  }
}

function cutPoints(length: number, parts: readonly Part[]): readonly number[] {
  const points = new Set([0, length])
  for (const { start, end } of parts) {
    if (start < length) points.add(start)
    if (end < length) points.add(end)
  }
  return [...points].toSorted((one, other) => one - other)
}
