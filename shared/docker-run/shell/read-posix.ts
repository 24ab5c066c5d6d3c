import type { Continuation } from './reader.ts'
import { Reader } from './reader.ts'
import type { ShellText } from './tokens.ts'

const blanks = /[ \t\r]+/y
const continuation: Continuation = {
  whole: /\\\r?\n/y,
  broken: /\\[ \t]+\r?\n/y,
  stray: /\\(?:[ \t]+|$)/y,
  endsWord: false,
}
const lineEnd = /\n/y
const operator = /&&|\|\||;;|\|&|[;|]|&(?!>)/y
const bracket = /[()]/y
const redirect = /(?:[0-9]{0,3}(?:<<<|<<-?|<>|[<>]&(?:[0-9]+|-)?|>>|>\||[<>])|&>>?)/y
const redirectAhead = /(?=[0-9]{1,3}[<>])/y
const isWhole = /&[0-9-]+$/
const placeholder = /<[A-Za-z](?:[^<>\n'"]{0,80}[^<>\s'"])?>/y
const comment = /#[^\n]*/y
const plain = /[^\s\\'"`$&|;<>()~#\u00A0\u2000-\u200D\u2018-\u201F\u202F\u2060\u3000\uFEFF]+/y
const home = /~(?=[/\s]|$)/y
const escaped = /\\([\s\S])/y
const single = /'([^']*)'/y
const ansi = /\$'((?:[^'\\]|\\[\s\S])*)'/y
const curlySingle = /[\u2018-\u201B]([^\u2018-\u201B'\n]*)[\u2018-\u201B']/y
const openDouble = /\$?"/y
const curlyDouble = /[\u201C-\u201F](?=[^\u201C-\u201F"\n]*[\u201C-\u201F"])/y
const doublePlain = /[^"\\$`\u201C-\u201F]+/y
const doubleEscape = /\\(?:(["\\$`])|\r?\n)/y
const named = /\$(?:[A-Za-z_]\w*|[0-9?$!#@*-])/y
const braced = /\$\{[^{}\n]*\}/y
const backquoted = /`(?:[^`\\]|\\[\s\S])*`/y
const plainInParentheses = /[^()'"\\]+/y
const plainInBraces = /[^{}'"\\]+/y
const nestedQuote = /'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]/y

/**
 * Cuts a text as a POSIX shell does. What a shell would replace stays in its word as it is written. Besides, it
 * mends what web pages do to commands: curly quotes, odd blanks, and backslashes that no longer end a line.
 */
export function readPosix(text: string): ShellText {
  const reader = new Reader(text)
  return reader.finish(() => {
    if (!readPlain(reader) && !readBetween(reader) && !readVariable(reader)) readPiece(reader)
  })
}

/** Most of any text. Digits that begin a word may belong to a redirection. */
function readPlain(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (reader.isBetweenWords && scanner.isAtDigit && scanner.take(redirectAhead)) return false
  const text = scanner.take(plain)?.[0]
  if (text !== undefined) reader.add(text, start)
  return text !== undefined
}

/** What ends a word, and what only means something between words. */
function readBetween(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (scanner.take(blanks)) {
    reader.endWord(start)
    return true
  }
  if (scanner.peek() === '\\') return reader.takeContinuation(continuation)
  return readOperator(reader) || reader.takeOddBlanks()
}

/** What each sign that is no part of a word can begin. */
const signs: Readonly<
  Record<string, readonly (readonly ['line' | 'end' | 'redirect' | 'comment', RegExp])[]>
> = {
  '\n': [['line', lineEnd]],
  ';': [['end', operator]],
  '|': [['end', operator]],
  '&': [
    ['redirect', redirect],
    ['end', operator],
  ],
  '(': [['end', bracket]],
  ')': [['end', bracket]],
  '<': [['redirect', redirect]],
  '>': [['redirect', redirect]],
  '#': [['comment', comment]],
}
const onlyBetweenWords: ReadonlySet<RegExp> = new Set([bracket, comment])

function readOperator(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  const here = scanner.peek()
  if (here === '<' && readPlaceholder(reader)) return true
  const candidates = signs[scanner.isAtDigit ? '>' : here] ?? []
  for (const [kind, pattern] of candidates) {
    if (!reader.isBetweenWords && onlyBetweenWords.has(pattern)) continue
    const text = scanner.take(pattern)?.[0]
    if (text === undefined) continue
    reader.mark(kind, text, start, kind === 'redirect' && !isWhole.test(text))
    return true
  }
  return false
}

/** `<your-password>`: the page means that something is to be put there. */
function readPlaceholder(reader: Reader): boolean {
  const start = reader.scanner.at
  const [text] = reader.scanner.take(placeholder) ?? []
  if (text === undefined) return false
  reader.add(text, start)
  reader.note('placeholder', start)
  return true
}

/** What the shell would replace, within double quotes and without. */
function readVariable(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  const here = scanner.peek()
  if (here !== '$' && here !== '`') return false
  const [text] = scanner.take(named) ?? scanner.take(braced) ?? scanner.take(backquoted) ?? []
  if (text !== undefined) reader.addVariable(text, start)
  else if (here === '`') {
    reader.add(scanner.next(), start)
    reader.note('unclosed-quote', start)
  } else if (/[({]/.test(scanner.peek(1))) readNested(reader)
  else return false
  return true
}

/** `$(…)` and what else nests, to the bracket that closes it. */
function readNested(reader: Reader): void {
  const { scanner } = reader
  const start = scanner.at
  const [open, close, between] =
    scanner.peek(1) === '(' ? (['(', ')', plainInParentheses] as const) : (['{', '}', plainInBraces] as const)
  scanner.next()
  let depth = 0
  while (!scanner.isDone) {
    if (scanner.take(between) || scanner.take(nestedQuote)) continue
    const here = scanner.next()
    if (here === open) depth += 1
    else if (here === close) depth -= 1
    else {
      // A quote that nothing closes reaches to the end.
      scanner.rest()
      break
    }
    if (depth === 0) {
      reader.addVariable(scanner.text.slice(start, scanner.at), start)
      return
    }
  }
  reader.add(scanner.text.slice(start), start)
  reader.note('unclosed-quote', start)
}

/** A part of a word that is no variable: an escape or something quoted. */
function readPiece(reader: Reader): void {
  const { scanner } = reader
  const start = scanner.at
  if (reader.isBetweenWords && scanner.take(home)) reader.addVariable('~', start)
  else if (!readQuoted(reader) && !readCurly(reader)) {
    reader.add(scanner.take(escaped)?.[1] ?? scanner.next(), start)
  }
}

function readQuoted(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  const quoted = scanner.take(single)?.[1] ?? unescapeAnsi(scanner.take(ansi)?.[1])
  if (quoted !== undefined) reader.add(quoted, start)
  else if (scanner.take(openDouble)) readDouble(reader, start, /"/y)
  else if (scanner.peek() === "'") reader.takeUnclosed(start)
  else return false
  return true
}

/** Curly quotes count where a quote may begin; within a word they are apostrophes. */
function readCurly(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  const before = scanner.text.charAt(start - 1)
  if (!reader.isBetweenWords && !/[=:,]/.test(before)) return false
  const quoted = scanner.take(curlySingle)?.[1]
  if (quoted !== undefined) reader.add(quoted, start)
  else if (scanner.take(curlyDouble)) readDouble(reader, start, /["\u201C-\u201F]/y)
  else return false
  reader.note('repaired-quote', start)
  return true
}

function readDouble(reader: Reader, start: number, close: RegExp): void {
  const { scanner } = reader
  // Even with nothing in it, it makes a word.
  reader.add('', start)
  while (!scanner.isDone) {
    if (scanner.take(close)) return
    const escape = scanner.take(doubleEscape)
    const text = escape === null ? scanner.take(doublePlain)?.[0] : (escape[1] ?? '')
    if (text !== undefined) reader.add(text, start)
    else if (!readVariable(reader)) reader.add(scanner.next(), start)
  }
  reader.note('unclosed-quote', start)
}

const ansiEscape = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))/g
const ansiLetters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1B',
  E: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function unescapeAnsi(text: string | undefined): string | undefined {
  return text?.replace(ansiEscape, (all: string, ...groups: (string | undefined)[]) => {
    const [hex2, hex4, hex8, octal, letter] = groups
    const hex = hex2 ?? hex4 ?? hex8
    if (hex !== undefined) return fromCode(Number.parseInt(hex, 16))
    if (octal !== undefined) return fromCode(Number.parseInt(octal, 8))
    if (letter === undefined) return all
    return ansiLetters[letter] ?? (/[\\'"?]/.test(letter) ? letter : all)
  })
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
