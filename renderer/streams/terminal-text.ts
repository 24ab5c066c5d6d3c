const tab = 0x09
const newline = 0x0a
const carriageReturn = 0x0d
const escape = 0x1b
const space = 0x20
const bracket = 0x5b
const digitZero = 0x30
const semicolon = 0x3b
const letterM = 0x6d
/** UTF-8 of U+0080 to U+009F, which a terminal obeys as it does escape sequences: this byte, then one below A0. */
const controlLead = 0xc2
const firstNoControl = 0xa0

/** Text of a terminal that moves the cursor only forwards and to the next line, and changes nothing but colours. */
export type PlainText = {
  readonly lines: number
  /**
   * The text without its whole lines: the end of the line that it begins in, the colours that the lines between left
   * behind, and the beginning of the line that it ends in.
   */
  ends(): Uint8Array
}

/** Null for anything but plain text, and for text that breaks off within a sequence. */
export function readPlainText(bytes: Uint8Array): PlainText | null {
  let lines = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte >= space) {
      if (byte === controlLead && !((bytes[at + 1] ?? 0) >= firstNoControl)) return null
      continue
    }
    if (byte === newline) {
      lines += 1
      continue
    }
    if (byte === carriageReturn || byte === tab) continue
    const end = byte === escape ? endOfColour(bytes, at) : -1
    if (end < 0) return null
    at = end - 1
  }
  return { lines, ends: () => withoutWholeLines(bytes) }
}

/** The position after `ESC [ … m`; -1 when it is something else. */
function endOfColour(bytes: Uint8Array, from: number): number {
  if (bytes[from + 1] !== bracket) return -1
  for (let at = from + 2; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte === letterM) return at + 1
    // Digits, colon, semicolon.
    if (byte < digitZero || byte > semicolon) return -1
  }
  return -1
}

/** Cuts only where the cursor stands at the beginning of a line. */
function withoutWholeLines(bytes: Uint8Array): Uint8Array {
  const from = lineStart(bytes, bytes.indexOf(newline), 1)
  const to = lineStart(bytes, bytes.lastIndexOf(newline), -1)
  if (from < 0 || to <= from) return bytes
  const colours = coloursIn(bytes.subarray(from, to))
  const ends = new Uint8Array(from + colours.length + bytes.length - to)
  ends.set(bytes.subarray(0, from))
  ends.set(colours, from)
  ends.set(bytes.subarray(to), from + colours.length)
  return ends
}

/** Where a line begins after a carriage return and newline, looking on from a newline in one direction. */
function lineStart(bytes: Uint8Array, at: number, direction: 1 | -1): number {
  let found = at
  while (found > 0 && bytes[found - 1] !== carriageReturn)
    found = direction > 0 ? bytes.indexOf(newline, found + 1) : bytes.lastIndexOf(newline, found - 1)
  return found > 0 ? found + 1 : -1
}

/** All colour sequences in a text, in order; from the last on that takes all back. */
function coloursIn(bytes: Uint8Array): Uint8Array {
  const found: number[] = []
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, at + 1)) {
    const end = endOfColour(bytes, at)
    const isReset = end - at === 3 || (end - at === 4 && bytes[at + 2] === digitZero)
    if (isReset) found.length = 0
    for (let index = at; index < end; index += 1) found.push(bytes[index] as number)
  }
  return Uint8Array.from(found)
}
