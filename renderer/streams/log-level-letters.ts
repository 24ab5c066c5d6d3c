/*
 * Programs that write one character for the level.
 */

/** Codes of `logLevels`. */
const [none, debug, info, notice, warn, error, fatal] = [0, 2, 3, 4, 5, 6, 7] as const
const [space, zero, nine, colon] = [32, 48, 57, 58]

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine
}

const klogLetters: Readonly<Record<string, number>> = { I: info, W: warn, E: error, F: fatal }

/** `W1120 13:00:00.123456       1 main.go:10] …`; the date may have two or four digits of the year. */
export function klogLevel(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (isDigit(bytes[at]) && at <= start + 8) at += 1
  if (![4, 6, 8].includes(at - start - 1)) return none
  if (bytes[at] !== space || !isDigit(bytes[at + 1])) return none
  return klogLetters[String.fromCharCode(bytes[start] ?? 0)] ?? none
}

const redisSymbols: Readonly<Record<string, number>> = { '.': debug, '-': debug, '*': notice, '#': warn }

/** `1:M 20 Nov 2026 13:00:00.123 * …`: between the role and the symbol stand 24 characters of date and time. */
export function redisLevel(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isDigit(bytes[at])) at += 1
  if (at === start || bytes[at] !== colon) return none
  if (bytes[at + 2] !== space || bytes[at + 27] !== space) return none
  return isDigit(bytes[at + 3]) ? (redisSymbols[String.fromCharCode(bytes[at + 28] ?? 0)] ?? none) : none
}
