import { useMemo, useState } from 'react'
import { joinPath } from '../../../shared/file-name.ts'
import type { FileEntry } from '../../../shared/files.ts'
import { kindThere } from './file-words.ts'
import type { Directory } from './use-directory.ts'

export type TreeFolder = {
  readonly path: string
  readonly name: string
  /** 0 for the top. */
  readonly depth: number
  /** Null while it was not looked into yet. */
  readonly isOpen: boolean | null
}

/** More beside each other are found in the list. */
const mostBeside = 300

/** The folders on the way to where one is, and those beside them, as far as they were looked into. */
export function useFolderTree(directory: Directory): readonly TreeFolder[] {
  const { path, state, entries } = directory
  const [known, setKnown] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  const [seen, setSeen] = useState<readonly FileEntry[] | null>(null)
  if (state === 'read' && entries !== seen) {
    setSeen(entries)
    const folders = entries.filter((entry) => !entry.link && kindThere(entry) === 'directory')
    const names = folders.slice(0, mostBeside).map(({ name }) => name)
    setKnown(new Map(known).set(path, names))
  }
  return useMemo(() => treeOf(known, path), [known, path])
}

export function treeOf(known: ReadonlyMap<string, readonly string[]>, here: string): readonly TreeFolder[] {
  const rows: TreeFolder[] = []
  const add = (path: string, name: string, depth: number): void => {
    const inside = known.get(path)
    const isOnWay = path === '/' || here === path || here.startsWith(`${path}/`)
    rows.push({ path, name, depth, isOpen: inside || isOnWay ? isOnWay : null })
    if (!isOnWay) return
    for (const inner of inside ?? []) add(joinPath(path, inner), inner, depth + 1)
    // Where one is belongs to the tree, also when it is a link, or one of very many.
    const next = nextOn(path, here)
    if (next !== null && !inside?.includes(next)) add(joinPath(path, next), next, depth + 1)
  }
  add('/', '', 0)
  return rows
}

function nextOn(path: string, here: string): string | null {
  if (path === here) return null
  const rest = here.slice(path === '/' ? 1 : path.length + 1)
  return rest.split('/')[0] ?? null
}
