import type { Container } from '../../../shared/container.ts'
import type { StateView } from '../../container-state.ts'
import { deriveState, isAlive } from '../../container-state.ts'
import type { Grouping, ListScope } from '../../store/containers-view.ts'
import { groupToggleKey } from '../../store/containers-view.ts'
import type { EntityStore } from '../../store/entity-store.ts'
import type { StatsStore } from '../../store/stats-store.ts'
import { compareNames, compareValues, type SortValue } from '../objects/order.ts'
import type { FilterTerm, Searchable } from './filter.ts'
import { matchesFilter, parseFilter, toSearchable } from './filter.ts'
import type { GroupView } from './groups.ts'
import { groupBy, groupKeysOf, isSameGroup, projectOf, summarise } from './groups.ts'
import type { Sort } from './sort.ts'
import { isLiveSort, sortValue } from './sort.ts'

/** What a person chose to see. */
export type ListView = {
  readonly filter: string
  readonly scope: ListScope
  /** Only this Compose project. */
  readonly project: string | null
  readonly sort: Sort
  readonly grouping: Grouping
  /** Groups that were opened (true) or closed (false) by hand, by `groupToggleKey`. */
  readonly toggledGroups: Readonly<Record<string, boolean>>
}

export type ListRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: string }
  | {
      readonly kind: 'container'
      /** Its id; in the groups after the first one it stands in, the group too. */
      readonly key: string
      readonly id: string
      readonly group: string | null
    }

export type ListCounts = Readonly<Record<ListScope, number>> & {
  /** Rows that filter and scope let through, those in closed groups included. */
  readonly shown: number
  readonly projects: number
}

/** Beyond this, groups start closed unless they need attention. */
const manyContainers = 200

type Entry = {
  container: Container
  state: StateView
  searchable: Searchable
  value: SortValue
  groups: readonly string[]
}

export const groupRowKey = (group: string) => `group:${group}`

/**
 * The list as rows, outside React. Sources are read at most once a frame; the order is made anew only when
 * a sort value moved, and every published part keeps its identity until it differs.
 */
export class ContainerListModel {
  private readonly containers: EntityStore<Container>
  private readonly stats: StatsStore
  private readonly entries = new Map<string, Entry>()
  private ordered: readonly Entry[] = []
  private view: ListView
  private terms: readonly FilterTerm[]
  private frame = 0
  private readonly listeners = new Set<() => void>()
  private undo: (() => void)[] = []
  private statsUndo: (() => void)[] = []
  private statsIds = ''
  /** How often the order was made anew. */
  sortings = 0

  rows: readonly ListRow[] = []
  /** Containers that filter and scope let through, those in closed groups included. */
  shown: ReadonlySet<string> = new Set()
  counts: ListCounts = { all: 0, running: 0, stopped: 0, attention: 0, shown: 0, projects: 0 }
  private groups: ReadonlyMap<string, GroupView> = new Map()

  constructor(containers: EntityStore<Container>, stats: StatsStore, view: ListView) {
    this.containers = containers
    this.stats = stats
    this.view = view
    this.terms = parseFilter(view.filter)
    this.refresh(true)
  }

  /** Begins to follow the stores; the returned function ends it. */
  connect(): () => void {
    this.undo = [this.containers.subscribe(() => this.schedule())]
    this.refresh(false)
    return () => {
      cancelAnimationFrame(this.frame)
      this.frame = 0
      this.statsIds = ''
      for (const undo of [...this.undo.splice(0), ...this.statsUndo.splice(0)]) undo()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  group(key: string): GroupView | undefined {
    return this.groups.get(key)
  }

  setView(view: ListView): void {
    if (view === this.view) return
    const { sort, grouping } = this.view
    if (view.filter !== this.view.filter) this.terms = parseFilter(view.filter)
    this.view = view
    if (view.grouping !== grouping) this.regroup()
    this.refresh(sort.key !== view.sort.key || sort.isDescending !== view.sort.isDescending)
  }

  private regroup(): void {
    for (const entry of this.entries.values()) entry.groups = groupKeysOf(entry.container, this.view.grouping)
  }

  /** Reads the sources again in the next frame: time passed, or a sample came. */
  readonly schedule = (): void => {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.refresh(false)
    })
  }

  private refresh(isNewOrder: boolean): void {
    if (this.readSources(Date.now()) || isNewOrder) this.sortEntries()
    this.followStats()
    if (this.publish()) for (const listener of this.listeners) listener()
  }

  /** Brings the entries up to date; true when the order may differ. */
  private readSources(nowMs: number): boolean {
    let hasMoved = false
    for (const id of this.entries.keys()) {
      if (!this.containers.get(id)) hasMoved = this.entries.delete(id) || hasMoved
    }
    for (const container of this.containers.all()) {
      const entry = this.entries.get(container.id)
      hasMoved = this.readOne(container, entry, nowMs) || hasMoved
    }
    return hasMoved
  }

  private readOne(container: Container, entry: Entry | undefined, nowMs: number): boolean {
    const sample = this.stats.latest(container.id)
    const state = deriveState(container, nowMs, sample?.memoryBytes ?? null)
    const value = sortValue(this.view.sort.key, container, state, sample)
    if (!entry) {
      const searchable = toSearchable(container, state.kind)
      const groups = groupKeysOf(container, this.view.grouping)
      this.entries.set(container.id, { container, state, searchable, value, groups })
      return true
    }
    const hasMoved = entry.value !== value || entry.container.name !== container.name
    if (entry.container !== container) {
      entry.searchable = toSearchable(container, state.kind)
      entry.groups = groupKeysOf(container, this.view.grouping)
    }
    entry.container = container
    entry.state = state
    entry.value = value
    return hasMoved
  }

  private sortEntries(): void {
    this.sortings += 1
    const { isDescending } = this.view.sort
    this.ordered = [...this.entries.values()].sort(
      (a, b) =>
        compareValues(a.value, b.value, isDescending) ||
        compareNames(a.container.name, b.container.name) ||
        (a.container.id < b.container.id ? -1 : 1),
    )
  }

  /** Samples matter to the order when it is by them, and to "needs attention" where there is a limit. */
  private followStats(): void {
    const isLive = isLiveSort(this.view.sort.key)
    const ids = [...this.entries.values()]
      .filter(({ container }) => isAlive(container) && (isLive || container.runtime?.memoryLimitBytes))
      .map(({ container }) => container.id)
    const joined = this.undo.length > 0 ? ids.join() : ''
    if (joined === this.statsIds) return
    this.statsIds = joined
    for (const undo of this.statsUndo.splice(0)) undo()
    this.statsUndo = ids.map((id) => this.stats.subscribe(id, this.schedule))
  }

  /** Makes rows, groups and counts; true when any of them differs from before. */
  private publish(): boolean {
    const { project } = this.view
    const inProject = this.ordered.filter(
      ({ container }) => project === null || projectOf(container) === project,
    )
    const shown = inProject.filter((entry) => this.isShown(entry))
    const groups = this.view.grouping === 'none' ? noGroups : this.makeGroups(inProject)
    const rows =
      groups === noGroups || isLooseOnly(groups)
        ? shown.map(({ container }) => toRow(container, null))
        : groupRows(shown, groups)
    const projects = new Set(inProject.map(({ container }) => projectOf(container)).filter(Boolean))
    const counts = this.count(inProject, shown.length, projects.size)
    this.shown = new Set(shown.map(({ container }) => container.id))
    const isSame = sameRows(this.rows, rows) && sameCounts(this.counts, counts) && groups === this.groups
    if (!sameRows(this.rows, rows)) this.rows = rows
    if (!sameCounts(this.counts, counts)) this.counts = counts
    this.groups = groups
    return !isSame
  }

  private isShown({ container, state, searchable }: Entry): boolean {
    return isInScope(this.view.scope, container, state) && matchesFilter(searchable, this.terms)
  }

  private makeGroups(entries: readonly Entry[]): ReadonlyMap<string, GroupView> {
    const members = groupBy(entries)
    // Named groups by name; what is in none goes last.
    const keys = [...members.keys()].sort((a, b) => Number(a === '') - Number(b === '') || compareNames(a, b))
    let hasChanged = keys.length !== this.groups.size
    const groups = new Map<string, GroupView>()
    for (const key of keys) {
      const fresh = this.openOrClose(summarise(this.view.grouping, key, members.get(key) ?? [], true))
      const before = this.groups.get(key)
      const isSame = before !== undefined && isSameGroup(before, fresh)
      hasChanged ||= !isSame
      groups.set(key, isSame ? before : fresh)
    }
    return hasChanged ? groups : this.groups
  }

  private openOrClose(group: GroupView): GroupView {
    const { filter, project, toggledGroups, grouping } = this.view
    // What was searched for is shown, wherever it is.
    if (filter.trim() !== '' || project !== null) return group
    const startsOpen = this.entries.size < manyContainers || group.key === '' || group.attention > 0
    const isOpen = toggledGroups[groupToggleKey(grouping, group.key)] ?? startsOpen
    return { ...group, isOpen }
  }

  private count(entries: readonly Entry[], shown: number, projects: number): ListCounts {
    const counts = { all: entries.length, running: 0, stopped: 0, attention: 0, shown, projects }
    for (const { container, state } of entries) {
      for (const scope of ['running', 'stopped', 'attention'] as const) {
        if (isInScope(scope, container, state)) counts[scope] += 1
      }
    }
    return counts
  }
}

const noGroups: ReadonlyMap<string, GroupView> = new Map()

function isInScope(scope: ListScope, container: Container, state: StateView): boolean {
  switch (scope) {
    case 'all':
      return true
    case 'running':
      return container.state === 'running'
    case 'stopped':
      return container.state === 'exited' || container.state === 'created' || container.state === 'dead'
    case 'attention':
      return state.needsAttention
  }
}

/** One header over everything would tell nothing. */
function isLooseOnly(groups: ReadonlyMap<string, GroupView>): boolean {
  return groups.size === 1 && groups.has('')
}

function toRow({ id }: Container, group: string | null, key = id): ListRow {
  return { kind: 'container', key, id, group }
}

function groupRows(shown: readonly Entry[], groups: ReadonlyMap<string, GroupView>): readonly ListRow[] {
  const members = groupBy(shown)
  const rows: ListRow[] = []
  for (const group of groups.values()) {
    const inGroup = members.get(group.key)
    if (!inGroup) continue
    rows.push({ kind: 'group', key: groupRowKey(group.key), group: group.key })
    if (!group.isOpen) continue
    for (const {
      container,
      groups: [first],
    } of inGroup)
      rows.push(
        toRow(container, group.key, first === group.key ? container.id : `${container.id}@${group.key}`),
      )
  }
  return rows
}

function sameRows(a: readonly ListRow[], b: readonly ListRow[]): boolean {
  return (
    a.length === b.length &&
    a.every((row, index) => row.key === b[index]?.key && row.group === b[index].group)
  )
}

function sameCounts(a: ListCounts, b: ListCounts): boolean {
  return (Object.keys(a) as (keyof ListCounts)[]).every((key) => a[key] === b[key])
}
