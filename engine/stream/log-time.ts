/** Instants as the engine writes them before a log line, read from bytes without making a string. */

const zero = 0x30
const space = 0x20
/** `2006-01-02T15:04:05.000000000Z `: what Docker writes, always this long. */
const dockerPrefixBytes = 31
/** The longest spelling of RFC 3339 with nanoseconds and an offset, and its space. */
export const maxPrefixBytes = 36

export type LogInstant = { seconds: number; nanos: number }

/** Two digits; more than any part of a time when one of them is no digit. */
function pair(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - zero
  const ones = (bytes[at + 1] ?? 0) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1_000_000
}

/** Days from 1970-01-01 in the Gregorian calendar (H. Hinnant's `days_from_civil`). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function hasDockerShape(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 30] === space &&
    bytes[at + 29] === 0x5a && // Z
    bytes[at + 19] === 0x2e && // .
    bytes[at + 10] === 0x54 && // T
    bytes[at + 4] === 0x2d && // -
    bytes[at + 7] === 0x2d &&
    bytes[at + 13] === 0x3a && // :
    bytes[at + 16] === 0x3a
  )
}

/** Reads Docker's fixed form into `into`; returns its length with the space, or 0 when it is something else. */
function readDockerPrefix(bytes: Buffer, at: number, into: LogInstant): number {
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2)
  const month = pair(bytes, at + 5)
  const day = pair(bytes, at + 8)
  const hour = pair(bytes, at + 11)
  const minute = pair(bytes, at + 14)
  const second = pair(bytes, at + 17)
  let nanos = 0
  for (let digit = at + 20; digit < at + 29; digit += 1) {
    const value = (bytes[digit] ?? 0) - zero
    if (value < 0 || value > 9) return 0
    nanos = nanos * 10 + value
  }
  if (year > 9_999 || month > 12 || day > 31 || hour > 23 || minute > 59 || second > 60) return 0
  into.seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
  into.nanos = nanos
  return dockerPrefixBytes
}

const anyPrefix = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /

/** Other engines write other forms: whole seconds, or an offset instead of Z. */
function readAnyPrefix(bytes: Buffer, at: number, end: number, into: LogInstant): number {
  const match = anyPrefix.exec(bytes.toString('latin1', at, Math.min(end, at + maxPrefixBytes)))
  if (!match) return 0
  const ms = Date.parse(`${match[1] ?? ''}${match[3] ?? ''}`)
  if (Number.isNaN(ms)) return 0
  into.seconds = ms / 1_000
  into.nanos = Number((match[2] ?? '').padEnd(9, '0'))
  return match[0].length
}

/**
 * Reads the time before a log line in `bytes[at…end]`, in Unix seconds and nanoseconds, into `into`.
 * Returns how many bytes it takes with the space after it; 0 when there is no time.
 */
export function readLogTime(bytes: Buffer, at: number, end: number, into: LogInstant): number {
  if (end - at >= dockerPrefixBytes && hasDockerShape(bytes, at)) {
    const length = readDockerPrefix(bytes, at, into)
    if (length > 0) return length
  }
  return readAnyPrefix(bytes, at, end, into)
}

/**
 * True while `bytes[at…end]` may be the beginning of a time that is not complete yet: no space so far, and
 * only characters a time has.
 */
export function mayBecomeTime(bytes: Buffer, at: number, end: number): boolean {
  if (end - at >= maxPrefixBytes) return false
  for (let index = at; index < end; index += 1) {
    const byte = bytes[index] ?? 0
    const isTimeByte =
      (byte >= zero && byte <= 0x3a) || // digits and ':'
      byte === 0x2d ||
      byte === 0x2e ||
      byte === 0x2b ||
      byte === 0x54 ||
      byte === 0x5a
    if (!isTimeByte) return false
  }
  return true
}
