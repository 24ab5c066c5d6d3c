import type { RunVerb, Word } from './find-run.ts'
import { beginsCommand } from './find-run.ts'
import type { RunOption, RunOptionName } from './run-options.ts'
import { findOption, findShortOption } from './run-options.ts'
import type { RunPart } from './run-part.ts'
import type { RunProblem, RunProblemCode } from './run-problem.ts'
import type { OptionValue, RunOptions, RunSpec } from './run-spec.ts'
import { parseSwitch } from './values/text.ts'

/** What the words after the verb say. */
export type ReadArguments = {
  readonly spec: RunSpec
  readonly parts: readonly RunPart[]
  readonly problems: readonly RunProblem[]
  /** Words on lines after the command. */
  readonly unread: readonly Word[]
}

/**
 * Reads options, image and command by docker's rule: the first word that is no option's is the image, and all after
 * it is the command. `source` is the text that the words' positions count in.
 */
export function readArguments(words: readonly Word[], source: string, verb: RunVerb): ReadArguments {
  return new ArgumentReader(words, source, verb).read()
}

/** Hyphens that editors put in place of one or two plain ones. */
const leadingDashes = /^[-\u2010-\u2015\u2212]+(?=[^-\u2010-\u2015\u2212])/
const oddDash = /[\u2010-\u2015\u2212]/
/** More than anybody reads; what they are about is kept all the same. */
const maxProblems = 200
const longFlag = /^--([^=]*)(?:=([\s\S]*))?$/

/** An option as it was met: where its flag stands, and the value that was written with it in one word. */
type Flag = {
  readonly option: RunOption
  readonly word: Word
  readonly start: number
  readonly end: number
  readonly inline: string | undefined
  /** False when quotes or mended dashes make positions within the word unknown. */
  readonly isVerbatim: boolean
}
type Span = { readonly start: number; readonly end: number }

class ArgumentReader {
  readonly #words: readonly Word[]
  readonly #source: string
  readonly #verb: RunVerb
  readonly #options = new Map<RunOptionName, boolean | string | string[]>()
  readonly #unknown: { text: string }[] = []
  readonly #variables = new Set<string>()
  /** Variables of texts, which a later one replaces. */
  readonly #ofText = new Map<RunOptionName, readonly string[]>()
  readonly #parts: RunPart[] = []
  readonly #problems: RunProblem[] = []
  #at = 0

  constructor(words: readonly Word[], source: string, verb: RunVerb) {
    this.#words = words
    this.#source = source
    this.#verb = verb
  }

  read(): ReadArguments {
    const image = this.#readOptions()
    if (image === null) this.#problem('no-image', 'image', null, null, null)
    else {
      this.#addPart('image', image, null, null)
      this.#noteVariables(image, 'image', null, image)
    }
    const command = image === null ? [] : this.#readCommand()
    const spec: RunSpec = {
      options: Object.fromEntries<OptionValue>(this.#options) as RunOptions,
      image: image?.text ?? '',
      command,
      unknown: this.#unknown,
      variables: [...new Set([...this.#variables, ...[...this.#ofText.values()].flat()])].toSorted(),
    }
    return { spec, parts: this.#parts, problems: this.#problems, unread: this.#words.slice(this.#at) }
  }

  /** Reads up to the image and returns it; null when the words end before. */
  #readOptions(): Word | null {
    for (let word = this.#take(); word !== null; word = this.#take()) {
      if (word.text === '--') return this.#take()
      const flag = this.#mend(word)
      if (flag.startsWith('--')) this.#readLong(word, flag)
      else if (flag.length > 1 && flag.startsWith('-')) this.#readShort(word, flag)
      else return word
    }
    return null
  }

  #readCommand(): readonly string[] {
    const command: string[] = []
    for (let word = this.#words[this.#at]; word?.startsLine === false; word = this.#words[this.#at]) {
      this.#at += 1
      this.#addPart('command', word, null, null)
      this.#noteVariables(word, 'command', command.length, word)
      command.push(word.text)
    }
    return command
  }

  /** The next word. Without an image a command is not complete, so a line's end does not end it. */
  #take(): Word | null {
    const word = this.#words[this.#at]
    if (word === undefined || (word.startsLine && beginsCommand(word))) return null
    if (word.startsLine)
      this.#problem('repaired-continuation', null, null, { start: word.start, end: word.start }, null)
    this.#at += 1
    return word
  }

  #mend(word: Word): string {
    const [dashes] = leadingDashes.exec(word.text) ?? []
    if (dashes === undefined || !oddDash.test(dashes)) return word.text
    this.#problem('repaired-dash', null, word.text, word, null)
    const rest = word.text.slice(dashes.length)
    const isLong = dashes.length > 1 || findOption(rest.split('=', 1)[0] ?? '') !== null
    return `${isLong ? '--' : '-'}${rest}`
  }

  #readLong(word: Word, flag: string): void {
    const [, name = '', inline] = longFlag.exec(flag) ?? []
    const option = findOption(name)
    if (option === null) return this.#readUnknown(word, word.start, flag)
    const isVerbatim = this.#source.startsWith(flag.slice(0, name.length + 2), word.start)
    const end = isVerbatim ? word.start + name.length + 2 : word.end
    this.#readOption({ option, word, start: word.start, end, inline, isVerbatim })
  }

  /** Letters of switches may be joined; the first that takes a value takes the rest of the word. */
  #readShort(word: Word, flag: string): void {
    // Up to the first sign that is quoted or mended, places in the flag are places in the text.
    let isVerbatim = this.#source.startsWith('-', word.start)
    for (let at = 1; at < flag.length; at += 1) {
      isVerbatim &&= this.#source.charAt(word.start + at) === flag.charAt(at)
      const option = findShortOption(flag.charAt(at))
      const start = isVerbatim && at > 1 ? word.start + at : word.start
      if (option === null) return this.#readUnknown(word, start, `-${flag.slice(at)}`)
      const end = isVerbatim ? word.start + at + 1 : word.end
      const inline = valueAfterLetter(option, flag, at + 1)
      this.#readOption({ option, word, start, end, inline, isVerbatim })
      if (inline !== undefined || option.kind !== 'switch') return
    }
  }

  #readOption(flag: Flag): void {
    const { option, word, start, end, inline, isVerbatim } = flag
    const index = option.kind === 'list' ? this.#countOf(option.name) : null
    this.#addPart('flag', { start, end }, option.name, index)
    if (option.kind === 'switch') return this.#setSwitch(flag)
    const valueWord = inline === undefined ? this.#take() : word
    if (valueWord === null) return this.#problem('missing-value', option.name, null, { start, end }, index)
    const span =
      inline === undefined ? valueWord : { start: end + this.#signLength(end, inline), end: word.end }
    if (inline === undefined || isVerbatim) this.#addPart('value', span, option.name, index)
    this.#noteVariables(valueWord, option, index, span)
    this.#set(option, inline ?? valueWord.text, span)
  }

  /** 1 for the `=` between flag and value. */
  #signLength(at: number, inline: string): number {
    return this.#source.charAt(at) === '=' && !inline.startsWith('=') ? 1 : 0
  }

  #setSwitch({ option, word, end, inline }: Flag): void {
    const value = inline === undefined ? true : parseSwitch(inline)
    const span = { start: end, end: word.end }
    if (inline !== undefined && end < word.end) {
      this.#addPart('value', { start: end + 1, end: word.end }, option.name, null)
    }
    if (value === null) this.#problem('bad-switch', option.name, inline ?? null, span, null)
    else this.#set(option, value, word)
  }

  #set(option: RunOption, value: boolean | string, span: Span): void {
    const { name, kind, deprecated } = option
    const before = this.#options.get(name)
    if (before === undefined && deprecated) this.#problem('deprecated', name, null, span, null)
    if (before === undefined && this.#verb === 'create' && !option.inCreate) {
      this.#problem('run-only', name, null, span, null)
    }
    if (kind !== 'list' || typeof value === 'boolean') {
      if (kind === 'text' && before !== undefined) this.#problem('repeated', name, String(value), span, null)
      this.#options.set(name, value)
    } else if (Array.isArray(before)) before.push(value)
    else this.#options.set(name, [value])
  }

  #countOf(name: RunOptionName): number {
    const values = this.#options.get(name)
    return Array.isArray(values) ? values.length : 0
  }

  /**
   * A flag that docker does not know. The word after it is its value when a flag follows that word, because an image
   * is not followed by options of docker.
   */
  #readUnknown(word: Word, start: number, flag: string): void {
    const next = this.#words[this.#at]
    const hasValue =
      !flag.includes('=') &&
      next !== undefined &&
      !next.text.startsWith('-') &&
      isFlag(this.#words[this.#at + 1])
    if (hasValue) this.#at += 1
    const text = hasValue ? `${flag}=${next.text}` : flag
    const span = { start, end: hasValue ? next.end : word.end }
    this.#unknown.push({ text })
    this.#addPart('unknown', span, null, null)
    this.#problem('unknown-flag', null, text, span, null)
    this.#noteVariables(hasValue ? next : word, null, null, span)
  }

  #addPart(kind: RunPart['kind'], { start, end }: Span, option: string | null, index: number | null): void {
    this.#parts.push({ start, end, kind, option, index })
  }

  #noteVariables(
    { variables }: Word,
    of: RunOption | 'image' | 'command' | null,
    index: number | null,
    span: Span,
  ): void {
    const option = typeof of === 'object' ? (of?.name ?? null) : of
    if (typeof of === 'object' && of?.kind === 'text') this.#ofText.set(of.name, variables)
    else for (const variable of variables) this.#variables.add(variable)
    for (const variable of new Set(variables)) this.#problem('variable', option, variable, span, index)
  }

  #problem(
    code: RunProblemCode,
    option: string | null,
    value: string | null,
    span: Span | null,
    index: number | null,
  ): void {
    if (this.#problems.length >= maxProblems) return
    this.#problems.push({ code, option, value, index, start: span?.start ?? null, end: span?.end ?? null })
  }
}

/** What follows a letter as its value: all after `=`, or, when it takes a value, all. */
function valueAfterLetter({ kind }: RunOption, flag: string, at: number): string | undefined {
  if (flag.charAt(at) === '=' && flag.length > at + 1) return flag.slice(at + 1)
  return kind !== 'switch' && flag.length > at ? flag.slice(at) : undefined
}

function isFlag(word: Word | undefined): boolean {
  if (word === undefined || !word.text.startsWith('-')) return false
  return word.text.length > 2 && word.text.startsWith('--')
    ? true
    : findShortOption(word.text.charAt(1)) !== null
}
