import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { writeChanges } from './write-changes.ts'

export type ColumnId = 'name' | 'status' | 'image' | 'cpu' | 'memory' | 'ports' | 'created' | 'id'
export type ListScope = 'all' | 'running' | 'stopped' | 'attention'

type Kept = {
  readonly sort: { readonly key: ColumnId; readonly isDescending: boolean }
  readonly grouping: 'project' | 'none'
  /** Groups opened (true) or closed (false) by hand. */
  readonly toggledGroups: Readonly<Record<string, boolean>>
  readonly hiddenColumns: readonly ColumnId[]
  readonly isCompact: boolean
  /** Whether letters act on rows: S stops, R restarts. */
  readonly areLettersOn: boolean
  /** Pixels; columns that were never resized are absent. */
  readonly columnWidths: Readonly<Partial<Record<ColumnId, number>>>
  /** Pixels, within `panelBounds`. */
  readonly panelWidth: number
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
}

type State = Kept & Passing

const kept: Kept = {
  sort: { key: 'name', isDescending: false },
  grouping: 'project',
  toggledGroups: {},
  hiddenColumns: ['created', 'id'],
  columnWidths: {},
  isCompact: false,
  areLettersOn: true,
  panelWidth: 384,
}
const passing: Passing = {
  filter: '',
  scope: 'all',
  ticked: new Set(),
  anchor: null,
  cursor: null,
  panelId: null,
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
    partialize: (state): Kept => ({
      sort: state.sort,
      grouping: state.grouping,
      toggledGroups: state.toggledGroups,
      hiddenColumns: state.hiddenColumns,
      columnWidths: state.columnWidths,
      isCompact: state.isCompact,
      areLettersOn: state.areLettersOn,
      panelWidth: state.panelWidth,
    }),
  }),
)

export function setContainersView(change: Partial<State>): void {
  useContainersView.setState(change)
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

export function toggleGroup(group: string, isOpen: boolean): void {
  const { toggledGroups } = useContainersView.getState()
  useContainersView.setState({ toggledGroups: { ...toggledGroups, [group]: isOpen } })
}

/** Sorts by this column; a second time turns the direction. Figures begin with the largest. */
export function sortBy(key: ColumnId, turn = false): void {
  const { sort } = useContainersView.getState()
  const startsDescending = key === 'cpu' || key === 'memory' || key === 'created'
  const isDescending = sort.key === key ? !sort.isDescending : startsDescending !== turn
  useContainersView.setState({ sort: { key, isDescending } })
}
