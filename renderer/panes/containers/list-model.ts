import type { Container } from '../../../shared/container.ts'
import { isMeasured } from '../../container-state.ts'
import type { Grouping, ListScope } from '../../store/containers-view.ts'
import { groupToggleKey } from '../../store/containers-view.ts'
import type { EntityStore } from '../../store/entity-store.ts'
import type { StatsStore } from '../../store/stats-store.ts'
import { compareNames } from '../objects/order.ts'
import type { GroupView } from './groups.ts'
import { groupBy, isSameGroup, summarise } from './groups.ts'
import { type ListChange, ListEntries, type ListEntry } from './list-entries.ts'
import { type ListCounts, sameCounts } from './list-tally.ts'
import type { Sort } from './sort.ts'

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

/** Beyond this, groups start closed unless they need attention. */
const manyContainers = 200

export const groupRowKey = (group: string) => `group:${group}`

/**
 * The list as rows, outside React. Sources are read at most once a frame, and of thousands of containers only those
 * that changed; the order is mended only when a sort value moved, and every published part keeps its identity until
 * it differs.
 */
export class ContainerListModel {
  private readonly containers: EntityStore<Container>
  private readonly stats: StatsStore
  private readonly entries: ListEntries
  private view: ListView
  private frame = 0
  private readonly listeners = new Set<() => void>()
  private undo: (() => void)[] = []
  /** What the next reading looks at; null for everything. */
  private touched: Set<string> | null = null
  private shownEntries: readonly ListEntry[] = []
  private members: ReadonlyMap<string, readonly ListEntry[]> = new Map()
  private groups: ReadonlyMap<string, GroupView> = noGroups
  private ids: ReadonlySet<string> | null = null
  private measuredIds: readonly string[] | null = null

  rows: readonly ListRow[] = []
  counts: ListCounts = { all: 0, running: 0, stopped: 0, attention: 0, shown: 0, projects: 0 }

  constructor(containers: EntityStore<Container>, stats: StatsStore, view: ListView) {
    this.containers = containers
    this.stats = stats
    this.view = view
    this.entries = new ListEntries(containers, stats, view)
    this.refresh()
  }

  /** How often the order was made anew. */
  get sortings(): number {
    return this.entries.sortings
  }

  /** Containers that filter and scope let through, those in closed groups included. */
  get shown(): ReadonlySet<string> {
    this.ids ??= new Set(this.shownEntries.map(({ container }) => container.id))
    return this.ids
  }

  /** Those of them that have samples, in order; the same array until others have. */
  get shownMeasured(): readonly string[] {
    this.measuredIds ??= this.shownEntries
      .filter(({ container }) => isMeasured(container))
      .map(({ container }) => container.id)
    return this.measuredIds
  }

  /** Begins to follow the stores; the returned function ends it. */
  connect(): () => void {
    this.undo = [
      this.containers.onTouched((ids) => this.touch(ids)),
      this.stats.onBatch((ids) => this.touch(ids.filter((id) => this.entries.isMeasuredFor(id)))),
    ]
    this.touched = null
    this.refresh()
    return () => {
      cancelAnimationFrame(this.frame)
      this.frame = 0
      for (const undo of this.undo.splice(0)) undo()
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
    this.view = view
    if (this.entries.setView(view)) this.touched = null
    this.refresh(true)
  }

  /** Reads everything again in the next frame: time passed. */
  readonly schedule = (): void => this.touch(null)

  private touch(ids: readonly string[] | null): void {
    if (ids?.length === 0) return
    if (ids === null) this.touched = null
    else for (const id of ids) this.touched?.add(id)
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.refresh()
    })
  }

  private refresh(isOtherView = false): void {
    const { touched } = this
    this.touched = new Set()
    this.entries.read(touched)
    const change = this.entries.takeChange()
    if (this.publish(change, isOtherView)) for (const listener of this.listeners) listener()
  }

  /** Makes rows, groups and counts; true when any of them differs from before. */
  private publish(change: ListChange, isOtherView: boolean): boolean {
    const { rows, counts, groups, measuredIds } = this
    this.updateGroups(change, isOtherView)
    if (change.measured) this.measuredIds = null
    if (change.rows) {
      this.shownEntries = this.entries.ordered.filter(({ isShown }) => isShown)
      this.ids = null
    }
    if (change.rows || this.groups !== groups) this.makeRows()
    const next = this.entries.tally.counts(this.shownEntries.length)
    if (!sameCounts(counts, next)) this.counts = next
    return (
      this.rows !== rows ||
      this.counts !== counts ||
      this.groups !== groups ||
      this.measuredIds !== measuredIds
    )
  }

  private updateGroups(change: ListChange, isOtherView: boolean): void {
    if (this.view.grouping === 'none') this.groups = noGroups
    else if (change.members) this.makeGroups()
    else if (isOtherView) this.renewGroups(new Set(this.groups.keys()))
    else if (change.groups.size > 0) this.renewGroups(change.groups)
  }

  private makeRows(): void {
    const { shownEntries, groups } = this
    const rows =
      groups === noGroups || isLooseOnly(groups)
        ? shownEntries.map(({ container }) => toRow(container, null))
        : groupRows(shownEntries, groups)
    if (!sameRows(this.rows, rows)) this.rows = rows
  }

  private makeGroups(): void {
    this.members = groupBy(this.entries.ordered.filter(({ isInProject }) => isInProject))
    // Named groups by name; what is in none goes last.
    const keys = [...this.members.keys()].sort(
      (a, b) => Number(a === '') - Number(b === '') || compareNames(a, b),
    )
    const groups = new Map(keys.map((key) => [key, this.makeGroup(key)]))
    const before = this.groups
    const isSame = keys.length === before.size && keys.every((key) => groups.get(key) === before.get(key))
    if (!isSame) this.groups = groups
  }

  private renewGroups(keys: ReadonlySet<string>): void {
    const changed = [...keys].map((key) => [key, this.makeGroup(key)] as const)
    if (changed.every(([key, group]) => this.groups.get(key) === group)) return
    const renewed = new Map(changed)
    this.groups = new Map([...this.groups].map(([key, group]) => [key, renewed.get(key) ?? group]))
  }

  /** The group as it is now; the same object while nothing of it differs. */
  private makeGroup(key: string): GroupView {
    const members = this.members.get(key) ?? []
    const group = this.openOrClose(summarise(this.view.grouping, key, members, true))
    const before = this.groups.get(key)
    return before && isSameGroup(before, group) ? before : group
  }

  private openOrClose(group: GroupView): GroupView {
    const { filter, project, toggledGroups, grouping } = this.view
    // What was searched for is shown, wherever it is.
    if (filter.trim() !== '' || project !== null) return group
    const startsOpen = this.entries.size < manyContainers || group.key === '' || group.attention > 0
    const isOpen = toggledGroups[groupToggleKey(grouping, group.key)] ?? startsOpen
    return { ...group, isOpen }
  }
}

const noGroups: ReadonlyMap<string, GroupView> = new Map()

/** One header over everything would tell nothing. */
function isLooseOnly(groups: ReadonlyMap<string, GroupView>): boolean {
  return groups.size === 1 && groups.has('')
}

function toRow({ id }: Container, group: string | null, key = id): ListRow {
  return { kind: 'container', key, id, group }
}

function groupRows(shown: readonly ListEntry[], groups: ReadonlyMap<string, GroupView>): readonly ListRow[] {
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
