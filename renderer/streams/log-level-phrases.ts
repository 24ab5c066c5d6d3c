/** Codes of `logLevels`. */
const [none, debug, info, warn, error, fatal] = [0, 2, 3, 5, 6, 7] as const

/** How a line begins that has no word for its level. */
const phrases: readonly (readonly [string, number])[] = [
  ['Traceback (most recent call last)', error],
  ['Exception in thread ', error],
  ['Unhandled exception', fatal],
  ['Unhandled Exception', fatal],
  ['Segmentation fault', fatal],
  ['fatal error: ', fatal],
  ['Fatal error: ', fatal],
  ['PHP Fatal error:', fatal],
  ['PHP Parse error:', error],
  ['npm error ', error],
  ['npm warn ', warn],
]
const phrasesByLetter = new Map<number, (readonly [string, number])[]>()
for (const phrase of phrases) {
  const letter = phrase[0].charCodeAt(0)
  phrasesByLetter.set(letter, [...(phrasesByLetter.get(letter) ?? []), phrase])
}

const [space, bang, quote, dot, zero, nine, colon, closeBracket] = [32, 33, 39, 46, 48, 57, 58, 93]
const threadLead = "thread '"
/** A name or a time is no longer than this. */
const reach = 160

/** What a line says about its level by the way it begins; 0 when nothing. For lines that name none. */
export function phraseLevel(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] ?? 0
  const level = startLevel(bytes, start, end)
  if (level !== none) return level
  if (isLetter(first)) return isException(bytes, start, end) ? error : none
  return stampedLevel(bytes, start, end)
}

function startLevel(bytes: Uint8Array, start: number, end: number): number {
  for (const [text, level] of phrasesByLetter.get(bytes[start] ?? 0) ?? [])
    if (begins(bytes, start, end, text)) return level
  return begins(bytes, start, end, threadLead) && panicked(bytes, start + threadLead.length, end)
    ? fatal
    : none
}

/** Rust: `thread 'main' panicked at src/main.rs:2:5:` */
function panicked(bytes: Uint8Array, start: number, end: number): boolean {
  const limit = Math.min(end, start + reach)
  for (let at = start; at < limit; at += 1)
    if (bytes[at] === quote)
      return begins(bytes, at + 1, end, ' panicked at ') || begins(bytes, at + 1, end, ' (')
  return false
}

/** `java.io.IOException: …`, `TypeError: …` */
function isException(bytes: Uint8Array, start: number, end: number): boolean {
  const limit = Math.min(end, start + reach)
  let at = start
  while (at < limit && isNameByte(bytes[at] ?? 0)) at += 1
  if (bytes[at] !== colon || at === end) return false
  return ends(bytes, start, at, 'Error') || ends(bytes, start, at, 'Exception')
}

const letters: ReadonlyMap<number, number> = new Map([
  [68, debug],
  [69, error],
  [73, info],
  [87, warn],
])

/** Behind a time: Telegraf's `2026-11-20T13:00:00Z W! …`, PHP's `[20-Nov-2026 13:00:00 UTC] PHP Fatal error:  …`. */
function stampedLevel(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end - 2, start + 40)
  for (let at = start + 1; at < limit; at += 1) {
    if (bytes[at - 1] !== space) continue
    if (bytes[at + 1] === bang && bytes[at + 2] === space) return letters.get(bytes[at] ?? 0) ?? none
    if (bytes[at - 2] === closeBracket) return startLevel(bytes, at, end)
  }
  return none
}

function begins(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false
  for (let index = 0; index < text.length; index += 1)
    if (bytes[start + index] !== text.charCodeAt(index)) return false
  return true
}

function ends(bytes: Uint8Array, start: number, at: number, text: string): boolean {
  return at - text.length >= start && begins(bytes, at - text.length, at, text)
}

function isLetter(byte: number): boolean {
  const lower = byte | 32
  return lower >= 97 && lower <= 122
}

function isNameByte(byte: number): boolean {
  return isLetter(byte) || (byte >= zero && byte <= nine) || byte === dot || byte === 95 || byte === 36
}
