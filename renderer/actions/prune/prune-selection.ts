import type { PruneGroup, PruneItem, PrunePlan } from '../../../shared/prune.ts'
import { pruneGroups } from '../../../shared/prune.ts'

/** What is ticked: keys of items. */
export type Selection = ReadonlySet<string>

export type GroupOfItems = {
  readonly group: PruneGroup
  readonly items: readonly PruneItem[]
}

/** Ids of different kinds may be alike. */
export function keyOf({ kind, id }: PruneItem): string {
  return `${kind} ${id}`
}

/** The plan by group, in the order in which a person reads it; empty groups are left out. */
export function groupsOf(plan: PrunePlan): readonly GroupOfItems[] {
  return pruneGroups
    .map((group) => ({ group, items: plan.items.filter((item) => item.group === group) }))
    .filter(({ items }) => items.length > 0)
}

/** What `docker system prune` takes of itself: data and tagged images only when somebody ticks them. */
const tickedAtFirst: ReadonlySet<PruneGroup> = new Set([
  'container',
  'image-dangling',
  'network',
  'build-cache',
])

/** Ticked to begin with: what nobody will miss. */
export function firstSelection(plan: PrunePlan): Selection {
  const safe = plan.items.filter((item) => tickedAtFirst.has(item.group) && item.affected.length === 0)
  return new Set(safe.map(keyOf))
}

export function withItems(selection: Selection, items: readonly PruneItem[], isOn: boolean): Selection {
  const next = new Set(selection)
  for (const item of items) {
    if (isOn) next.add(keyOf(item))
    else next.delete(keyOf(item))
  }
  return next
}

export function chosenOf(plan: PrunePlan, selection: Selection): readonly PruneItem[] {
  return plan.items.filter((item) => selection.has(keyOf(item)))
}

/** Groups of which nothing was unticked, those of the asked kinds that have nothing to begin with among them. */
export function wholeGroups(plan: PrunePlan, selection: Selection): readonly PruneGroup[] {
  return pruneGroups.filter((group) =>
    plan.items.every((item) => item.group !== group || selection.has(keyOf(item))),
  )
}

/** Bytes that come free, and whether some are not known. */
export function freedBy(items: readonly PruneItem[]): { readonly bytes: number; readonly isLeast: boolean } {
  return {
    bytes: items.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    // A network takes no space, so that its size is nothing to know.
    isLeast: items.some(({ bytes, kind }) => bytes === null && kind !== 'network'),
  }
}
