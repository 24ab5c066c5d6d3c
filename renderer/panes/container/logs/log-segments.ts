import { parseAnsi, type StyledSpan, showInvisibles, type TextStyle } from '../../../streams/log-ansi.ts'
import { type Token, type TokenKind, tokenize } from './log-tokens.ts'

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
  const cuts = cutPoints(plain.length, spans, tokens, ranges)
  const segments: Segment[] = []
  const at = { span: 0, token: 0, range: 0 }
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const start = cuts[index] ?? 0
    const end = cuts[index + 1] ?? 0
    while ((spans[at.span]?.end ?? Number.POSITIVE_INFINITY) <= start) at.span += 1
    while ((tokens[at.token]?.end ?? Number.POSITIVE_INFINITY) <= start) at.token += 1
    while ((ranges[at.range + 1] ?? Number.POSITIVE_INFINITY) <= start) at.range += 2
    const span = spans[at.span]
    const token = tokens[at.token]
    segments.push({
      start,
      text: shown.slice(start, end),
      token: token && token.start <= start ? token.kind : null,
      style: span && span.start <= start ? span.style : null,
      isMatch: (ranges[at.range] ?? Number.POSITIVE_INFINITY) <= start,
    })
  }
  return segments
}

function cutPoints(
  length: number,
  spans: readonly StyledSpan[],
  tokens: readonly Token[],
  ranges: readonly number[],
): readonly number[] {
  const points = new Set([0, length])
  for (const { start, end } of [...spans, ...tokens]) {
    points.add(start)
    points.add(end)
  }
  for (const point of ranges) if (point <= length) points.add(point)
  return [...points].toSorted((one, other) => one - other)
}
