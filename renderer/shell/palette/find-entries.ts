import { BookOpen, ListFilter } from 'lucide-react'
import { type CommandPath, commandPaths } from '../../../shared/docker-line/line-commands.ts'
import { explainCommand } from '../../actions/explain-store.ts'
import { navigate } from '../../router.ts'
import { setContainersView } from '../../store/containers-view.ts'
import { actionEntries, objectEntry, type PaletteContext } from './object-entries.ts'
import { entry, type PaletteEntry, type PaletteSection } from './palette-entry.ts'
import { type ObjectIndex, objectId, type PaletteObject } from './palette-objects.ts'
import type { Place } from './places.ts'
import { beginsWord, rank, termsOf } from './text-search.ts'

const mostObjects = 8
/** Objects that a verb is offered for. */
const mostTargets = 3
const mostCommands = 8
const mostLessons = 2

export type Searched = {
  readonly index: ObjectIndex
  readonly places: readonly Place[]
  /** What the screen is about: a verb alone means it first. */
  readonly onScreen: PaletteObject | null
  readonly recent: readonly string[]
  readonly context: PaletteContext
}

/** What is offered before anything is typed. */
export function suggestions({
  index,
  places,
  onScreen,
  recent,
  context,
}: Searched): readonly PaletteSection[] {
  const known = recent.flatMap((id) => entryOf(id, index, places, context) ?? [])
  const suggested = onScreen
    ? actionEntries(onScreen, context).filter(({ disabledReason }) => disabledReason === null)
    : []
  const shown = new Set(known.map(({ id }) => id))
  return present([
    { id: 'recent', entries: known },
    { id: 'suggested', entries: suggested.filter(({ id }) => !shown.has(id)).slice(0, mostCommands) },
    { id: 'places', entries: places.filter(({ id }) => !shown.has(id)) },
  ])
}

/** The entry with this id, as long as what it is about is there. */
function entryOf(
  id: string,
  index: ObjectIndex,
  places: readonly Place[],
  context: PaletteContext,
): PaletteEntry | null {
  const found = places.find((place) => place.id === id)
  if (found) return found
  const object = index.objects.find((each) => id === objectId(each) || id.startsWith(`${objectId(each)}:`))
  if (!object) return null
  if (id === objectId(object)) return objectEntry(object, context)
  return actionEntries(object, context).find((each) => each.id === id) ?? null
}

/** What can be done with one object, narrowed by what was typed. */
export function actionsOn(
  object: PaletteObject,
  query: string,
  context: PaletteContext,
): readonly PaletteSection[] {
  const entries = [objectEntryToOpen(object, context), ...actionEntries(object, context)]
  const terms = termsOf(query)
  const found = entries.filter(({ title, command }) => {
    const words = `${title} ${command ?? ''}`.toLowerCase()
    return terms.every((term) => words.includes(term))
  })
  return present([{ id: 'act', entries: found }])
}

function objectEntryToOpen(object: PaletteObject, context: PaletteContext): PaletteEntry {
  const found = objectEntry(object, context)
  return { ...found, object: null, title: context.t('palette.openObject', { name: object.name }) }
}

/** Everything that matches what was typed, the best apart. */
export function findEntries(query: string, searched: Searched): readonly PaletteSection[] {
  const { index, places, recent, context } = searched
  const { commands, named } = commandsFor(query, searched)
  const whole = rank(index.words, query, mostObjects).flatMap((at) => index.objects[at] ?? [])
  const objects = [...new Set([...whole, ...named])].slice(0, mostObjects)
  const found = {
    commands: recentFirst(commands, recent),
    objects: recentFirst(
      objects.map((object) => objectEntry(object, context)),
      recent,
    ),
    places: rank(
      places.map(({ title, words }) => `${title} ${words}`),
      query,
      mostCommands,
    ).flatMap((at) => places[at] ?? []),
    learn: lessons(query, context),
  }
  const best = found.commands[0] ?? exact(found.objects, query) ?? found.places[0] ?? found.objects[0]
  const rest = (entries: readonly PaletteEntry[]) => entries.filter(({ id }) => id !== best?.id)
  return present([
    { id: 'best', entries: best ? [best] : [] },
    { id: 'commands', entries: rest(found.commands) },
    { id: 'objects', entries: rest(found.objects) },
    { id: 'places', entries: rest(found.places) },
    { id: 'learn', entries: found.learn },
    { id: 'instead', entries: best ? [] : [asFilter(query, context)] },
  ])
}

function present(sections: readonly PaletteSection[]): readonly PaletteSection[] {
  return sections.filter(({ entries }) => entries.length > 0)
}

function exact(entries: readonly PaletteEntry[], query: string): PaletteEntry | undefined {
  return entries.find(({ title }) => title.toLowerCase() === query.trim().toLowerCase())
}

function recentFirst(entries: readonly PaletteEntry[], recent: readonly string[]): readonly PaletteEntry[] {
  const place = ({ id }: PaletteEntry) => (recent.includes(id) ? recent.indexOf(id) : recent.length)
  return entries.toSorted((one, other) => place(one) - place(other))
}

/**
 * Verbs with their objects: of `log wor`, `log` begins a word of "Logs of …" and `wor` finds its objects. Without
 * a word for the object, a verb means what is on screen.
 */
function commandsFor(query: string, searched: Searched): Found {
  const terms = termsOf(query)
  const commands = new Map<string, PaletteEntry>()
  const named = new Set<PaletteObject>()
  for (const kind of ['container', 'project', 'image', 'volume'] as const) {
    const sample = sampleOf(kind, searched)
    if (!sample) continue
    const verbs = terms.filter((term) => isVerb(term, sample, searched.context))
    if (verbs.length === 0) continue
    const others = terms.filter((term) => !verbs.includes(term))
    for (const object of targets(kind, others, searched)) {
      named.add(object)
      for (const each of matchingActions(object, verbs, searched.context)) commands.set(each.id, each)
    }
  }
  const isPossible = (each: PaletteEntry) => (each.disabledReason === null ? 0 : 1)
  const sorted = [...commands.values()].toSorted((one, other) => isPossible(one) - isPossible(other))
  return { commands: sorted.slice(0, mostCommands), named: [...named] }
}

type Found = { readonly commands: readonly PaletteEntry[]; readonly named: readonly PaletteObject[] }

function sampleOf(kind: PaletteObject['kind'], { index, onScreen }: Searched): PaletteObject | undefined {
  return onScreen?.kind === kind ? onScreen : index.objects.find((object) => object.kind === kind)
}

const groupWords = /^(container|image|volume|network|system)$/

/** The command's own words, such as `image rm`: names and options are not among them. */
function commandWords(command: string | null): readonly string[] {
  return (command ?? '').split(' && ').flatMap((each) => {
    const [, first = '', second = ''] = /^docker(?: --\S+ \S+)? (\S+)(?: (\S+))?/.exec(each) ?? []
    return groupWords.test(first) ? [first, second] : [first]
  })
}

/** What an entry says besides the name of its object. */
function verbWords({ title, command, id }: PaletteEntry, name: string): string {
  const titleWords = title.split(/[\s:：]+/).filter((word) => word.replace('…', '') !== name)
  return [...titleWords, ...commandWords(command), id.split(':').at(-1) ?? ''].join(' ')
}

function isVerb(term: string, sample: PaletteObject, context: PaletteContext): boolean {
  return actionEntries(sample, context).some((each) => beginsWord(verbWords(each, sample.name), term))
}

function targets(
  kind: PaletteObject['kind'],
  terms: readonly string[],
  searched: Searched,
): readonly PaletteObject[] {
  const { index, onScreen } = searched
  if (terms.length === 0) return onScreen?.kind === kind ? [onScreen] : []
  // A few more than are shown: names of other kinds are among them.
  return rank(index.words, terms.join(' '), 1_000)
    .flatMap((at) => index.objects[at] ?? [])
    .filter((object) => object.kind === kind)
    .slice(0, mostTargets)
}

function matchingActions(
  object: PaletteObject,
  verbs: readonly string[],
  context: PaletteContext,
): readonly PaletteEntry[] {
  return actionEntries(object, context).filter((each) => {
    const words = verbWords(each, object.name)
    return verbs.every((verb) => beginsWord(words, verb))
  })
}

/** Commands whose words begin with what was typed, to read about. */
function lessons(query: string, { t }: PaletteContext): readonly PaletteEntry[] {
  const terms = termsOf(query).filter((term) => term.length > 1)
  const isMeant = (path: CommandPath) => terms.some((term) => beginsWord(path, term))
  return commandPaths
    .filter(isMeant)
    .toSorted((one, other) => one.length - other.length)
    .slice(0, mostLessons)
    .map((path) => {
      const command = `docker ${path}`
      const title = t('palette.learn', { command })
      return entry({ id: `learn:${path}`, icon: BookOpen, title, run: () => explainCommand(command) })
    })
}

function asFilter(query: string, { t }: PaletteContext): PaletteEntry {
  return entry({
    id: 'filter',
    icon: ListFilter,
    title: t('palette.asFilter', { text: query }),
    run: () => {
      setContainersView({ filter: query, scope: 'all' })
      navigate({ pane: 'containers', project: null })
    },
  })
}
