import { BookOpen, Copy, Search, SquareTerminal } from 'lucide-react'
import { quoteWord } from '../../../shared/docker-command.ts'
import type { CommandPath } from '../../../shared/docker-line/line-commands.ts'
import {
  type DockerLine,
  type LineProblem,
  parseLine,
  parseLines,
} from '../../../shared/docker-line/parse-line.ts'
import { copyText } from '../../actions/copy-text.ts'
import { explainCommand } from '../../actions/explain-store.ts'
import { containerLines } from './container-lines.ts'
import { unknownFilters } from './line-filters.ts'
import type { LineHandler, LineIntent, NamedKind } from './line-intent.ts'
import type { PaletteContext } from './object-entries.ts'
import { objectLines } from './object-lines.ts'
import { entry, type PaletteEntry, type PaletteSection } from './palette-entry.ts'
import { rank } from './text-search.ts'

/** More is not read on screen. */
const longestShown = 2_000
const mostNames = 4

const handlers: Partial<Readonly<Record<CommandPath, LineHandler>>> = { ...containerLines, ...objectLines }

/** What the palette offers for a docker command that was typed or pasted. */
export function lineSections(text: string, context: PaletteContext): readonly PaletteSection[] {
  const lines = parseLines(text)
  const [line] = lines
  if (!line) return []
  const command = text.trim().replace(/^\$\s+/, '')
  const answered = answer(line, lines.length, command, context)
  const sections: readonly PaletteSection[] = [
    { id: 'best', entries: [answered.best] },
    { id: 'meant', entries: answered.meant },
    { id: 'instead', entries: instead(command, line, context) },
  ]
  return sections.filter(({ entries }) => entries.length > 0)
}

type Answer = { readonly best: PaletteEntry; readonly meant: readonly PaletteEntry[] }

function answer(line: DockerLine, count: number, command: string, context: PaletteContext): Answer {
  const { t } = context
  const [problem] = line.problems
  if (problem) return { best: refused(problemWords(problem, context), command), meant: meant(command) }
  const reason = whyNot(line, count, context)
  if (reason !== null) return { best: refused(reason, command), meant: [] }
  const handler = line.path === null ? undefined : handlers[line.path]
  if (!handler) {
    const words = t('palette.line.cannot.noPlace', { command: line.path ?? '' })
    return { best: refused(words, command), meant: [] }
  }
  const intent = handler.resolve(line, context, command)
  if (intent.kind === 'cannot') return { best: refused(intent.reason, command), meant: [] }
  if (intent.kind === 'missing') {
    const reasonWords = t(`palette.line.notFound.${intent.what}`, { name: intent.name })
    return { best: refused(reasonWords, command), meant: otherNames(command, line, intent, context) }
  }
  return { best: doable(intent, line, handler, command, context), meant: [] }
}

/** Why the app does not do what docker would. */
function whyNot(line: DockerLine, count: number, { endpoint, t }: PaletteContext): string | null {
  if (count > 1) return t('palette.line.cannot.several')
  if (line.parts.some(({ kind }) => kind === 'redirect')) return t('palette.line.cannot.redirect')
  const engine = otherEngine(line, endpoint)
  if (engine !== null) return t('palette.line.cannot.otherEngine', { engine })
  if (line.path === 'events') return t('palette.line.cannot.events')
  return line.path === 'build' ? t('palette.line.cannot.build') : null
}

/** The engine that the line names, when it is not the one in use. */
function otherEngine({ globals }: DockerLine, endpoint: PaletteContext['endpoint']): string | null {
  const engine = globals.get('host')?.at(-1) ?? globals.get('context')?.at(-1) ?? null
  return engine === endpoint?.host || engine === endpoint?.name ? null : engine
}

function refused(reason: string, command: string): PaletteEntry {
  return entry({
    id: 'line:refused',
    icon: SquareTerminal,
    title: reason,
    disabledReason: '',
    command: shown(command),
    run: () => {},
  })
}

function doable(
  { icon, title, disabledReason = null, run }: Extract<LineIntent, { kind: 'do' }>,
  line: DockerLine,
  { carries }: LineHandler,
  command: string,
  { t }: PaletteContext,
): PaletteEntry {
  const left = [
    ...[...line.options.keys()].filter((name) => !carries.includes(name)).map((name) => `--${name}`),
    ...(line.path === 'ps' ? unknownFilters(line).map((filter) => `--filter ${filter}`) : []),
  ]
  const detail = left.length === 0 ? '' : t('palette.line.leftOut', { options: left.join(' ') })
  return entry({ id: `line:${command}`, icon, title, detail, disabledReason, command: shown(command), run })
}

function shown(command: string): string {
  return command.length > longestShown ? `${command.slice(0, longestShown)}…` : command
}

function problemWords(problem: LineProblem, { t }: PaletteContext): string {
  const { code, word } = problem
  if (code !== 'missing-operand') return t(`palette.line.problem.${code}`, { word: word.slice(0, 80) })
  return t(`palette.line.problem.missing-operand.${word as 'container'}`)
}

/** Slips of the fingers that are put right at once. */
const mostSlips = 5

/** The same line with the words that were probably mistyped put right. */
function meant(command: string): readonly PaletteEntry[] {
  let text = command
  for (let slip = 0; slip < mostSlips; slip += 1) {
    const found = parseLine(text).problems.find(({ suggestion }) => suggestion !== null)
    if (!found) break
    text = text.replace(found.word, () => found.suggestion ?? found.word)
  }
  return text === command ? [] : [corrected(text)]
}

function corrected(text: string): PaletteEntry {
  return entry({ id: `meant:${text}`, icon: Search, title: shown(text), text, run: () => {} })
}

/** The same line with names that are there. */
function otherNames(
  command: string,
  line: DockerLine,
  { what, name }: { readonly what: NamedKind; readonly name: string },
  { app }: PaletteContext,
): readonly PaletteEntry[] {
  const part = line.parts.find(({ kind, value }) => kind === 'operand' && value === name)
  if (!part) return []
  const names = {
    container: () => [...app.containers.all()].map((container) => container.name),
    image: () => [...app.images.all()].flatMap(({ tags }) => tags),
    volume: () => [...app.volumes.all()].map((volume) => volume.name),
    network: () => [...app.networks.all()].map((network) => network.name),
    project: () => [...app.containers.all()].flatMap(({ compose }) => compose?.project ?? []),
    object: () => [...app.containers.all()].map((container) => container.name),
  }[what]()
  const known = [...new Set(names)]
  return rank(known, name, mostNames).flatMap((at) => {
    const found = known[at]
    return found === undefined ? [] : [corrected(command.replace(name, () => quoteWord(found)))]
  })
}

function instead(command: string, line: DockerLine, { t }: PaletteContext): readonly PaletteEntry[] {
  const copy = entry({
    id: 'line:copy',
    icon: Copy,
    title: t('palette.line.copy'),
    run: () => void copyText(command),
  })
  const explain = entry({
    id: 'line:explain',
    icon: BookOpen,
    title: t('palette.line.explain'),
    run: () => explainCommand(command),
  })
  return line.path === null ? [copy] : [explain, copy]
}
