import { stripAnsi } from './log-ansi.ts'
import type { SearchQuery } from './log-protocol.ts'

/** Marks in one line beyond these help nobody. */
const maxRangesPerLine = 200

const decoder = new TextDecoder()

/** The pattern of a regular expression search, or why it is none. */
export function compilePattern(
  query: SearchQuery,
): { readonly pattern: RegExp } | { readonly reason: string } {
  try {
    const flags = query.isCaseSensitive ? '' : 'i'
    // First as it stands: a bracket too many must not be taken for one of ours.
    const pattern = new RegExp(query.text, flags)
    return { pattern: query.isWholeWord ? new RegExp(`\\b(?:${query.text})\\b`, flags) : pattern }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // "Invalid regular expression: /(/: Unterminated group": the last part says what is wrong.
    return { reason: message.slice(message.lastIndexOf(': ') + 2) }
  }
}

/** A pattern that finds the query's text as it stands. */
export function literalPattern(query: SearchQuery): RegExp {
  const text = query.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const flags = query.isCaseSensitive ? '' : 'i'
  return query.isWholeWord
    ? new RegExp(`(?<![\\p{L}\\p{N}_])${text}(?![\\p{L}\\p{N}_])`, `${flags}u`)
    : new RegExp(text, flags)
}

/** Positions in `ends` of the lines that match. */
export function searchLines(pattern: RegExp, bytes: Uint8Array, ends: Uint32Array): Uint32Array<ArrayBuffer> {
  const hits: number[] = []
  const whole = decoder.decode(bytes)
  // As many characters as bytes: each stands for one, and lines can be cut from the text instead of decoded.
  const isByteForByte = whole.length === bytes.length
  const isPlain = stripAnsi(whole) === whole
  let start = 0
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index] ?? start
    const line = isByteForByte ? whole.slice(start, end) : decoder.decode(bytes.subarray(start, end))
    if (pattern.test(isPlain ? line : stripAnsi(line))) hits.push(index)
    start = end
  }
  return Uint32Array.from(hits)
}

/** Where the pattern matches in a plain text: starts and ends in turn. Empty matches are left out. */
export function matchRanges(pattern: RegExp, text: string): number[] {
  const ranges: number[] = []
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    if (match[0] === '') continue
    ranges.push(match.index, match.index + match[0].length)
    if (ranges.length >= maxRangesPerLine * 2) break
  }
  return ranges
}
