import { stripAnsi } from './log-ansi.ts'
import type { LogBlock } from './log-block.ts'
import { markSource, readMeta } from './log-block.ts'
import type { SearchQuery } from './log-protocol.ts'
import type { LogRing } from './log-ring.ts'

const decoder = new TextDecoder()
/** One character per byte, so that positions in text are positions in bytes. */
const byteDecoder = new TextDecoder('windows-1252')
const encoder = new TextEncoder()

/** A search sees the lines that pass the filter, and no marks. */
export function isSearched(ring: LogRing, block: LogBlock, index: number): boolean {
  return ring.passesFilter(block, index) && readMeta(block.meta(index)).source !== markSource
}

/** Finds a plain text in the lines of a block that were not searched yet. */
export function searchText(ring: LogRing, block: LogBlock, query: SearchQuery, literal: RegExp): void {
  // Bytes stand for letters as long as case plays no part in them, and no escape sequence stands between.
  const isByteSearch = !block.hasEscapes && (query.isCaseSensitive || isAscii(query.text))
  const from = block.searchedLines
  const hits = isByteSearch ? searchBytes(ring, block, query, literal) : searchEach(ring, block, literal)
  block.searchedLines = block.lineCount
  addMatches(ring, block, { from, to: block.lineCount }, hits, query.isInverted)
}

/** Adds the lines that were found among these, or those that were not. `hits` ascend. */
export function addMatches(
  ring: LogRing,
  block: LogBlock,
  lines: { readonly from: number; readonly to: number },
  hits: readonly number[],
  isInverted: boolean,
): void {
  if (!isInverted) {
    for (const hit of hits) block.matches.push(hit)
    return
  }
  let next = 0
  for (let index = lines.from; index < lines.to; index += 1) {
    if (hits[next] === index) next += 1
    else if (isSearched(ring, block, index)) block.matches.push(index)
  }
}

function textOf(block: LogBlock, index: number): string {
  return stripAnsi(decoder.decode(block.bytes.subarray(block.start(index), block.end(index))))
}

function searchEach(ring: LogRing, block: LogBlock, literal: RegExp): number[] {
  const hits: number[] = []
  for (let index = block.searchedLines; index < block.lineCount; index += 1)
    if (isSearched(ring, block, index) && literal.test(textOf(block, index))) hits.push(index)
  return hits
}

/** All lines at once: one decoding and one search per block instead of one per line. */
function searchBytes(ring: LogRing, block: LogBlock, query: SearchQuery, literal: RegExp): number[] {
  const hits: number[] = []
  const base = block.start(block.searchedLines)
  const raw = byteDecoder.decode(block.bytes.subarray(base, block.byteCount))
  const haystack = query.isCaseSensitive ? raw : raw.toLowerCase()
  const needleBytes = byteDecoder.decode(encoder.encode(query.text))
  const needle = query.isCaseSensitive ? needleBytes : needleBytes.toLowerCase()
  let index = block.searchedLines
  let at = haystack.indexOf(needle)
  while (at >= 0) {
    while (block.end(index) - base <= at) index += 1
    const end = block.end(index) - base
    const isInside = at + needle.length <= end
    const isHit = isInside && (!query.isWholeWord || literal.test(textOf(block, index)))
    if (isHit && isSearched(ring, block, index)) hits.push(index)
    // After a line that was looked at the next one; after text that runs over a line's end, the next letter.
    at = haystack.indexOf(needle, isInside ? end : at + 1)
  }
  return hits
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false
  return true
}
