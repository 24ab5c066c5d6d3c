import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import {
  readChoice,
  readList,
  readParts,
  readRecord,
  readSize,
  readSwitch,
  readText,
  readWhole,
} from './kept.ts'
import { writeChanges } from './write-changes.ts'

/** In the order they stand when nobody moved one. */
export const columnIds = ['name', 'status', 'image', 'cpu', 'memory', 'ports', 'created', 'id'] as const
export type ColumnId = (typeof columnIds)[number]
export const listScopes = ['all', 'running', 'stopped', 'attention'] as const
export type ListScope = (typeof listScopes)[number]
/** By one of the usual things, or by the values of any label. */
export type Grouping = (typeof groupings)[number] | `label:${string}`
export const groupings = ['project', 'image', 'network', 'none'] as const

/** What a saved view holds: everything that decides which rows stand where. */
export type ViewChoices = {
  readonly filter: string
  readonly scope: ListScope
  readonly sort: { readonly key: ColumnId; readonly isDescending: boolean }
  readonly grouping: Grouping
  readonly hiddenColumns: readonly ColumnId[]
  /** As far as columns were moved; the others stand where they always do. */
  readonly columnOrder: readonly ColumnId[]
}

/** Choices under a name of their own. */
export type SavedView = ViewChoices & { readonly name: string }

type Kept = Omit<ViewChoices, 'filter' | 'scope'> & {
  /** Groups opened (true) or closed (false) by hand, by `groupToggleKey`. */
  readonly toggledGroups: Readonly<Record<string, boolean>>
  readonly isCompact: boolean
  /** Whether letters act on rows: S stops, R restarts. */
  readonly areLettersOn: boolean
  /** Pixels; columns that were never resized are absent. */
  readonly columnWidths: Readonly<Partial<Record<ColumnId, number>>>
  /** Pixels, within `panelBounds`. */
  readonly panelWidth: number
  readonly savedViews: readonly SavedView[]
  /** Name of the view that the list opens with, null for the choices made last. */
  readonly defaultView: string | null
}

export const panelBounds = { least: 320, most: 560 } as const

type Passing = {
  readonly filter: string
  readonly scope: ListScope
  readonly ticked: ReadonlySet<string>
  /** Where ⇧ ranges begin. */
  readonly anchor: string | null
  /** Key of the row the keyboard is on. */
  readonly cursor: string | null
  /** The container that the side panel shows, null while it is closed. */
  readonly panelId: string | null
  /** Name of the saved view that was opened last, changed since or not. */
  readonly openedView: string | null
}

type State = Kept & Passing
export type ContainersViewState = State

const kept: Kept = {
  sort: { key: 'name', isDescending: false },
  grouping: 'project',
  toggledGroups: {},
  hiddenColumns: ['created', 'id'],
  columnOrder: [],
  columnWidths: {},
  isCompact: false,
  areLettersOn: true,
  panelWidth: 384,
  savedViews: [],
  defaultView: null,
}
const passing: Passing = {
  filter: '',
  scope: 'all',
  ticked: new Set(),
  anchor: null,
  cursor: null,
  panelId: null,
  openedView: null,
}

const readColumn = readChoice(columnIds)
const viewReaders = {
  sort: readWhole({ key: readColumn, isDescending: readSwitch }),
  grouping: (value: unknown): Grouping | undefined => {
    const isLabel = (word: unknown): word is Grouping => typeof word === 'string' && /^label:./s.test(word)
    return isLabel(value) ? value : readChoice(groupings)(value)
  },
  hiddenColumns: readList(readColumn),
  columnOrder: readList(readColumn),
}
const readKept = readParts<Kept>({
  ...viewReaders,
  toggledGroups: readRecord(readSwitch),
  columnWidths: readRecord(readSize),
  isCompact: readSwitch,
  areLettersOn: readSwitch,
  panelWidth: readSize,
  savedViews: readList(
    readWhole<SavedView>({
      ...viewReaders,
      name: readText,
      filter: readText,
      scope: readChoice(listScopes),
    }),
  ),
  defaultView: readText,
})

/** What was chosen before, as far as it can be read, with the view on top that the list is to open with. */
function recall(written: unknown, initial: State): State {
  const state: State = { ...initial, ...readKept(written) }
  const view = state.savedViews.find(({ name }) => name === state.defaultView)
  if (!view) return { ...state, defaultView: null }
  const { name, ...choices } = view
  return { ...state, ...choices, openedView: name }
}

/** How far the list was scrolled, for the way back to it. Nothing is drawn from it. */
export const listScroll = { top: 0 }

/**
 * What a person chose to see in the containers list. Choices of taste outlive the session; where one is
 * (filter, ticks, scroll position) lasts until reload, so that Back returns to it.
 */
export const useContainersView = create<State>()(
  persist((): State => ({ ...kept, ...passing }), {
    name: 'bayplan.containers-view',
    version: 1,
    storage: writeChanges<Kept>(),
    merge: recall,
    partialize: (state): Kept =>
      Object.fromEntries(Object.keys(kept).map((key) => [key, state[key as keyof Kept]])) as Kept,
  }),
)

export function setContainersView(change: Partial<State>): void {
  useContainersView.setState(change)
}

/** Columns as they are at the start: which there are, in which order, how wide. */
export function resetContainersColumns(): void {
  const { hiddenColumns, columnOrder, columnWidths } = kept
  useContainersView.setState({ hiddenColumns, columnOrder, columnWidths })
}

/** Forgets everything, the persisted part included. */
export function resetContainersView(): void {
  useContainersView.setState({ ...kept, ...passing })
}

export function setTicked(ids: Iterable<string>): void {
  useContainersView.setState({ ticked: new Set(ids) })
}

export function toggleTicked(id: string, isTicked: boolean): void {
  const ticked = new Set(useContainersView.getState().ticked)
  if (isTicked) ticked.add(id)
  else ticked.delete(id)
  useContainersView.setState({ ticked, anchor: id })
}

/** Where it is kept that a group was opened or closed: an image may be called as a project is. */
export function groupToggleKey(grouping: Grouping, group: string): string {
  return grouping === 'project' ? group : `${grouping}/${group}`
}

export function toggleGroups(groups: readonly string[], isOpen: boolean): void {
  const { toggledGroups, grouping } = useContainersView.getState()
  const toggled = groups.map((group) => [groupToggleKey(grouping, group), isOpen] as const)
  useContainersView.setState({ toggledGroups: { ...toggledGroups, ...Object.fromEntries(toggled) } })
}

export function toggleGroup(group: string, isOpen: boolean): void {
  toggleGroups([group], isOpen)
}

/** Sorts by this column; a second time turns the direction. Figures begin with the largest. */
export function sortBy(key: ColumnId, turn = false): void {
  const { sort } = useContainersView.getState()
  const startsDescending = key === 'cpu' || key === 'memory' || key === 'created'
  const isDescending = sort.key === key ? !sort.isDescending : startsDescending !== turn
  useContainersView.setState({ sort: { key, isDescending } })
}
