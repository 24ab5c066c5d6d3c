import type { Continuation } from './reader.ts'
import { Reader } from './reader.ts'
import type { ShellText } from './tokens.ts'

const blanks = /[ \t\r]+/y
const continuation: Continuation = {
  whole: /`\r?\n/y,
  broken: /`[ \t]+\r?\n/y,
  stray: /`(?:[ \t]+|$)/y,
  endsWord: true,
}
const lineEnd = /\n/y
const operator = /&&|\|\||[;|&()]/y
const redirect = /[0-9*]?>{1,2}(?:&[0-9])?/y
const isWhole = /&[0-9]$/
const blockComment = /<#[\s\S]*?(?:#>|$)/y
const comment = /#[^\n]*/y
const plain = /[^\s`'"\u2018-\u201F$;|&<>()#~\u00A0\u2000-\u200D\u202F\u2060\u3000\uFEFF]+/y
const home = /~(?=[/\\\s]|$)/y
/** All kinds of single quotes are the same to PowerShell, and doubled they are one. */
const single = /['\u2018-\u201B]((?:[^'\u2018-\u201B]|['\u2018-\u201B]{2})*)['\u2018-\u201B]/y
const doubledSingle = /(['\u2018-\u201B])['\u2018-\u201B]/g
const openSingle = /['\u2018-\u201B]/y
const openDouble = /["\u201C-\u201E]/y
const doublePlain = /[^"\u201C-\u201E`$]+/y
const doubledDouble = /(["\u201C-\u201E])["\u201C-\u201E]/y
const escape = /`(?:u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/y
/** A variable of the environment or of PowerShell's own, with braces or without. */
const named = /\$(?:\{(?:env:)?(\w+)\}|(?:env:)?(\w+))/iy
const other = /\$(?:\{[^{}\n]*\}|[?$^])/y
const nested = /\$\([^()'"\n]*\)/y

/** Cuts a text as PowerShell does. Variables of the environment are written as a POSIX shell has them. */
export function readPowershell(text: string): ShellText {
  const reader = new Reader(text)
  return reader.finish(() => {
    if (!readPlain(reader) && !readBetween(reader) && !readVariable(reader)) readPiece(reader)
  })
}

/** Most of any text. A digit that begins a word may belong to a redirection. */
function readPlain(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (reader.isBetweenWords && scanner.peek(1) === '>') return false
  const text = scanner.take(plain)?.[0]
  if (text !== undefined) reader.add(text, start)
  return text !== undefined
}

function readBetween(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (scanner.take(blanks)) {
    reader.endWord(start)
    return true
  }
  if (scanner.peek() === '`') return reader.takeContinuation(continuation)
  return readOperator(reader) || reader.takeOddBlanks()
}

function readOperator(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (scanner.take(lineEnd)) reader.mark('line', '\n', start)
  else if (reader.isBetweenWords && (scanner.take(blockComment) || scanner.take(comment))) {
    reader.mark('comment', scanner.text.slice(start, scanner.at), start)
  } else {
    const [target] = scanner.take(redirect) ?? []
    const [end] = target === undefined ? (scanner.take(operator) ?? []) : []
    if (target !== undefined) reader.mark('redirect', target, start, !isWhole.test(target))
    else if (end !== undefined) reader.mark('end', end, start)
    else return false
  }
  return true
}

function readVariable(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  if (scanner.peek() !== '$') return false
  const [match, braced, bare] = scanner.take(named) ?? []
  const text = match === undefined ? (scanner.take(nested) ?? scanner.take(other))?.[0] : `$${braced ?? bare}`
  if (text === undefined) return false
  reader.addVariable(text, start)
  return true
}

function readPiece(reader: Reader): void {
  const { scanner } = reader
  const start = scanner.at
  if (reader.isBetweenWords && scanner.take(home)) reader.addVariable('~', start)
  else if (!readQuoted(reader)) reader.add(readEscape(reader) ?? scanner.next(), start)
}

function readQuoted(reader: Reader): boolean {
  const { scanner } = reader
  const start = scanner.at
  const quoted = scanner.take(single)?.[1]
  if (quoted !== undefined) reader.add(quoted.replaceAll(doubledSingle, '$1'), start)
  else if (scanner.take(openSingle)) reader.takeUnclosed(start)
  else if (scanner.take(openDouble)) readDouble(reader, start)
  else return false
  return true
}

function readDouble(reader: Reader, start: number): void {
  const { scanner } = reader
  reader.add('', start)
  while (!scanner.isDone) {
    const doubled = scanner.take(doubledDouble)?.[1]
    if (doubled === undefined && scanner.take(openDouble)) return
    const text = doubled ?? scanner.take(doublePlain)?.[0] ?? readEscape(reader)
    if (text !== undefined) reader.add(text, start)
    else if (!readVariable(reader)) reader.add(scanner.next(), start)
  }
  reader.note('unclosed-quote', start)
}

const escapeLetters: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function readEscape(reader: Reader): string | undefined {
  const [match, code, letter = ''] = reader.scanner.take(escape) ?? []
  if (match === undefined) return undefined
  if (code === undefined) return escapeLetters[letter] ?? letter
  return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : ''
}
