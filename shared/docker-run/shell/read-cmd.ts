import { Reader } from './reader.ts'
import type { ShellText } from './tokens.ts'

const blanks = /[ \t\r]+/y
const caretLine = /\^\r?\n/y
const brokenCaret = /\^[ \t]+\r?\n/y
const lineEnd = /\n/y
const operator = /&&|\|\||[&|()]/y
const redirect = /[0-9]?(?:>{1,2}|<)(?:&[0-9])?/y
const isWhole = /&[0-9]$/
const variable = /%([A-Za-z_][\w()]{0,80})%/y
const slashes = /\\+/y
const plain = /[^\s"\\^%&|<>()\u00A0\u2000-\u200D\u202F\u2060\u3000\uFEFF]+/y
const plainInQuotes = /[^"\\%\r\n]+/y

/** The directory and the home have other names there. */
const posixNames: ReadonlyMap<string, string> = new Map([
  ['cd', '$(pwd)'],
  ['userprofile', '$HOME'],
])

/**
 * Cuts a text as cmd.exe does, and its words as a Go program on Windows cuts its command line: only double quotes
 * quote, and a backslash counts only before one. Variables are written as a POSIX shell has them.
 */
export function readCmd(text: string): ShellText {
  const reader = new CmdReader(text)
  return reader.finish(() => {
    reader.readStep()
    if (reader.scanner.isDone) reader.endLine(text.length)
  })
}

class CmdReader extends Reader {
  /** Within quotes for the shell, which knows no escaped ones. */
  #quotedForShell = false
  /** Within quotes for the program, which also sees those that a caret hides from the shell. */
  #quotedForProgram = false
  #wasJustClosed = false
  /** Backslashes that wait for what comes after them. */
  #slashes = 0

  override endWord(end: number): void {
    this.#flush(end)
    super.endWord(end)
  }

  readStep(): void {
    const start = this.scanner.at
    const isSpecial = !this.#quotedForShell
    if (isSpecial && this.#readCaret(start)) return
    if (this.scanner.take(lineEnd)) {
      this.endLine(start)
      this.mark('line', '\n', start)
    } else if (isSpecial && this.#readOperator(start)) return
    else if (!this.#readVariable(start)) this.#readForProgram(start)
  }

  #readCaret(start: number): boolean {
    if (this.scanner.peek() !== '^') return false
    if (this.scanner.take(caretLine)) {
      // A second line end is escaped by the first: it is a character of the word.
      if (this.scanner.take(lineEnd)) this.#addText('\n', start)
      else this.continueLine()
      return true
    }
    if (this.scanner.take(brokenCaret)) {
      this.endWord(start)
      this.note('repaired-continuation', start)
      return true
    }
    this.scanner.next()
    if (!this.scanner.isDone) this.#readForProgram(start)
    return true
  }

  #readOperator(start: number): boolean {
    const target =
      this.isBetweenWords || /[<>]/.test(this.scanner.peek()) ? this.scanner.take(redirect)?.[0] : undefined
    const end = target === undefined ? this.scanner.take(operator)?.[0] : undefined
    if (target === undefined && end === undefined) return false
    if (target === undefined) this.mark('end', end ?? '', start)
    else this.mark('redirect', target, start, !isWhole.test(target))
    return true
  }

  #readVariable(start: number): boolean {
    const name = this.scanner.take(variable)?.[1]
    if (name === undefined) return false
    this.#flush(start)
    this.addVariable(posixNames.get(name.toLowerCase()) ?? `$${name}`, start)
    return true
  }

  /** Hands on what the shell leaves: quotes, blanks, backslashes and text. `start` is before a caret. */
  #readForProgram(start: number): void {
    const hasCaret = start < this.scanner.at
    if (this.scanner.peek() === '"') {
      this.scanner.next()
      if (!hasCaret) this.#quotedForShell = !this.#quotedForShell
      this.#readQuote(start)
      return
    }
    const backslashes = this.scanner.take(slashes)?.[0]
    if (backslashes !== undefined) {
      if (this.#slashes === 0) this.add('', start)
      this.#slashes += backslashes.length
      return
    }
    if (!this.#quotedForProgram && this.#readBlanks(start)) return
    const text = this.scanner.take(
      this.#quotedForShell && this.#quotedForProgram ? plainInQuotes : plain,
    )?.[0]
    this.#addText(text ?? this.scanner.next(), start)
  }

  #readBlanks(start: number): boolean {
    if (!this.scanner.take(blanks)) return this.takeOddBlanks()
    this.endWord(start)
    return true
  }

  /** Backslashes before a quote are halved; an odd one makes the quote a character. */
  #readQuote(start: number): void {
    const isCharacter = this.#slashes % 2 === 1
    this.add('\\'.repeat(Math.floor(this.#slashes / 2)), start)
    this.#slashes = 0
    if (isCharacter || this.#wasJustClosed) {
      this.add('"', start)
      this.#wasJustClosed = false
    } else {
      this.#quotedForProgram = !this.#quotedForProgram
      this.#wasJustClosed = !this.#quotedForProgram
    }
  }

  #addText(text: string, start: number): void {
    this.#flush(start)
    this.add(text, start)
  }

  /** Backslashes before anything but a quote are just backslashes. */
  #flush(start: number): void {
    if (this.#slashes > 0) this.add('\\'.repeat(this.#slashes), start)
    this.#slashes = 0
    this.#wasJustClosed = false
  }

  /** Quotes do not reach beyond a line. */
  endLine(start: number): void {
    if (this.#quotedForProgram) this.note('unclosed-quote', start)
    this.#quotedForShell = false
    this.#quotedForProgram = false
  }
}
