import { detectShell, readShell } from '../docker-run/shell/shell.ts'
import type { ShellToken } from '../docker-run/shell/tokens.ts'
import {
  type CommandPath,
  commandGroups,
  commandNames,
  commandOf,
  composeOptions,
  findLetter,
  findLineOption,
  findPath,
  globalOptions,
  type LineCommand,
  type LineOperand,
  type LineOption,
  otherCommands,
} from './line-commands.ts'
import { nearest } from './nearest.ts'

/** A piece of the line and what it is; `name` is the long name of the option it belongs to. */
export type LinePart = {
  readonly kind:
    | 'program'
    | 'verb'
    | 'flag'
    | 'value'
    | 'operand'
    | 'argument'
    | 'redirect'
    | 'comment'
    | 'unknown'
  readonly start: number
  readonly end: number
  /** Without quotes; of a redirection how it is written. */
  readonly value: string
  /** Pieces of it that a shell would replace. */
  readonly variables: readonly string[]
  readonly name: string | null
  /** Of operands: what stands in this place. */
  readonly operand: LineOperand | null
  /** Of flags: it stands before the command. */
  readonly isGlobal: boolean
}

export type LineProblem = {
  readonly code:
    | 'not-docker'
    | 'no-command'
    | 'unknown-command'
    | 'other-command'
    | 'unknown-flag'
    | 'missing-value'
    | 'missing-operand'
    | 'extra-operand'
  /** The word it is about; of a missing operand its kind. */
  readonly word: string
  /** What may have been meant. */
  readonly suggestion: string | null
}

/** One docker command of a line. */
export type DockerLine = {
  /** Null when the table does not know the command. */
  readonly path: CommandPath | null
  readonly parts: readonly LinePart[]
  /** By long name, in the order written; a switch that is on has the value `true`. */
  readonly options: ReadonlyMap<string, readonly string[]>
  readonly operands: readonly string[]
  readonly globals: ReadonlyMap<string, readonly string[]>
  readonly problems: readonly LineProblem[]
  readonly start: number
  readonly end: number
}

/** More would not be read. */
const mostProblems = 10

/** All commands of a line that may join several by `&&`, `;` or `|`. Never throws; linear in the text. */
export function parseLines(text: string): readonly DockerLine[] {
  const groups: ShellToken[][] = [[]]
  for (const token of readShell(detectShell(text), text).tokens) {
    if (token.kind === 'line' || token.kind === 'end') groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups.filter((tokens) => tokens.some(({ kind }) => kind === 'word')).map(readLine)
}

/** The first docker command of a line. */
export function parseLine(text: string): DockerLine {
  return parseLines(text)[0] ?? readLine([])
}

/** True when the text begins as a docker command does. */
export function isDockerLine(text: string): boolean {
  return /^\s*(\$\s+)?(sudo\s+)?docker(\s|$)/.test(text)
}

function readLine(tokens: readonly ShellToken[]): DockerLine {
  return new LineReader(tokens).read()
}

type Stretch = Pick<ShellToken, 'start' | 'end' | 'text'> & Partial<Pick<ShellToken, 'variables'>>

class LineReader {
  private readonly tokens: readonly ShellToken[]
  private at = 0
  private readonly parts: LinePart[] = []
  private readonly problems: LineProblem[] = []
  private readonly options = new Map<string, string[]>()
  private readonly globals = new Map<string, string[]>()
  private readonly operands: string[] = []
  private path: CommandPath | null = null
  private areFlagsOver = false

  constructor(tokens: readonly ShellToken[]) {
    this.tokens = tokens
  }

  read(): DockerLine {
    this.readProgram()
    if (this.problems.length === 0) this.readGlobals()
    if (this.problems.length === 0) this.readVerb()
    if (this.path === null) this.readRest()
    else this.readWords(commandOf(this.path))
    const { path, parts, options, operands, globals, problems } = this
    const start = this.tokens[0]?.start ?? 0
    return { path, parts, options, operands, globals, problems, start, end: this.tokens.at(-1)?.end ?? 0 }
  }

  /** The next word; redirections and comments on the way are noted. */
  private peek(): ShellToken | null {
    for (;;) {
      const token = this.tokens[this.at]
      if (!token) return null
      if (token.kind === 'word') return token
      this.at += 1
      if (token.kind === 'comment') this.add('comment', token)
      else this.add('redirect', token, /^\d*(\D\W?)/.exec(token.text)?.[1]?.trim() ?? null)
    }
  }

  private add(
    kind: LinePart['kind'],
    token: Stretch,
    name: string | null = null,
    operand: LineOperand | null = null,
  ): void {
    const { start, end, text, variables = [] } = token
    const isGlobal = this.path === null
    this.parts.push({ kind, start, end, value: text, variables, name, operand, isGlobal })
  }

  private problem(code: LineProblem['code'], word: string, suggestion: string | null = null): void {
    if (!this.isFull()) this.problems.push({ code, word, suggestion })
  }

  private isFull(): boolean {
    return this.problems.length >= mostProblems
  }

  private readProgram(): void {
    const isProgram = () => /^(\$|sudo|docker)$/.test(this.peek()?.text ?? '')
    let last = ''
    while (last !== 'docker' && isProgram()) {
      const token = this.peek()
      if (!token) break
      last = token.text
      this.at += 1
      if (last !== '$') this.add('program', token)
    }
    if (last !== 'docker') this.problem('not-docker', this.peek()?.text ?? '')
  }

  private readGlobals(): void {
    while (this.peek()?.text.startsWith('-')) this.readFlag(globalOptions, this.globals)
  }

  private readVerb(): void {
    const [first, second, third] = this.wordsAhead(3)
    if (!first) {
      this.problem('no-command', '')
      return
    }
    if (first.text === 'compose') {
      this.readCompose(first)
      return
    }
    const texts = [first, second, third].flatMap((token) => (token ? [token.text] : []))
    const length = [3, 2, 1].find(
      (count) => count <= texts.length && findPath(texts.slice(0, count)) !== null,
    )
    if (length === undefined) {
      this.tellUnknown(texts)
      return
    }
    for (let count = 0; count < length; count += 1) {
      const token = this.peek()
      if (token) this.add('verb', token)
      this.at += 1
    }
    this.path = findPath(texts.slice(0, length))
  }

  /** Compose has options of its own before its command. */
  private readCompose(group: ShellToken): void {
    this.at += 1
    this.add('verb', group)
    while (this.peek()?.text.startsWith('-')) this.readFlag(composeOptions, this.globals)
    const verb = this.peek()
    const path = findPath(['compose', verb?.text ?? ''])
    if (verb && path) {
      this.at += 1
      this.add('verb', verb)
      this.path = path
    } else this.problem('other-command', 'compose')
  }

  private tellUnknown(texts: readonly string[]): void {
    const [first = '', second] = texts
    const isGroup = commandGroups.has(first)
    const word = isGroup && second !== undefined ? `${first} ${second}` : first
    if (otherCommands.has(first) || word === 'system events') this.problem('other-command', word)
    else this.problem('unknown-command', word, nearest(word, commandNames))
  }

  private wordsAhead(count: number): readonly ShellToken[] {
    return this.tokens
      .slice(this.at, this.at + count)
      .filter(({ kind }) => kind === 'word')
      .slice(0, count)
  }

  private readRest(): void {
    for (let token = this.peek(); token; token = this.peek()) {
      this.add('unknown', token)
      this.at += 1
    }
  }

  private readWords(command: LineCommand): void {
    let place = 0
    for (let token = this.peek(); token; token = this.peek()) {
      const operand = command.operands[place] ?? null
      // What follows the image or the container is not docker's to read.
      if (operand?.kind === 'words') this.areFlagsOver = true
      if (!this.areFlagsOver && /^-./.test(token.text)) this.readFlag(command.options, this.options)
      else {
        this.readOperand(token, operand)
        if (operand && !operand.isMany) place += 1
      }
    }
    this.tellMissing(command, place)
  }

  private readOperand(token: ShellToken, operand: LineOperand | null): void {
    this.at += 1
    if (operand === null) this.problem('extra-operand', token.text)
    this.add(operand?.kind === 'words' ? 'argument' : operand ? 'operand' : 'unknown', token, null, operand)
    this.operands.push(token.text)
  }

  private tellMissing(command: LineCommand, place: number): void {
    const { operands } = command
    const wanted = operands.slice(place).find(({ isOptional }) => !isOptional)
    const isFilled = wanted?.isMany === true && this.operands.length > place
    if (wanted && !isFilled) this.problem('missing-operand', wanted.kind)
  }

  private readFlag(options: readonly LineOption[], into: Map<string, string[]>): void {
    const token = this.peek()
    if (!token) return
    this.at += 1
    if (token.text === '--') {
      this.add('flag', token)
      this.areFlagsOver = true
    } else if (token.text.startsWith('--')) this.readLong(token, options, into)
    else this.readShorts(token, options, into)
  }

  private readLong(token: ShellToken, options: readonly LineOption[], into: Map<string, string[]>): void {
    const equals = token.text.indexOf('=')
    const name = token.text.slice(2, equals === -1 ? undefined : equals)
    const option = findLineOption(options, name)
    if (!option) {
      const meant = this.isFull()
        ? null
        : nearest(
            name,
            options.map((each) => each.name),
          )
      this.unknownFlag(token, meant === null ? null : `--${meant}`)
      return
    }
    if (equals === -1) {
      this.add('flag', token, option.name)
      if (option.takesValue) this.readValue(option, into)
      else keep(into, option.name, 'true')
      return
    }
    const value = token.text.slice(equals + 1)
    const { start, end } = token
    this.add('flag', { start, end: start + equals, text: `--${name}` }, option.name)
    this.add(
      'value',
      { start: start + equals + 1, end, text: value, variables: token.variables },
      option.name,
    )
    keep(into, option.name, value)
  }

  /** `-it`, `-p80:80`, `-n 5`, `-n=5`. */
  private readShorts(token: ShellToken, options: readonly LineOption[], into: Map<string, string[]>): void {
    const { start, end, text: value, variables } = token
    for (let letter = 1; letter < value.length; letter += 1) {
      const option = findLetter(options, value[letter] ?? '')
      if (!option) {
        this.unknownFlag({ ...token, start: start + letter, text: `-${value.slice(letter)}` }, null)
        return
      }
      const flag = { start: letter === 1 ? start : start + letter, end: start + letter + 1 }
      this.add('flag', { ...flag, text: `-${option.short}` }, option.name)
      if (!option.takesValue) keep(into, option.name, 'true')
      else if (letter + 1 === value.length) this.readValue(option, into)
      else {
        const rest = value.slice(letter + 1).replace(/^=/, '')
        this.add('value', { start: start + letter + 1, end, text: rest, variables }, option.name)
        keep(into, option.name, rest)
        return
      }
    }
  }

  private readValue(option: LineOption, into: Map<string, string[]>): void {
    const token = this.peek()
    if (!token) {
      this.problem('missing-value', `--${option.name}`)
      return
    }
    this.at += 1
    this.add('value', token, option.name)
    keep(into, option.name, token.text)
  }

  private unknownFlag(token: ShellToken, suggestion: string | null): void {
    this.problem('unknown-flag', token.text, suggestion)
    this.add('unknown', token)
  }
}

function keep(options: Map<string, string[]>, name: string, value: string): void {
  const values = options.get(name)
  if (values) values.push(value)
  else options.set(name, [value])
}
