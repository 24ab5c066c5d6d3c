import { klogLevel, redisLevel } from './log-level-letters.ts'
import { phraseLevel } from './log-level-phrases.ts'

/** Levels by their code, as kept per line. */
export const logLevels = ['none', 'trace', 'debug', 'info', 'notice', 'warn', 'error', 'fatal'] as const
export type LogLevel = (typeof logLevels)[number]

/** What the chips of the toolbar stand for: levels that are shown or hidden together. */
export const levelGroups = ['error', 'warn', 'info', 'debug', 'none'] as const
export type LevelGroup = (typeof levelGroups)[number]

export const groupOfLevel: Readonly<Record<LogLevel, LevelGroup>> = {
  none: 'none',
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
}

export const errorCode = logLevels.indexOf('error')
const [none, trace, debug, info, notice, warn, error, fatal] = [0, 1, 2, 3, 4, 5, 6, 7] as const

/** `bare`: counts wherever it stands in capitals. `tagged`: only in brackets, or with a colon at the start. */
type Word = { readonly text: string; readonly level: number; readonly use: 'bare' | 'tagged' }

const words: readonly Word[] = [
  ...bare(trace, 'trace', 'trc'),
  ...bare(debug, 'debug', 'dbg', 'verbose'),
  ...bare(info, 'info', 'inf'),
  ...bare(notice, 'notice'),
  ...bare(warn, 'warn', 'warning', 'wrn'),
  ...bare(error, 'error', 'err', 'severe'),
  ...bare(fatal, 'fatal', 'ftl', 'panic', 'pnc', 'dpanic', 'critical', 'crit', 'emerg'),
  ...tagged(trace, 'trce'),
  ...tagged(debug, 'dbug'),
  ...tagged(info, 'information', 'informational', 'log', 'system'),
  ...tagged(warn, 'deprecated'),
  ...tagged(notice, 'note'),
  ...tagged(error, 'fail'),
  ...tagged(fatal, 'alert', 'emergency'),
]

function bare(level: number, ...texts: string[]): Word[] {
  return texts.map((text) => ({ text, level, use: 'bare' }))
}
function tagged(level: number, ...texts: string[]): Word[] {
  return texts.map((text) => ({ text, level, use: 'tagged' }))
}

const longestWord = Math.max(...words.map((word) => word.text.length))
const wordsByHash = new Map<number, Word>()
for (const word of words) {
  const bytes = new TextEncoder().encode(word.text)
  wordsByHash.set(hashLetters(bytes, 0, bytes.length), word)
}

const char = {
  tab: 9,
  escape: 27,
  space: 32,
  bang: 33,
  quote: 34,
  apostrophe: 39,
  parenthesis: 40,
  closeParenthesis: 41,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  bracket: 91,
  backslash: 92,
  closeBracket: 93,
  brace: 123,
  pipe: 124,
  closeBrace: 125,
} as const

/** A bare word counts only this near to the start of a line: further on it is part of a sentence. */
const bareWordReach = 64
/** Fields further on are not looked at: a line of a megabyte must not cost a megabyte of scanning. */
const fieldReach = 1024
const jsonReach = 4096

/**
 * Finds the level that a line says it has, on its bytes: a JSON field, then logfmt, then a bare word near
 * the start, then a syslog number. Returns a code of `logLevels`; 0 when the line does not say. Nothing is
 * guessed from the stream: many programs write everything to stderr.
 */
export function detectLevel(bytes: Uint8Array, start: number, end: number): number {
  const from = skipBlank(bytes, start, end)
  if (from >= end) return none
  if (bytes[from] === char.brace) {
    const level = jsonLevel(bytes, from + 1, Math.min(end, from + jsonReach))
    if (level !== none) return level
  }
  return (
    logfmtLevel(bytes, from, Math.min(end, from + fieldReach)) ||
    (is(bytes, from, letter) ? klogLevel(bytes, from) : redisLevel(bytes, from, end)) ||
    bareLevel(bytes, from, end) ||
    syslogLevel(bytes, from, end) ||
    phraseLevel(bytes, from, end)
  )
}

// Classes of bytes, as bit masks, so that the scan of a line is one table look-up per byte.
const letter = 1
const before = 2
const after = 4
const classes = new Uint8Array(256)
for (let code = 65; code <= 90; code += 1) classes[code] = classes[code + 32] = letter
for (const code of [char.space, char.tab, char.bracket, char.parenthesis, char.pipe, char.less, char.quote])
  classes[code] = before | after
for (const code of [char.apostrophe, char.equals, char.colon, char.comma, char.greater, char.closeBracket])
  classes[code] = before | after
for (const code of [char.closeParenthesis, char.semicolon, char.bang, char.dot, char.slash, char.plus])
  classes[code] = after

function is(bytes: Uint8Array, at: number, mask: number): boolean {
  return ((classes[bytes[at] ?? 0] ?? 0) & mask) !== 0
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= char.zero && byte <= char.nine
}

function hashLetters(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 33) ^ ((bytes[at] ?? 0) | 32)) >>> 0
  return hash
}

function findWord(bytes: Uint8Array, start: number, end: number): Word | null {
  if (end - start < 3 || end - start > longestWord) return null
  const word = wordsByHash.get(hashLetters(bytes, start, end))
  if (!word || word.text.length !== end - start) return null
  for (let at = start; at < end; at += 1) {
    if (((bytes[at] ?? 0) | 32) !== word.text.charCodeAt(at - start)) return null
  }
  return word
}

function isUpper(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) > 90) return false
  return true
}

function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const next = skipEscape(bytes, at, end)
    if (next === at && bytes[at] !== char.space && bytes[at] !== char.tab) return at
    at = next === at ? at + 1 : next
  }
  return at
}

/** The place after a colour sequence that begins at `at`, else `at`. */
function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== char.escape || bytes[at + 1] !== char.bracket) return at
  let next = at + 2
  while (next < end && (bytes[next] ?? 0) < 64) next += 1
  return Math.min(end, next + 1)
}

/** The level that a value says: `warning`, `"WARN"`, `INFO+2`, `30` (pino), `4` (syslog). */
function valueLevel(bytes: Uint8Array, at: number, end: number): number {
  const start = bytes[at] === char.quote ? at + 1 : at
  if (isDigit(bytes[start])) return numberLevel(bytes, start, end)
  let stop = start
  while (stop < end && is(bytes, stop, letter)) stop += 1
  return findWord(bytes, start, stop)?.level ?? none
}

function numberLevel(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  let at = start
  for (; at < end && isDigit(bytes[at]) && value < 1000; at += 1)
    value = value * 10 + (bytes[at] ?? 0) - char.zero
  if (is(bytes, at, letter)) return none
  if (value < 8) return severityLevel(value)
  if (value < 10 || value > 60) return none
  return [none, trace, debug, info, warn, error, fatal][Math.floor(value / 10)] ?? none
}

function severityLevel(severity: number): number {
  return [fatal, fatal, fatal, error, warn, notice, info, debug][severity] ?? none
}

// The last four: .NET's JSON console, Serilog, journald.
const jsonKeys =
  'level lvl severity log.level levelname level_name loglevel log_level LogLevel Level @l PRIORITY'.split(' ')

function matches(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false
  for (let at = start; at < end; at += 1) if (bytes[at] !== text.charCodeAt(at - start)) return false
  return true
}

function endOfString(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] !== char.quote) at += bytes[at] === char.backslash ? 2 : 1
  return at
}

/** Walks the keys of the outermost object only: a nested `level` is about something else. */
function jsonLevel(bytes: Uint8Array, start: number, end: number): number {
  let depth = 1
  let at = start
  while (at < end && depth > 0) {
    const byte = bytes[at]
    if (byte === char.quote) {
      const close = endOfString(bytes, at + 1, end)
      const level = depth === 1 ? keyLevel(bytes, at + 1, close, end) : none
      if (level !== none) return level
      at = close
    } else if (byte === char.brace || byte === char.bracket) depth += 1
    else if (byte === char.closeBrace || byte === char.closeBracket) depth -= 1
    at += 1
  }
  return none
}

/** The level behind the string at `start`, when that is a key that holds one. */
function keyLevel(bytes: Uint8Array, start: number, close: number, end: number): number {
  const colon = skipBlank(bytes, close + 1, end)
  if (bytes[colon] !== char.colon) return none
  const value = skipBlank(bytes, colon + 1, end)
  if (jsonKeys.some((key) => matches(bytes, start, close, key))) return valueLevel(bytes, value, end)
  // Elastic's schema nests it: {"log":{"level":"error"}}
  if (matches(bytes, start, close, 'log') && bytes[value] === char.brace)
    return jsonLevel(bytes, value + 1, end)
  // MongoDB: {"t":…,"s":"I"}
  if (matches(bytes, start, close, 's') && bytes[value] === char.quote) return mongoLevel(bytes, value + 1)
  return none
}

function mongoLevel(bytes: Uint8Array, at: number): number {
  const isShort = bytes[at + 1] === char.quote || (isDigit(bytes[at + 1]) && bytes[at + 2] === char.quote)
  if (!isShort) return none
  return { D: debug, I: info, W: warn, E: error, F: fatal }[String.fromCharCode(bytes[at] ?? 0)] ?? none
}

const logfmtKeys = ['level=', 'lvl=', 'severity=', 'loglevel=', 'log.level=', 'log_level=']

function logfmtLevel(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (byte !== 108 && byte !== 115) continue
    if (at > start && !is(bytes, at - 1, before)) continue
    for (const key of logfmtKeys) {
      if (!matches(bytes, at, at + key.length, key)) continue
      const level = valueLevel(bytes, at + key.length, end)
      if (level !== none) return level
    }
  }
  return none
}

function bareLevel(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  let seen = 0
  let isStart = true
  while (at < end && seen < bareWordReach) {
    const skipped = skipEscape(bytes, at, end)
    if (skipped !== at) {
      at = skipped
      isStart = true
      continue
    }
    if (!is(bytes, at, letter)) {
      isStart = is(bytes, at, before)
      at += 1
      seen += 1
      continue
    }
    let stop = at + 1
    while (stop < end && stop - at < bareWordReach && is(bytes, stop, letter)) stop += 1
    const level = isStart || isChannel(bytes, at, stop) ? wordLevel(bytes, { start, at, stop, end }) : none
    if (level !== none) return level
    seen += stop - at
    at = stop
    isStart = false
  }
  return none
}

/** `production.ERROR: …`, as PHP's Monolog names its channel. */
function isChannel(bytes: Uint8Array, at: number, stop: number): boolean {
  return bytes[at - 1] === char.dot && bytes[stop] === char.colon && isUpper(bytes, at, stop)
}

type Span = { readonly start: number; readonly at: number; readonly stop: number; readonly end: number }

function wordLevel(bytes: Uint8Array, span: Span): number {
  const { start, at, stop, end } = span
  const next = skipBlankEscapes(bytes, stop, end)
  if (next < end && !is(bytes, next, after)) return none
  const word = findWord(bytes, at, stop)
  if (!word || isSetting(bytes, start, at, next)) return none
  if (word.use === 'bare' && isUpper(bytes, at, stop)) return isCounted(bytes, start, at) ? none : word.level
  if (isBracketed(bytes, span, next)) return word.level
  return bytes[next] === char.colon && isLeading(bytes, span, word) ? word.level : none
}

function isBracketed(bytes: Uint8Array, { start, at, end }: Span, next: number): boolean {
  if (at === start) return false
  return closes(bytes[skipBack(bytes, start, at - 1)], bytes[skipBlank(bytes, next, end)])
}

/**
 * A colon marks a level at the very start (`warn: …`), in capitals (`[1] LOG:  …`), or behind a program's name
 * (`postfix/smtpd[1]: warning: …`, `PHP Warning:  …`).
 */
function isLeading(bytes: Uint8Array, { start, at, stop }: Span, word: Word): boolean {
  if (at === start || isUpper(bytes, at, stop) || isAfterPhp(bytes, start, at)) return true
  return word.use === 'bare' && bytes[at - 1] === char.space && bytes[at - 2] === char.colon
}

/** `DEBUG=true`, `LOG_LEVEL=INFO`: how something is set, not what happened. */
function isSetting(bytes: Uint8Array, start: number, at: number, next: number): boolean {
  return bytes[next] === char.equals || (bytes[at - 1] === char.equals && at - 1 > start)
}

/** `0 ERROR`, `no ERROR`: there was none. */
function isCounted(bytes: Uint8Array, start: number, at: number): boolean {
  if (at - 2 < start || bytes[at - 1] !== char.space) return false
  if (bytes[at - 2] === char.zero)
    return !isDigit(bytes[at - 3]) && bytes[at - 3] !== char.dot && bytes[at - 3] !== char.colon
  return matches(bytes, at - 3, at - 1, 'no') && (at - 3 === start || bytes[at - 4] === char.space)
}

/** The place of what stands before some blanks and colours: `[ info]`. */
function skipBack(bytes: Uint8Array, start: number, at: number): number {
  let place = at
  while (place > start) {
    const escape = bytes[place] === letterM ? escapeBefore(bytes, start, place) : null
    if (bytes[place] === char.space) place -= 1
    else if (escape !== null) place = escape - 1
    else break
  }
  return place
}

const letterM = 109
const longestColour = 12

/** Where the colour sequence begins that ends here. */
function escapeBefore(bytes: Uint8Array, start: number, end: number): number | null {
  for (let at = end; at > start && end - at < longestColour; at -= 1) if (bytes[at] === char.escape) return at
  return null
}

function skipBlankEscapes(bytes: Uint8Array, at: number, end: number): number {
  let next = at
  for (let skipped = skipEscape(bytes, next, end); skipped !== next; skipped = skipEscape(bytes, next, end))
    next = skipped
  return next
}

/** What closes a bracket around a level; a colon stands in `[core:error]`. */
const closing: ReadonlyMap<number, number> = new Map([
  [char.bracket, char.closeBracket],
  [char.colon, char.closeBracket],
  [char.less, char.greater],
  [char.parenthesis, char.closeParenthesis],
  [char.pipe, char.pipe],
])

function closes(open: number | undefined, close: number | undefined): boolean {
  return open !== undefined && close !== undefined && closing.get(open) === close
}

function isAfterPhp(bytes: Uint8Array, start: number, at: number): boolean {
  return at - 4 >= start && matches(bytes, at - 4, at, 'PHP ')
}

/** `<3>message`, as systemd and syslog write it: facility times eight plus severity. */
function syslogLevel(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== char.less) return none
  let at = start + 1
  let value = 0
  while (at < end && at < start + 4 && isDigit(bytes[at])) {
    value = value * 10 + (bytes[at] ?? 0) - char.zero
    at += 1
  }
  return at > start + 1 && bytes[at] === char.greater && value <= 191 ? severityLevel(value & 7) : none
}
