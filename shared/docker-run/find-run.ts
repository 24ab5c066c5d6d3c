import type { ShellToken } from './shell/tokens.ts'

export type RunVerb = 'run' | 'create'

/** Options of docker itself, before the verb. */
export type DockerGlobals = { readonly host: string | null; readonly context: string | null }

/** A word of a command. */
export type Word = ShellToken

/** The command of a text that makes a container. */
export type FoundRun = {
  readonly verb: RunVerb
  readonly globals: DockerGlobals
  readonly program: Word
  /** `run`, or `container` and `run`. */
  readonly verbWords: readonly Word[]
  /** Options of docker itself that mean nothing here. */
  readonly ignored: readonly Word[]
  /** All words after the verb, to where a `;` or the like ends the command; lines are not told apart yet. */
  readonly arguments: readonly Word[]
  /** Words of commands before it, and of those after it. */
  readonly before: readonly Word[]
  readonly after: readonly Word[]
}
/** Why there is none, with the word that shows it. */
export type NotFound = { readonly code: 'empty' | 'not-docker' | 'not-run'; readonly word: Word | null }

/** Words up to a line's end. `isJoined`: only a line's end is before it, so it may go on with the command. */
type Line = { readonly words: Word[]; isJoined: boolean }

const dockerProgram = /^(?:.*[/\\])?docker(?:\.exe)?$/i
const likeDocker = /^(?:.*[/\\])?(?:docker|podman|nerdctl)(?:\.exe)?$/i
const assignment = /^[A-Za-z_]\w*\+?=/
const wrappers: ReadonlySet<string> = new Set([
  'time',
  'exec',
  'nohup',
  'command',
  'winpty',
  'env',
  'then',
  'do',
])
/** What may stand before a command in a list. */
const listMark = /^(?:[-*•]|[0-9]+[.)])$/
const superusers: ReadonlySet<string> = new Set(['sudo', 'doas'])

/** Whether the program is docker itself, and not one that takes the same options. */
export function isDocker(program: string): boolean {
  return dockerProgram.test(program)
}

/** Whether a word that begins a line begins a command rather than going on with one. */
export function beginsCommand({ text }: Word): boolean {
  return likeDocker.test(text) || superusers.has(text)
}

/** Finds the first command that makes a container. */
export function findRun(tokens: readonly ShellToken[]): FoundRun | NotFound {
  const lines = linesOf(tokens)
  let reason: NotFound = { code: 'empty', word: null }
  for (const [index, line] of lines.entries()) {
    const head = readHead(line.words)
    if ('verb' in head) {
      const next = lines.findIndex(({ isJoined }, other) => other > index && !isJoined)
      const end = next < 0 ? lines.length : next
      return {
        ...head,
        arguments: [...head.arguments, ...wordsOf(lines.slice(index + 1, end))],
        before: wordsOf(lines.slice(0, index)),
        after: wordsOf(lines.slice(end)),
      }
    }
    if (reason.code !== 'not-run' && head.code !== 'empty') reason = head
  }
  return reason
}

function linesOf(tokens: readonly ShellToken[]): readonly Line[] {
  let line: Line = { words: [], isJoined: false }
  const lines = [line]
  for (const token of tokens) {
    if (token.kind === 'word') line.words.push(token)
    else if (token.kind === 'line' || token.kind === 'end') {
      const isJoined = token.kind === 'line'
      if (line.words.length === 0) line.isJoined &&= isJoined
      else lines.push((line = { words: [], isJoined }))
    }
  }
  return lines
}

function wordsOf(lines: readonly Line[]): readonly Word[] {
  return lines.flatMap(({ words }) => words)
}

type Head = Omit<FoundRun, 'before' | 'after'>

/** Reads program, options of docker and verb. */
function readHead(words: readonly Word[]): Head | NotFound {
  const start = skipWrappers(words)
  const program = words[start]
  if (program === undefined) return { code: 'empty', word: null }
  if (!likeDocker.test(program.text)) return { code: 'not-docker', word: program }
  const { globals, ignored, end } = readGlobals(words, start + 1)
  const isLong = words[end]?.text === 'container'
  const verbWords = words.slice(end, end + (isLong ? 2 : 1))
  const verb = verbWords.at(-1)
  if (verb?.text !== 'run' && verb?.text !== 'create') return { code: 'not-run', word: verb ?? program }
  return {
    verb: verb.text,
    globals,
    program,
    verbWords,
    ignored,
    arguments: words.slice(end + verbWords.length),
  }
}

/** What stands before a program without being one: `FOO=1`, `sudo -E`, `time`. */
function skipWrappers(words: readonly Word[]): number {
  let at = 0
  for (; at < words.length; at += 1) {
    const text = words[at]?.text ?? ''
    if (superusers.has(text)) at = skipFlags(words, at + 1) - 1
    else if (!assignment.test(text) && !wrappers.has(text) && !listMark.test(text)) break
  }
  return at
}

const superuserValue = /^-[ughpCDRT]$/

function skipFlags(words: readonly Word[], from: number): number {
  let at = from
  while (words[at]?.text.startsWith('-')) at += superuserValue.test(words[at]?.text ?? '') ? 2 : 1
  return at
}

const globalNames: ReadonlyMap<string, 'host' | 'context' | 'value'> = new Map([
  ['-H', 'host'],
  ['--host', 'host'],
  ['-c', 'context'],
  ['--context', 'context'],
  ['--config', 'value'],
  ['-l', 'value'],
  ['--log-level', 'value'],
  ['--tlscacert', 'value'],
  ['--tlscert', 'value'],
  ['--tlskey', 'value'],
])

function readGlobals(words: readonly Word[], from: number) {
  const globals: { host: string | null; context: string | null } = { host: null, context: null }
  const ignored: Word[] = []
  let at = from
  for (let word = words[at]; word?.text.startsWith('-'); word = words[at]) {
    const { kind, inline } = readGlobal(word.text)
    if (kind === 'host' || kind === 'context') globals[kind] = inline ?? words[at + 1]?.text ?? ''
    else ignored.push(word)
    at += kind !== undefined && inline === undefined ? 2 : 1
  }
  return { globals, ignored, end: at }
}

function readGlobal(text: string) {
  const kind = globalNames.get(text)
  if (kind !== undefined) return { kind, inline: undefined }
  const [, name = '', inline] = /^(--[\w-]+(?==)|-[Hcl])=?(.+)$/s.exec(text) ?? []
  return { kind: globalNames.get(name), inline }
}
