import { lastName, parentPath } from '../../../../shared/file-name.ts'
import type { ContainerChange } from '../../../../shared/files.ts'

export type ChangeKind = ContainerChange['kind']

/** A folder, or something in it that changed. */
export type ChangeRow =
  | { readonly kind: 'folder'; readonly path: string; readonly count: number }
  | { readonly kind: ChangeKind; readonly path: string; readonly name: string }

export type ChangeFilter = { readonly kind: ChangeKind | 'all'; readonly text: string }

/** The engine also tells of every folder above a change; those head a group and are no change of their own. */
export function ownChanges(changes: readonly ContainerChange[]): readonly ContainerChange[] {
  const above = new Set<string>()
  for (const { path } of changes) {
    for (let folder = parentPath(path); folder !== '/' && !above.has(folder); folder = parentPath(folder)) {
      above.add(folder)
    }
  }
  return changes.filter(({ kind, path }) => kind !== 'modified' || !above.has(path))
}

export function countKinds(changes: readonly ContainerChange[]): Readonly<Record<ChangeKind, number>> {
  const counts = { added: 0, modified: 0, deleted: 0 }
  for (const { kind } of changes) counts[kind] += 1
  return counts
}

const order = new Intl.Collator(undefined, { numeric: true })

/** By folder, folders and names in order. */
export function changeRows(
  changes: readonly ContainerChange[],
  { kind, text }: ChangeFilter,
): readonly ChangeRow[] {
  const wanted = text.trim().toLowerCase()
  const groups = new Map<string, ContainerChange[]>()
  for (const change of changes) {
    if (kind !== 'all' && change.kind !== kind) continue
    if (!change.path.toLowerCase().includes(wanted)) continue
    const folder = parentPath(change.path)
    const group = groups.get(folder)
    if (group) group.push(change)
    else groups.set(folder, [change])
  }
  const folders = [...groups].sort(([a], [b]) => order.compare(a, b))
  return folders.flatMap(([path, group]): ChangeRow[] => [
    { kind: 'folder', path, count: group.length },
    ...group
      .map((change) => ({ ...change, name: lastName(change.path) }))
      .sort((a, b) => order.compare(a.name, b.name)),
  ])
}

/** Which entries to mark in lists of files, by path: also the folders above. */
export function changeMarks(changes: readonly ContainerChange[]): ReadonlyMap<string, ChangeKind> {
  return new Map(changes.map(({ path, kind }) => [path, kind]))
}
