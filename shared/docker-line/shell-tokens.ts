/** A piece of a shell line. Positions count in the text, `value` is the word without its quotes. */
export type ShellToken = {
  readonly kind: 'word' | 'operator' | 'comment'
  readonly start: number
  readonly end: number
  readonly value: string
}

const blank = /[ \t\r]/
/** What ends a line but not the command: of POSIX shells, PowerShell and cmd. */
const continued = /^[\\`^][ \t]*\r?\n/
const operators = ['&&', '||', '>>', '&>', ';', '|', '&', '<', '>', '\n'] as const

/**
 * Cuts a line as a POSIX shell would into words, operators and comments. Variables and `$(…)` stay in their word
 * as they are written. Never throws: a quote that nothing closes reaches to the end. Linear in the text.
 */
export function shellTokens(text: string): readonly ShellToken[] {
  const tokens: ShellToken[] = []
  let at = 0
  while (at < text.length) {
    const here = text[at] ?? ''
    if (blank.test(here)) at += 1
    else if (isContinued(text, at)) at = text.indexOf('\n', at) + 1
    else {
      const token = readComment(text, at) ?? readOperator(text, at) ?? readWord(text, at)
      tokens.push(token)
      at = token.end
    }
  }
  return tokens
}

function isContinued(text: string, at: number): boolean {
  return /[\\`^]/.test(text[at] ?? '') && continued.test(text.slice(at, at + 40))
}

function readComment(text: string, start: number): ShellToken | null {
  if (text[start] !== '#') return null
  const found = text.indexOf('\n', start)
  const end = found === -1 ? text.length : found
  return { kind: 'comment', start, end, value: text.slice(start, end) }
}

function readOperator(text: string, start: number): ShellToken | null {
  const value = operators.find((each) => text.startsWith(each, start))
  return value === undefined ? null : { kind: 'operator', start, end: start + value.length, value }
}

function readWord(text: string, start: number): ShellToken {
  const parts: string[] = []
  let at = start
  while (at < text.length) {
    const here = text[at] ?? ''
    if (blank.test(here) || readOperator(text, at) || isContinued(text, at)) break
    const piece = readPiece(text, at)
    parts.push(piece.value)
    at = piece.end
  }
  return { kind: 'word', start, end: at, value: parts.join('') }
}

type Piece = { readonly value: string; readonly end: number }

/** One character, escape, quoted part or `$(…)`. */
function readPiece(text: string, at: number): Piece {
  const here = text[at] ?? ''
  if (here === "'") {
    const close = text.indexOf("'", at + 1)
    return { value: text.slice(at + 1, close === -1 ? undefined : close), end: endOf(text, close) }
  }
  if (here === '"') return readDouble(text, at)
  if (here === '\\') return { value: text[at + 1] ?? '', end: Math.min(at + 2, text.length) }
  if (here === '$' && text[at + 1] === '(') {
    const close = text.indexOf(')', at)
    const end = endOf(text, close)
    return { value: text.slice(at, end), end }
  }
  return { value: here, end: at + 1 }
}

function endOf(text: string, close: number): number {
  return close === -1 ? text.length : close + 1
}

function readDouble(text: string, start: number): Piece {
  const parts: string[] = []
  let at = start + 1
  while (at < text.length && text[at] !== '"') {
    const isEscape = text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')
    parts.push((isEscape ? text[at + 1] : text[at]) ?? '')
    at += isEscape ? 2 : 1
  }
  return { value: parts.join(''), end: Math.min(at + 1, text.length) }
}
