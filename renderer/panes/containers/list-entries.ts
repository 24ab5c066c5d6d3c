import type { Container } from '../../../shared/container.ts'
import { deriveState, isMeasured, type StateView } from '../../container-state.ts'
import type { EntityStore } from '../../store/entity-store.ts'
import type { StatsStore } from '../../store/stats-store.ts'
import { compareNames, compareValues, type SortValue } from '../objects/order.ts'
import { repairOrder } from '../objects/repair-order.ts'
import type { FilterTerm, Searchable } from './filter.ts'
import { matchesFilter, parseFilter, toSearchable } from './filter.ts'
import { groupKeysOf, projectOf } from './groups.ts'
import type { ListView } from './list-model.ts'
import { isInScope, ListTally } from './list-tally.ts'
import { isLiveSort, sortValue } from './sort.ts'

export type ListEntry = {
  container: Container
  state: StateView
  searchable: Searchable
  value: SortValue
  groups: readonly string[]
  isInProject: boolean
  /** Project, filter and scope let it through. */
  isShown: boolean
}

/** What differs since it was looked at last. */
export type ListChange = {
  /** Which entries are shown, or their order. */
  rows: boolean
  /** Which entries stand in which group, or their order. */
  members: boolean
  /** Which shown ones have samples. */
  measured: boolean
  /** Groups of which a member is another one now. */
  readonly groups: Set<string>
}

/** Containers with all that a list is made from. Of thousands only those are read that changed. */
export class ListEntries {
  private readonly containers: EntityStore<Container>
  private readonly stats: StatsStore
  private readonly byId = new Map<string, ListEntry>()
  private readonly moved = new Set<ListEntry>()
  private view: ListView
  private terms: readonly FilterTerm[]
  private change: ListChange = { rows: true, members: true, measured: true, groups: new Set() }
  readonly tally = new ListTally()
  ordered: readonly ListEntry[] = []
  /** How often the order was mended. */
  sortings = 0

  constructor(containers: EntityStore<Container>, stats: StatsStore, view: ListView) {
    this.containers = containers
    this.stats = stats
    this.view = view
    this.terms = parseFilter(view.filter)
  }

  get size(): number {
    return this.byId.size
  }

  /** Another choice of what is shown where; true when all containers have to be read again. */
  setView(view: ListView): boolean {
    const before = this.view
    this.view = view
    if (view.filter !== before.filter) this.terms = parseFilter(view.filter)
    const isOtherKey = view.sort.key !== before.sort.key
    const isOtherOrder = isOtherKey || view.sort.isDescending !== before.sort.isDescending
    for (const entry of this.byId.values()) {
      if (isOtherOrder) this.moved.add(entry)
      if (view.grouping !== before.grouping) entry.groups = groupKeysOf(entry.container, view.grouping)
      if (view.project !== before.project) this.moveToProject(entry)
      entry.isShown = this.isShown(entry)
    }
    this.change.rows = true
    this.change.measured = true
    this.change.members ||= view.grouping !== before.grouping || view.project !== before.project
    return isOtherKey
  }

  private moveToProject(entry: ListEntry): void {
    this.tally.remove(entry)
    entry.isInProject = this.isInProject(entry.container)
    this.tally.add(entry)
  }

  /** True when a sample of this container may matter: to the order, or to "needs attention" where there is a limit. */
  isMeasuredFor(id: string): boolean {
    const entry = this.byId.get(id)
    if (!entry) return false
    return isLiveSort(this.view.sort.key) || Boolean(entry.container.runtime?.memoryLimitBytes)
  }

  /** Reads these containers, null for all, and mends the order. */
  read(ids: Iterable<string> | null): void {
    const nowMs = Date.now()
    for (const id of ids ?? new Set([...this.byId.keys(), ...this.containers.allIds()]))
      this.readOne(id, nowMs)
    if (this.moved.size > 0) this.mendOrder()
  }

  /** What differs since this was asked last. */
  takeChange(): ListChange {
    const { change } = this
    this.change = { rows: false, members: false, measured: false, groups: new Set() }
    return change
  }

  private readOne(id: string, nowMs: number): void {
    const container = this.containers.get(id)
    const entry = this.byId.get(id)
    if (!container) {
      if (entry) this.remove(id, entry)
      return
    }
    const sample = this.stats.latest(id)
    const state = deriveState(container, nowMs, sample?.memoryBytes ?? null)
    const value = sortValue(this.view.sort.key, container, state, sample)
    if (!entry) this.add(container, state, value)
    else if (entry.container !== container || !isSameState(entry.state, state))
      this.renew(entry, container, state, value)
    else if (entry.value !== value) {
      entry.value = value
      this.moved.add(entry)
    }
  }

  private add(container: Container, state: StateView, value: SortValue): void {
    const searchable = toSearchable(container, state.kind)
    const groups = groupKeysOf(container, this.view.grouping)
    const isInProject = this.isInProject(container)
    const entry = { container, state, searchable, value, groups, isInProject, isShown: false }
    entry.isShown = this.isShown(entry)
    this.byId.set(container.id, entry)
    this.moved.add(entry)
    this.tally.add(entry)
    this.change.measured = true
  }

  private remove(id: string, entry: ListEntry): void {
    this.byId.delete(id)
    this.moved.add(entry)
    this.tally.remove(entry)
    this.change.measured = true
  }

  private renew(entry: ListEntry, container: Container, state: StateView, value: SortValue): void {
    const { isShown, groups, isInProject } = entry
    const wasMeasured = isMeasured(entry.container)
    if (entry.value !== value || entry.container.name !== container.name) this.moved.add(entry)
    this.tally.remove(entry)
    if (entry.container !== container) {
      entry.searchable = toSearchable(container, state.kind)
      entry.groups = groupKeysOf(container, this.view.grouping)
      entry.isInProject = this.isInProject(container)
    }
    Object.assign(entry, { container, state, value })
    entry.isShown = this.isShown(entry)
    this.tally.add(entry)
    const isElsewhere = entry.isInProject !== isInProject || entry.groups.join('\n') !== groups.join('\n')
    this.change.members ||= isElsewhere
    this.change.rows ||= isElsewhere || entry.isShown !== isShown
    this.change.measured ||= entry.isShown !== isShown || isMeasured(container) !== wasMeasured
    for (const group of entry.groups) this.change.groups.add(group)
  }

  private isInProject(container: Container): boolean {
    return this.view.project === null || projectOf(container) === this.view.project
  }

  private isShown({ container, state, searchable, isInProject }: ListEntry): boolean {
    return (
      isInProject && isInScope(this.view.scope, container, state) && matchesFilter(searchable, this.terms)
    )
  }

  private mendOrder(): void {
    this.sortings += 1
    const { isDescending } = this.view.sort
    const isHere = (entry: ListEntry) => this.byId.get(entry.container.id) === entry
    this.ordered = repairOrder(
      this.ordered,
      this.moved,
      isHere,
      (a, b) =>
        compareValues(a.value, b.value, isDescending) ||
        compareNames(a.container.name, b.container.name) ||
        (a.container.id < b.container.id ? -1 : 1),
    )
    this.moved.clear()
    this.change.rows = true
    this.change.members = true
  }
}

/** True when nothing that the list shows, counts or orders by differs. */
function isSameState(a: StateView, b: StateView): boolean {
  return a.kind === b.kind && a.needsAttention === b.needsAttention
}
