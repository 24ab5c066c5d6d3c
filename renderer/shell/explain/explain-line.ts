import type { TFunction } from 'i18next'
import type { DockerLine, LinePart } from '../../../shared/docker-line/parse-line.ts'
import { parseLines } from '../../../shared/docker-line/parse-line.ts'
import { explain } from '../../i18n/en/explain.ts'
import { runOptions } from '../../i18n/en/run-options.ts'

export type ExplainRow = {
  /** As it is written, or would be. */
  readonly text: string
  readonly meaning: string
  /** Not written: what docker does by itself. */
  readonly isDefault: boolean
}

/** What one docker command does, in the language of the page. */
export type ExplainedCommand = {
  readonly text: string
  readonly summary: string
  readonly rows: readonly ExplainRow[]
  readonly line: DockerLine
}

/** A page of text that was pasted is not read to its end. */
const mostCommands = 20
const mostRows = 100
const longestPart = 400

/** Explains all commands of a line. `exampleId` is an id whose first letters stand as the example of one. */
export function explainLine(text: string, t: TFunction, exampleId: string): readonly ExplainedCommand[] {
  return parseLines(text)
    .slice(0, mostCommands)
    .map((line) => ({
      text: text.slice(line.start, line.end),
      summary: summaryOf(line, t),
      rows: [...new PartReader(text, line, t, exampleId).rows(), ...defaultRows(line, t)].slice(0, mostRows),
      line,
    }))
}

function isDocker({ problems }: DockerLine): boolean {
  return problems[0]?.code !== 'not-docker'
}

function summaryOf(line: DockerLine, t: TFunction): string {
  if (line.path !== null) return t(`explain.command.${line.path}`)
  return t(isDocker(line) ? 'explain.unknownSummary' : 'explain.shellSummary')
}

/** Turns the parts of a line into rows: words that belong together share one. */
class PartReader {
  private readonly text: string
  private readonly line: DockerLine
  private readonly t: TFunction
  private readonly exampleId: string

  constructor(text: string, line: DockerLine, t: TFunction, exampleId: string) {
    this.text = text
    this.line = line
    this.t = t
    this.exampleId = exampleId
  }

  rows(): readonly ExplainRow[] {
    const { start, end } = this.line
    const parts = this.line.parts.slice(0, 2 * mostRows)
    if (!isDocker(this.line)) return [row(this.text.slice(start, end), this.t('explain.shellCommand'))]
    const rows: ExplainRow[] = [...this.programRows()]
    const isWord = (part: LinePart) => part.kind === 'argument'
    parts.forEach((part, index) => {
      const before = parts[index - 1]
      if (part.kind === 'flag') rows.push(this.flagRow(part, parts[index + 1]))
      else if (part.kind === 'operand') rows.push(row(this.source(part), this.operand(part)))
      else if (part.kind === 'redirect') rows.push(this.redirectRow(part))
      else if (part.kind === 'comment') rows.push(row(part.value, this.t('explain.comment')))
      else if (part.kind === 'unknown') rows.push(row(this.source(part), this.unknown(part)))
      else if (isWord(part) && !(before && isWord(before))) rows.push(this.argumentRow())
    })
    return rows
  }

  private programRows(): readonly ExplainRow[] {
    const { line, t } = this
    const program = line.parts.filter(({ kind, value }) => kind === 'program' && value !== 'sudo')
    const verbs = line.parts.filter(({ kind }) => kind === 'verb')
    const sudo = line.parts.some(({ kind, value }) => kind === 'program' && value === 'sudo')
    const name = [...program, ...verbs].map(({ value }) => value).join(' ')
    const more = line.path === 'restart' ? t('explain.restartMore') : null
    const meaning = more === null ? t('explain.program') : t('explain.programMore', { more })
    return [...(sudo ? [row('sudo', t('explain.sudo'))] : []), ...(name === '' ? [] : [row(name, meaning)])]
  }

  private flagRow(flag: LinePart, next: LinePart | undefined): ExplainRow {
    if (flag.name === null) return row(flag.value, this.t('explain.flagsEnd'))
    const value = next?.kind === 'value' && next.name === flag.name ? next : null
    const meaning = optionMeaning(this.line, flag, this.t)
    if (value === null) return row(flag.value, meaning)
    const isOff = value.value === 'false'
    return row(`${flag.value} ${this.source(value)}`, isOff ? this.t('explain.off', { meaning }) : meaning)
  }

  private operand({ operand }: LinePart): string {
    if (operand === null) return this.t('explain.extra')
    return operand.kind === 'container' && operand.isMany
      ? this.t('explain.operand.containers', { id: this.exampleId.slice(0, 3) })
      : this.t(`explain.operand.${operand.kind}`)
  }

  private argumentRow(): ExplainRow {
    const words = this.line.parts.filter(({ kind }) => kind === 'argument')
    const text = this.text.slice(words[0]?.start, words.at(-1)?.end)
    const meaning = this.line.path === 'top' ? 'explain.programArguments' : 'explain.argument'
    return row(text, this.t(meaning))
  }

  private redirectRow(part: LinePart): ExplainRow {
    const { t } = this
    const meaning =
      part.name === '<' ? t('explain.from') : part.name === '>>' ? t('explain.behind') : t('explain.into')
    return row(this.source(part), meaning)
  }

  private unknown(part: LinePart): string {
    if (this.line.path === null) return ''
    return this.t(part.value.startsWith('-') ? 'explain.unknown' : 'explain.extra')
  }

  private source({ start, end }: LinePart): string {
    return this.text.slice(start, end)
  }
}

function row(text: string, meaning: string, isDefault = false): ExplainRow {
  const shown = text.length > longestPart ? `${text.slice(0, longestPart)}…` : text
  return { text: shown, meaning, isDefault }
}

function isKeyOf<T extends object>(words: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(words, key)
}

function optionMeaning({ path }: DockerLine, { name, isGlobal }: LinePart, t: TFunction): string {
  if (name === null) return ''
  if (isGlobal) return isKeyOf(explain.global, name) ? t(`explain.global.${name}`) : ''
  const own = `${path} ${name}`
  if (isKeyOf(explain.option, own)) return t(`explain.option.${own}`)
  const isRun = path === 'run' || path === 'create' || path === 'update'
  if (!isRun && isKeyOf(explain.option, name)) return t(`explain.option.${name}`)
  return isKeyOf(runOptions, name) ? t(`runOptions.${name}`) : ''
}

/** What the command does because an option is not written. */
function defaultRows({ path, options, problems }: DockerLine, t: TFunction): readonly ExplainRow[] {
  if (path === null || problems.length > 0) return []
  return Object.keys(explain.left).flatMap((key) => {
    const name = key.slice(path.length + 1)
    if (!key.startsWith(`${path} `) || options.has(name) || !isKeyOf(explain.left, key)) return []
    return [row(`--${name}${examples[key] ?? ''}`, t(`explain.left.${key}`), true)]
  })
}

/** The values that stand for options that are not written. */
const examples: Readonly<Record<string, string>> = {
  'stop timeout': ' 10',
  'stop signal': ' SIGTERM',
  'restart timeout': ' 10',
  'restart signal': ' SIGTERM',
  'kill signal': ' SIGKILL',
  'logs tail': ' all',
  'network create driver': ' bridge',
  'volume create driver': ' local',
  'run network': ' bridge',
  'run restart': ' no',
}
