import type { KeyboardEvent } from 'react'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { toggleObject } from '../../store/objects-view.ts'
import type { ListedObject, ObjectActions } from './object-list.ts'

/** What the list's keys act on. */
export type ObjectKeys<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly rows: readonly T[]
  readonly actions: ObjectActions<T>
  /** Rows that fit into the view. */
  readonly pageRows: () => number
  readonly openMenu: () => void
}

/** The id of a row's element, for `aria-activedescendant`: ids may hold no space. */
export function rowElementId(id: string): string {
  return `row-${encodeURIComponent(id)}`
}

/** Answers one key of the focused list; true when it was the list's. */
export function handleObjectKey<T extends ListedObject>(event: KeyboardEvent, keys: ObjectKeys<T>): boolean {
  if (event.altKey) return false
  if (event.ctrlKey || event.metaKey) return handleChord(event.key.toLowerCase(), keys)
  const step = stepOf(event.key, keys)
  if (step !== null) return moveCursor(keys, step, event.shiftKey)
  if (event.key === 'F10' && !event.shiftKey) return false
  return handleNamedKey(event.key, keys)
}

function handleNamedKey<T extends ListedObject>(key: string, keys: ObjectKeys<T>): boolean {
  switch (key) {
    case ' ':
      return toggleCursor(keys)
    case 'Enter':
      return openCursor(keys)
    case 'Escape':
      return escape(keys)
    case 'Delete':
    case 'Backspace':
      return act(keys, keys.actions.remove)
    case 'ContextMenu':
    case 'F10':
      keys.openMenu()
      return true
    default:
      return false
  }
}

function handleChord<T extends ListedObject>(key: string, keys: ObjectKeys<T>): boolean {
  if (key === 'a') {
    keys.view.setState({ ticked: new Set(keys.rows.map(({ id }) => id)) })
    return true
  }
  const hasSelectedText = (getSelection()?.toString() ?? '') !== ''
  return key === 'c' && !hasSelectedText && act(keys, keys.actions.copy)
}

/** What a verb is done to: the ticked objects when the given one is among them, else that one. */
export function targetsOf<T extends ListedObject>(
  view: ObjectsViewStore,
  rows: readonly T[],
  id: string | null,
): readonly T[] {
  const { ticked } = view.getState()
  if (id === null) return []
  return rows.filter((item) => (ticked.has(id) ? ticked.has(item.id) : item.id === id))
}

function act<T extends ListedObject>(keys: ObjectKeys<T>, work: (items: readonly T[]) => void): boolean {
  const targets = targetsOf(keys.view, keys.rows, keys.view.getState().cursor)
  if (targets.length === 0) return false
  work(targets)
  return true
}

function stepOf<T extends ListedObject>(key: string, { rows, pageRows }: ObjectKeys<T>): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return pageRows()
    case 'PageUp':
      return -pageRows()
    case 'Home':
      return -rows.length
    case 'End':
      return rows.length
    default:
      return null
  }
}

function cursorIndex<T extends ListedObject>({ view, rows }: ObjectKeys<T>): number {
  const { cursor } = view.getState()
  return rows.findIndex(({ id }) => id === cursor)
}

function moveCursor<T extends ListedObject>(
  keys: ObjectKeys<T>,
  step: number,
  isExtending: boolean,
): boolean {
  const { rows, view } = keys
  const from = cursorIndex(keys)
  // Without a cursor the first step lands on the first or last row.
  const start = from === -1 && step < 0 ? rows.length : from
  const row = rows[Math.max(0, Math.min(rows.length - 1, start + step))]
  if (!row) return false
  if (isExtending) tickRange(view, rows, rows[Math.max(0, from)]?.id ?? null, row.id)
  view.setState({ cursor: row.id })
  return true
}

/** Ticks everything from where ranges begin to this row, both included. */
export function tickRange<T extends ListedObject>(
  view: ObjectsViewStore,
  rows: readonly T[],
  from: string | null,
  to: string,
): void {
  const { ticked, anchor } = view.getState()
  const start = anchor ?? from
  const end = rows.findIndex(({ id }) => id === to)
  const begin = rows.findIndex(({ id }) => id === start)
  const [first, last] = begin === -1 ? [end, end] : [Math.min(begin, end), Math.max(begin, end)]
  const range = rows.slice(first, last + 1).map(({ id }) => id)
  view.setState({ ticked: new Set([...ticked, ...range]), anchor: start ?? to })
}

function toggleCursor<T extends ListedObject>(keys: ObjectKeys<T>): boolean {
  const row = keys.rows[cursorIndex(keys)]
  if (!row) return false
  toggleObject(keys.view, row.id, !keys.view.getState().ticked.has(row.id))
  return true
}

function openCursor<T extends ListedObject>(keys: ObjectKeys<T>): boolean {
  const row = keys.rows[cursorIndex(keys)]
  if (!row) return false
  keys.view.setState({ panelId: row.id })
  return true
}

/** First the ticks, then the panel. */
function escape<T extends ListedObject>({ view }: ObjectKeys<T>): boolean {
  const { ticked, panelId } = view.getState()
  if (ticked.size > 0) view.setState({ ticked: new Set() })
  else if (panelId === null) return false
  else view.setState({ panelId: null })
  return true
}
