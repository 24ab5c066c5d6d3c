import type { DockerGlobals, FoundRun, RunVerb, Word } from './find-run.ts'
import { findRun, isDocker } from './find-run.ts'
import { readArguments } from './read-arguments.ts'
import type { RunPart } from './run-part.ts'
import type { RunProblem, RunProblemCode } from './run-problem.ts'
import type { RunSpec } from './run-spec.ts'
import type { Shell } from './shell/shell.ts'
import { detectShell, readShell } from './shell/shell.ts'
import type { ShellText } from './shell/tokens.ts'

export type ParsedRun = {
  /** Null when the text holds no command that makes a container; without an image when only that is missing. */
  readonly spec: RunSpec | null
  readonly verb: RunVerb
  readonly shell: Shell
  readonly globals: DockerGlobals
  /** In the order of the text. */
  readonly problems: readonly RunProblem[]
  readonly parts: readonly RunPart[]
}

/** Characters. No system takes longer command lines. */
const maxLength = 2 ** 21
const shownLength = 80

/**
 * Reads a `docker run` or `docker create` command as it stands in a shell, a script or on a web page: with a prompt
 * before it, other commands around it, over many lines. Without `shell` the text tells which one it was written for.
 * Never throws; takes time in proportion to the text.
 */
export function parseRun(text: string, shell: Shell = detectShell(text)): ParsedRun {
  const nothing: ParsedRun = {
    spec: null,
    verb: 'run',
    shell,
    globals: { host: null, context: null },
    problems: [],
    parts: [],
  }
  if (text.length > maxLength)
    return { ...nothing, problems: [problemAt('too-long', null, { start: 0, end: text.length })] }
  const read = readShell(shell, blankOut(text))
  const found = findRun(read.tokens)
  if (!('verb' in found)) {
    const span = found.word ?? { start: 0, end: text.length }
    return { ...nothing, problems: [problemAt(found.code, found.word?.text ?? null, span)] }
  }
  const words = readArguments(found.arguments, text, found.verb)
  const problems = [
    ...problemsOfShell(read, text),
    ...problemsAround(found, words.unread, text),
    ...words.problems,
  ]
  return {
    ...nothing,
    spec: words.spec,
    verb: found.verb,
    globals: found.globals,
    problems: problems.toSorted((one, other) => (one.start ?? text.length) - (other.start ?? text.length)),
    parts: [...partsOfHead(found), ...words.parts, ...commentsOf(read)].toSorted(
      (one, other) => one.start - other.start,
    ),
  }
}

const assigned = /^\s*(?:export\s+)?\w+=("?)\$\((?=\s*(?:sudo\s+)?docker\b)/

/** The command of `id=$(docker run …)`: blanks in place of what is around it, so that positions stay. */
function blankOut(text: string): string {
  const [opening, quote = ''] = assigned.exec(text) ?? []
  const closing = `)${quote}`
  const inner = text.trimEnd()
  if (opening === undefined || !inner.endsWith(closing)) return text
  return `${' '.repeat(opening.length)}${inner.slice(opening.length, -closing.length)}`
}

type Span = { readonly start: number; readonly end: number }

function problemAt(code: RunProblemCode, value: string | null, { start, end }: Span): RunProblem {
  return { code, option: null, value, index: null, start, end }
}

function problemsOfShell({ tokens, problems }: ShellText, text: string): readonly RunProblem[] {
  const redirects = tokens.filter(({ kind }) => kind === 'redirect')
  return [
    ...problems.map(({ code, start, end }) =>
      problemAt(code, text.slice(start, Math.min(end, start + shownLength)), { start, end }),
    ),
    ...redirects.map((token) => problemAt('redirect', token.text, token)),
  ]
}

/** What was left aside: other programs and commands, and options of docker itself. */
function problemsAround(found: FoundRun, unread: readonly Word[], text: string): readonly RunProblem[] {
  const { program, ignored, before, after } = found
  const others = [before, [...unread, ...after]].flatMap((words) => {
    const [first] = words
    if (first === undefined) return []
    const span = { start: first.start, end: words.at(-1)?.end ?? first.end }
    return [
      problemAt('other-command', text.slice(span.start, Math.min(span.end, span.start + shownLength)), span),
    ]
  })
  return [
    ...(isDocker(program.text) ? [] : [problemAt('other-program', program.text, program)]),
    ...ignored.map((word) => problemAt('global-option', word.text, word)),
    ...others,
  ]
}

function partsOfHead({ program, verbWords }: FoundRun): readonly RunPart[] {
  const [first, last] = [verbWords[0], verbWords.at(-1)]
  const verb = { start: first?.start ?? program.end, end: last?.end ?? program.end }
  return [
    { start: program.start, end: program.end, kind: 'program', option: null, index: null },
    { ...verb, kind: 'verb', option: null, index: null },
  ]
}

function commentsOf({ tokens }: ShellText): readonly RunPart[] {
  return tokens
    .filter(({ kind }) => kind === 'comment')
    .map(({ start, end }) => ({ start, end, kind: 'comment', option: null, index: null }))
}
