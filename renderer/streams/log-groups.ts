import { detectLevel, logLevels } from './log-levels.ts'

/*
 * Lines that belong to one event: a message and the stack trace that was printed with it. Told by the first bytes of a
 * line and by what came before it of the same container and stream.
 */

/** `attached`: part of the event, and worth reading. `frame`: one call of a stack. `folded`: one of many. */
export const joins = { starts: 0, attached: 1, frame: 2, folded: 3 } as const
export type Join = (typeof joins)[keyof typeof joins]

/** So many calls of a stack are shown; more are folded. */
const shownFrames = 2
const joinShift = 3

/** What came before, of one container and stream. */
const after = {
  anything: 0,
  /** A line that says that something went wrong: an exception may be named next. */
  problem: 1,
  /** A line that only names the logger, as .NET's console writes it: the message is next, indented. */
  header: 2,
  trace: 3,
  python: 4,
  pythonEnd: 5,
  go: 6,
  rust: 7,
} as const
type After = (typeof after)[keyof typeof after]

const warn = logLevels.indexOf('warn')
const laneCount = 256 * 4

type Line = { readonly bytes: Uint8Array; readonly start: number; readonly end: number }
type Found = { readonly join: Join; readonly next: After }

const [tab, space, hash, dot, zero, nine, colon, closeBracket] = [9, 32, 35, 46, 48, 57, 58, 93]

/** First bytes of what goes on at the left edge: letters and a few signs, no digits. */
const leads = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z_#./[}-]/.test(String.fromCharCode(byte)) && byte < 128 ? 1 : 0,
)

/** First letters of what begins a trace by itself. */
const openers = Uint8Array.from({ length: 256 }, (_, byte) =>
  'Tgpft'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

/** Tells for one line after the other what it says of its level, and whether it goes on with the event before it. */
export class LineJoiner {
  private readonly states = new Uint8Array(laneCount)
  private readonly levels = new Uint8Array(laneCount)
  private lastLane = -1
  private frameCount = 0

  /** Something else stands between the lines. */
  interrupt(): void {
    this.lastLane = -1
  }

  reset(): void {
    this.states.fill(after.anything)
    this.lastLane = -1
  }

  /** A level and a `Join` in one number, see `levelOf` and `joinOf`. */
  read(bytes: Uint8Array, start: number, end: number, origin: number, source: number): number {
    const lane = (origin << 2) | source
    const state = (this.states[lane] ?? after.anything) as After
    const first = bytes[start] ?? 0
    const isBlank = first === space || first === tab
    // Nearly all lines are neither indented nor behind a problem, or begin with a time, and cost no more than this.
    const mayGoOn = state !== after.anything && (state === after.rust || start === end || leads[first] === 1)
    const found = isBlank || mayGoOn ? goesOn({ bytes, start, end }, state) : null
    if (!found) return this.begin(bytes, start, end, lane)
    this.states[lane] = found.next
    return (this.levels[lane] ?? 0) | (this.fold(found.join, lane) << joinShift)
  }

  private begin(bytes: Uint8Array, start: number, end: number, lane: number): number {
    const level = detectLevel(bytes, start, end)
    this.levels[lane] = level
    const isOpener = openers[bytes[start] ?? 0] === 1
    this.states[lane] = isOpener ? openerState({ bytes, start, end }, level) : stateAfter(bytes, end, level)
    this.lastLane = lane
    this.frameCount = 0
    return level
  }

  private fold(join: Join, lane: number): Join {
    // Lines of another container stand between: what is folded must be behind what is shown of the same event.
    if (lane !== this.lastLane || join !== joins.frame) this.frameCount = 0
    this.lastLane = lane
    if (join !== joins.frame) return join
    this.frameCount += 1
    return this.frameCount > shownFrames ? joins.folded : joins.frame
  }
}

export function levelOf(read: number): number {
  return read & 0b111
}

export function joinOf(read: number): Join {
  return (read >> joinShift) as Join
}

function begins({ bytes, end }: Line, at: number, text: string): boolean {
  if (at + text.length > end) return false
  for (let index = 0; index < text.length; index += 1)
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  return true
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine
}

/** What the next line may be, behind one that began an event, and perhaps a trace by itself. */
function openerState(line: Line, level: number): After {
  const { bytes, start, end } = line
  if (begins(line, start, 'Traceback (most')) return after.python
  if (['goroutine ', 'panic: ', 'fatal error: '].some((text) => begins(line, start, text))) return after.go
  if (begins(line, start, "thread '") && level >= warn) return after.rust
  return stateAfter(bytes, end, level)
}

function stateAfter(bytes: Uint8Array, end: number, level: number): After {
  if (level > 0 && bytes[end - 1] === closeBracket) return after.header
  return level >= warn ? after.problem : after.anything
}

/** How a line goes on with what came before; null when it does not. */
function goesOn(line: Line, state: After): Found | null {
  const { bytes, start, end } = line
  let at = start
  const limit = Math.min(end, start + 64)
  while (at < limit && (bytes[at] === space || bytes[at] === tab)) at += 1
  if (at === end) return blank(state)
  return at > start ? indented(line, at, state) : flush(line, state)
}

/** Empty lines stand in the midst of the traces of Python and Go only. */
function blank(state: After): Found | null {
  const isWithin = state === after.python || state === after.pythonEnd || state === after.go
  return isWithin ? { join: joins.frame, next: state } : null
}

const inTrace = (state: After): After => (state < after.trace && state !== after.header ? after.trace : state)
const frame = (state: After): Found => ({ join: joins.frame, next: inTrace(state) })
const attached = (state: After): Found => ({ join: joins.attached, next: inTrace(state) })

function indented(line: Line, at: number, state: After): Found | null {
  if (isFrame(line, at)) return frame(state)
  if (begins(line, at, 'File "')) return frame(state === after.python ? state : after.trace)
  if (causes.some((text) => begins(line, at, text))) return attached(state)
  return state === after.anything ? null : indentedWithin(line, at, state)
}

const causes = ['Caused by: ', 'Suppressed: ']

/** A call as Java, JavaScript, .NET, Rust and Ruby write it, wherever it stands. */
function isFrame(line: Line, at: number): boolean {
  const { bytes, start } = line
  if (begins(line, at, 'at ')) return looksLikeCall(line, at + 3)
  if (begins(line, at, '... ')) return isDigit(bytes[at + 4])
  return bytes[start] === tab && begins(line, at, 'from ')
}

/** An indented line behind a problem or within a trace. */
function indentedWithin(line: Line, at: number, state: After): Found | null {
  const { bytes, start } = line
  if (begins(line, at, '---> ')) return attached(state)
  if (state === after.header) return at - start >= 6 ? attached(state) : null
  if (state >= after.trace) return frame(state)
  const isNumbered = bytes[at] === hash && isDigit(bytes[at + 1])
  return isNumbered || begins(line, at, 'thrown in ') ? frame(state) : null
}

/** A call has an opening parenthesis, a place, or a name in angle brackets; a sentence has none of them. */
function looksLikeCall({ bytes, end }: Line, from: number): boolean {
  const limit = Math.min(end, from + 300)
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at]
    if (byte === 40 || byte === colon || byte === 60) return true
  }
  return false
}

const chained = ['During handling of the above', 'The above exception was']
const headings = [...causes, 'Stack trace:', 'stack backtrace:', 'PHP Stack trace:']

/** A line at the left edge, behind a problem or within a trace. */
function flush(line: Line, state: After): Found | null {
  if (state === after.anything) return null
  const { start } = line
  if (headings.some((text) => begins(line, start, text))) return attached(state)
  if (begins(line, start, 'Traceback (most')) return { join: joins.attached, next: after.python }
  if (begins(line, start, 'goroutine ')) return { join: joins.attached, next: after.go }
  if (isNumbered(line)) return frame(state)
  if (state === after.problem) return isException(line) ? attached(state) : rubyFrame(line, state)
  return flushInTrace(line, state)
}

/** `#0 {main}`, `... 12 more`, `PHP   1. {main}()`. */
function isNumbered(line: Line): boolean {
  const { bytes, start } = line
  if (bytes[start] === hash) return isDigit(bytes[start + 1])
  if (begins(line, start, '... ')) return isDigit(bytes[start + 4])
  return begins(line, start, 'PHP  ')
}

function flushInTrace(line: Line, state: After): Found | null {
  const { start } = line
  switch (state) {
    case after.python:
      return isException(line, true) ? { join: joins.attached, next: after.pythonEnd } : null
    case after.pythonEnd:
      return chained.some((text) => begins(line, start, text)) ? attached(state) : null
    case after.go:
      return goLine(line)
    case after.rust:
      return { join: joins.attached, next: after.trace }
    case after.trace:
      return traceLine(line, state)
    case after.anything:
    case after.problem:
    case after.header:
      return null
  }
}

const closeBrace = 125

function traceLine(line: Line, state: After): Found | null {
  const { bytes, start } = line
  if (bytes[start] === closeBrace || begins(line, start, '--- ')) return frame(state)
  return begins(line, start, 'note: ') ? attached(state) : rubyFrame(line, state)
}

const goNotes = ['[signal ', 'exit status ', 'panic: ', 'created by ']

/** `main.main()`, `created by net/http.(*Server).Serve`: a call without a space before its parenthesis. */
function goLine(line: Line): Found | null {
  const { bytes, start, end } = line
  if (goNotes.some((text) => begins(line, start, text))) return frame(after.go)
  const limit = Math.min(end, start + 300)
  for (let at = start; at < limit; at += 1) {
    if (bytes[at] === space) return null
    if (bytes[at] === 40) return at > start && bytes[end - 1] === 41 ? frame(after.go) : null
  }
  return null
}

/** `/app/models/user.rb:12:in 'name'` */
function rubyFrame({ bytes, start, end }: Line, state: After): Found | null {
  const limit = Math.min(end - 4, start + 200)
  for (let at = start; at < limit && bytes[at] !== space; at += 1)
    if (bytes[at] === dot && begins({ bytes, start, end }, at, '.rb:') && isDigit(bytes[at + 4]))
      return frame(state)
  return null
}

const exceptionEnds = ['Exception', 'Error', 'Throwable']

/** A name with dots, as `java.io.IOException: …`; behind a trace of Python any name does. */
function isException(line: Line, isAnyName = false): boolean {
  const { bytes, start, end } = line
  const limit = Math.min(end, start + 200)
  let at = start
  let hasDot = false
  while (at < limit && isNameByte(bytes[at] ?? 0)) {
    hasDot ||= bytes[at] === dot
    at += 1
  }
  if (at === start || (at < end && bytes[at] !== colon)) return false
  if (isAnyName) return true
  return hasDot && exceptionEnds.some((text) => begins(line, at - text.length, text))
}

function isNameByte(byte: number): boolean {
  const lower = byte | 32
  return (
    (lower >= 97 && lower <= 122) ||
    (byte >= zero && byte <= nine) ||
    byte === dot ||
    byte === 95 ||
    byte === 36
  )
}
