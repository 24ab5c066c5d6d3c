import { encodeName } from '../../shared/file-name.ts'
import { helperRoot } from './helper-container.ts'

/** Where the engine's archive calls find what a tree of files shows: below this folder of this container. */
export type ArchiveView = { readonly id: string; readonly folder: string }

/** Mounts of a helper, below its root. */
export function helperView(id: string): ArchiveView {
  return { id, folder: helperRoot }
}

/**
 * The engine's address for the content of a folder, as a tar; `path` is absolute in the tree and has no links in it.
 * Written by bytes, because a name need not be UTF-8.
 */
export function contentPath(view: ArchiveView, path: string): string {
  return address(view.id, `${view.folder}${path === '/' ? '' : path}/.`)
}

/** For one entry as it is: what it is (HEAD), a tar of it (GET); for a folder also a tar into it (PUT). */
export function entryPath(view: ArchiveView, path: string): string {
  return address(view.id, `${view.folder}${path}`)
}

function address(id: string, path: string): string {
  let encoded = ''
  for (const byte of encodeName(path)) {
    const character = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9/._-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return `/containers/${id}/archive?path=${encoded}`
}
