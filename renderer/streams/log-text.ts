const decoder = new TextDecoder()

/** At most four bytes make one character. */
const longestCharacter = 4

/** A line's text up to a number of characters, never cut inside one; invalid bytes become U+FFFD. */
export function decodeLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  maxChars: number,
): { readonly text: string; readonly hasMore: boolean } {
  const stop = Math.min(end, start + maxChars * longestCharacter)
  const text = decoder.decode(bytes.subarray(start, stop))
  const isCarriageReturn = stop === end && text.endsWith('\r')
  const length = isCarriageReturn ? text.length - 1 : text.length
  if (length <= maxChars && stop === end)
    return { text: isCarriageReturn ? text.slice(0, -1) : text, hasMore: false }
  return { text: text.slice(0, wholeCharacters(text, maxChars)), hasMore: true }
}

function wholeCharacters(text: string, length: number): number {
  const last = text.charCodeAt(length - 1)
  const isHalf = last >= 0xd800 && last < 0xdc00
  return isHalf ? length - 1 : length
}
