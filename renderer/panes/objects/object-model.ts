import type { FilterTerm, Searchable } from './filter.ts'
import { matchesTerms } from './filter.ts'
import type { ListedObject, ObjectListKind } from './object-list.ts'
import { compareNames, compareValues, type SortValue } from './order.ts'

export type ObjectRows<T> = {
  /** What filter and scope let through, in order. */
  readonly rows: readonly T[]
  readonly total: number
  /** By scope, before the filter. */
  readonly counts: Readonly<Record<string, number>>
}

type Sort = { readonly key: string; readonly isDescending: boolean }
type Entry<T> = { item: T; value: SortValue; name: string; searchable: Searchable }

/**
 * Filters and sorts thousands of objects between two frames: texts to search are made once per object, and
 * the order is made anew only when a value moved.
 */
export class ObjectModel<T extends ListedObject> {
  private readonly entries = new Map<string, Entry<T>>()
  private ordered: readonly Entry<T>[] = []
  private kind: ObjectListKind<T> | null = null
  private sort: Sort | null = null
  /** Of all objects by scope: the filter does not change them. */
  private counts: Readonly<Record<string, number>> = {}
  private readings = 0
  /** How often the order was made anew. */
  sortings = 0

  /** Brings the order up to date with these objects; answers with a number of its own for each reading. */
  read(kind: ObjectListKind<T>, items: readonly T[], sort: Sort): number {
    if (kind !== this.kind) this.entries.clear()
    const isOther = kind !== this.kind || sort !== this.sort
    this.kind = kind
    this.sort = sort
    const column = kind.columns.find(({ id }) => id === sort.key) ?? kind.columns[0]
    const valueOf = (item: T): SortValue => column?.value(item) ?? null
    let hasMoved = isOther || items.length !== this.entries.size
    const ids = new Set<string>()
    for (const item of items) {
      ids.add(item.id)
      hasMoved = this.readOne(kind, item, valueOf, isOther) || hasMoved
    }
    for (const id of this.entries.keys()) if (!ids.has(id)) this.entries.delete(id)
    if (hasMoved) this.sortEntries(sort.isDescending)
    this.counts = Object.fromEntries(
      kind.scopes.map(({ id, holds }) => [id, items.reduce((count, item) => count + Number(holds(item)), 0)]),
    )
    this.readings += 1
    return this.readings
  }

  private readOne(
    kind: ObjectListKind<T>,
    item: T,
    valueOf: (item: T) => SortValue,
    isOther: boolean,
  ): boolean {
    const known = this.entries.get(item.id)
    if (known?.item === item && !isOther) return false
    const value = valueOf(item)
    const name = kind.name(item)
    const searchable = known?.item === item ? known.searchable : kind.searchable(item)
    if (!known) {
      this.entries.set(item.id, { item, value, name, searchable })
      return true
    }
    const hasMoved = known.value !== value || known.name !== name
    Object.assign(known, { item, value, name, searchable })
    return hasMoved
  }

  private sortEntries(isDescending: boolean): void {
    this.sortings += 1
    this.ordered = [...this.entries.values()].sort(
      (a, b) =>
        compareValues(a.value, b.value, isDescending) ||
        compareNames(a.name, b.name) ||
        (a.item.id < b.item.id ? -1 : 1),
    )
  }

  rows(terms: readonly FilterTerm[], scopeId: string): ObjectRows<T> {
    const scopes = this.kind?.scopes ?? []
    const scope = scopes.find(({ id }) => id === scopeId) ?? scopes[0]
    const rows: T[] = []
    for (const { item, searchable } of this.ordered) {
      if ((scope?.holds(item) ?? true) && matchesTerms(searchable, terms)) rows.push(item)
    }
    return { rows, total: this.ordered.length, counts: this.counts }
  }
}
