import { Scanner } from './scanner.ts'
import type { ShellProblem, ShellText, ShellToken } from './tokens.ts'

const bareVariable = /^\$\w+$/
const nameCharacter = /^\w/
/** Blanks that a web page may have put in place of plain ones, and marks that nobody sees. */
const oddBlanks = /[\u00A0\u2000-\u200D\u202F\u2060\u3000\uFEFF]+/y
/** What stands at the beginning of a line without being typed: prompts, and the fences of Markdown. */
const prompt =
  /[ \t]*(?:(?:```|~~~)[^\n]*|(?:[A-Za-z]:\\[^\n>]*>[ \t]*|(?:[$#%>❯➜»]|PS [^\n>]*>|[^\s@]{1,64}@[^\n$#]{0,120}[$#])[ \t]+)(?=(?:sudo|docker|podman|nerdctl)\b))/y
/** What a shell writes before a line that goes on with the one before. */
const secondPrompt = /[ \t]*(?:>{1,2}|More\?)(?=[ \t])/y

/** How a shell writes that a command goes on in the next line. */
export type Continuation = {
  readonly whole: RegExp
  /** Blanks follow where the line should end. */
  readonly broken: RegExp
  /** What is left when the line's end got lost. */
  readonly stray: RegExp
  /** Whether a word ends there: a POSIX shell goes on with it. */
  readonly endsWord: boolean
}

type Piece = { readonly text: string; readonly isVariable: boolean }

/**
 * What the readers of all shells have in common: a word in the making, and what was found so far. A word is null
 * between words; adding an empty piece makes a word too, as `''` does.
 */
export class Reader {
  readonly scanner: Scanner
  readonly #tokens: ShellToken[] = []
  readonly #problems: ShellProblem[] = []
  #pieces: Piece[] | null = null
  #wordStart = 0
  #startsLine = false
  /** A redirection that waits for its target. */
  #open: ShellToken | null = null

  constructor(text: string) {
    this.scanner = new Scanner(text)
  }

  /** Reads to the end by the steps of one shell. */
  finish(readStep: () => void): ShellText {
    this.scanner.take(prompt)
    while (!this.scanner.isDone) readStep()
    this.endWord(this.scanner.at)
    return { tokens: this.#tokens, problems: this.#problems, steps: this.scanner.steps }
  }

  get isBetweenWords(): boolean {
    return this.#pieces === null
  }

  /** Adds text that stands for itself; `start` is where it begins when it begins a word. */
  add(text: string, start: number): void {
    this.#push({ text, isVariable: false }, start)
  }

  /** Adds a piece that the shell would replace. */
  addVariable(text: string, start: number): void {
    this.#push({ text, isVariable: true }, start)
  }

  endWord(end: number): void {
    if (this.#pieces === null) return
    const pieces = this.#pieces
    this.#pieces = null
    if (this.#open !== null) return this.#closeRedirect(this.#open, end)
    this.#tokens.push({
      kind: 'word',
      ...wordOf(pieces),
      start: this.#wordStart,
      end,
      startsLine: this.#startsLine,
    })
    this.#startsLine = false
  }

  /** Ends the word and adds a token that is none; `waits` when the next word belongs to it. */
  mark(kind: Exclude<ShellToken['kind'], 'word'>, text: string, start: number, waits = false): void {
    this.endWord(start)
    const token: ShellToken = { kind, text, start, end: this.scanner.at, startsLine: false, variables: none }
    this.#startsLine = kind === 'line' || (this.#startsLine && kind !== 'end')
    if (this.#open !== null) this.#closeRedirect(this.#open, this.#open.end)
    if (waits) this.#open = token
    else this.#tokens.push(token)
    if (kind === 'line') this.scanner.take(prompt)
  }

  /** Goes on after a line's end that does not end the command. */
  continueLine(): void {
    this.scanner.take(secondPrompt)
  }

  note(code: ShellProblem['code'], start: number): void {
    this.#problems.push({ code, start, end: this.scanner.at })
  }

  /** Takes what makes a command go on in the next line, or what is left of it on a web page. */
  takeContinuation({ whole, broken, stray, endsWord }: Continuation): boolean {
    const start = this.scanner.at
    if (this.scanner.take(whole)) {
      if (endsWord) this.endWord(start)
      this.continueLine()
      return true
    }
    const isMended = this.scanner.take(broken) || (this.isBetweenWords && this.scanner.take(stray))
    if (!isMended) return false
    this.endWord(start)
    this.note('repaired-continuation', start)
    return true
  }

  /** Takes blanks that are none to a shell but are meant as such. */
  takeOddBlanks(): boolean {
    const start = this.scanner.at
    if (!this.scanner.take(oddBlanks)) return false
    this.endWord(start)
    this.note('repaired-blank', start)
    return true
  }

  /** Takes all that is left as text, because a quote or a bracket that began at `start` has no end. */
  takeUnclosed(start: number): void {
    this.add(this.scanner.rest(), start)
    this.note('unclosed-quote', start)
  }

  #push(piece: Piece, start: number): void {
    if (this.#pieces === null) {
      this.#pieces = []
      this.#wordStart = start
    }
    this.#pieces.push(piece)
  }

  #closeRedirect(redirect: ShellToken, end: number): void {
    this.#open = null
    this.#tokens.push({ ...redirect, text: this.scanner.text.slice(redirect.start, end), end })
  }
}

const none: readonly string[] = []

function wordOf(all: readonly Piece[]): Pick<ShellToken, 'text' | 'variables'> {
  const [only] = all
  if (all.length === 1 && only?.isVariable === false) return { text: only.text, variables: none }
  const pieces = all.filter(({ text }) => text !== '')
  const texts = pieces.map(({ text, isVariable }, index) => {
    const after = pieces[index + 1]?.text ?? ''
    // `"$A"b` is another variable than `$Ab`.
    return isVariable && bareVariable.test(text) && nameCharacter.test(after) ? `\${${text.slice(1)}}` : text
  })
  const variables = texts.filter((_, index) => pieces[index]?.isVariable)
  return { text: texts.join(''), variables }
}
