import { type KeyboardEvent, type RefObject, useCallback, useRef } from 'react'
import { enterContext, isNarrowed, leaveContext } from '../../streams/log-context.ts'
import { type LevelGroup, levelGroups } from '../../streams/log-levels.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { toggleGroup } from './level-filter.ts'
import { readFields } from './read-fields.ts'

type Parts = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly block: RefObject<HTMLDivElement | null>
  readonly selection: {
    readonly selectAll: () => void
    readonly clear: () => void
    /** Where a selection of whole lines ends; null without one. */
    readonly head: number | null
    readonly extendTo: (line: number, from: number) => void
  }
}

type Keys = Readonly<Record<string, () => void>>

/** The keys of the log: moving, following, jumping, levels. */
export function useLogKeys(store: LogStore, { scroller, block, selection }: Parts) {
  const wanted = useRef<number | null>(null)

  const focusWanted = useCallback(() => {
    // The keyboard went to a row that is drawn only now.
    const row = block.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  }, [block])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const focus = (row: number) => {
      wanted.current = row
    }
    const keys = keysOf(store, { scroller, block, selection }, focus)
    const action =
      findAction(event, keys) ?? findSelecting(event, store, selection, focusedRow(block.current), focus)
    if (!action) return
    event.preventDefault()
    action()
    store.frames.invalidate()
  }
  return { handleKeyDown, focusWanted }
}

function findAction(event: KeyboardEvent, keys: Keys): (() => void) | undefined {
  const hasModifier = event.ctrlKey || event.metaKey
  if (event.altKey || (event.target as HTMLElement).closest('button, input')) return undefined
  if (event.shiftKey && event.key in selectingKeys) return undefined
  if (hasModifier) return keys[`Mod ${event.key.toLowerCase()}`]
  return keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
}

function keysOf(store: LogStore, { scroller, block, selection }: Parts, focus: (row: number) => void): Keys {
  const { frames } = store
  const { viewport } = frames
  const page = Math.max(20, (scroller.current?.clientHeight ?? 0) - 20)
  const focused = () => focusedRow(block.current)
  const go = (row: number) => {
    const { first, end } = viewport.bounds
    if (row < first || row >= end) return
    viewport.stopFollowing()
    viewport.reveal(row)
    focus(row)
  }
  const expand = (isOpen: boolean) => {
    const row = focused()
    const shown = frames.current().rows.find((item) => item.number === row)
    if (!shown?.row) return
    const { line, text } = shown.row
    if (shown.isExpanded !== isOpen && readFields(text) !== null) frames.toggleExpanded(shown.row)
    else store.setOpen(line, isOpen)
  }
  const seek = async (target: 'error' | 'mark', direction: 1 | -1) => {
    const from = focused() ?? (direction === 1 ? viewport.anchor.row - 1 : viewport.lastVisibleRow())
    const row = await store.seek(target, direction, from)
    if (row === null) return
    go(row)
    frames.invalidate()
  }
  const inContext = () => {
    const row = focused()
    const shown = row === null ? undefined : frames.rowAt(row)
    const { filter, query } = store.current()
    if (shown && isNarrowed(filter, query)) enterContext(store, shown.row, shown.line)
  }
  const escape = () => {
    if (store.current().context) leaveContext(store)
    selection.clear()
  }
  return {
    ArrowDown: () => go((focused() ?? viewport.anchor.row - 1) + 1),
    ArrowUp: () => go((focused() ?? viewport.lastVisibleRow() + 1) - 1),
    ArrowRight: () => expand(true),
    ArrowLeft: () => expand(false),
    PageDown: () => viewport.scrollBy(page),
    PageUp: () => viewport.scrollBy(-page),
    Home: () => viewport.scrollToStart(),
    End: () => viewport.follow(),
    f: () => (viewport.isFollowing ? viewport.stopFollowing() : viewport.follow()),
    n: () => void seek('error', 1),
    ']': () => void seek('mark', 1),
    '[': () => void seek('mark', -1),
    ...levelKeys(store),
    Enter: inContext,
    'Mod a': selection.selectAll,
    Escape: escape,
  }
}

/** 1 to 5 show and hide a level each. */
function levelKeys(store: LogStore): Keys {
  const toggle = (group: LevelGroup) => () => store.setFilter(toggleGroup(store.current().filter, group))
  return Object.fromEntries(levelGroups.map((group, index) => [String(index + 1), toggle(group)]))
}

/** Keys that, with Shift, take the end of the selection with them: by so many rows, or pages. */
const selectingKeys: Readonly<Record<string, { readonly rows: number } | { readonly pages: number }>> = {
  ArrowUp: { rows: -1 },
  ArrowDown: { rows: 1 },
  PageUp: { pages: -1 },
  PageDown: { pages: 1 },
}

/** Selects whole lines, also those that are not on screen. */
function findSelecting(
  event: KeyboardEvent,
  { frames }: LogStore,
  { head, extendTo }: Parts['selection'],
  focused: number | null,
  focus: (row: number) => void,
): (() => void) | undefined {
  const step = event.shiftKey ? selectingKeys[event.key] : undefined
  const { viewport } = frames
  const shown = frames.current().rows
  const from =
    shown.find(({ row }) => row?.line === head) ??
    shown.find(({ number }) => number === (focused ?? viewport.lastVisibleRow()))
  if (!step || !from?.row) return undefined
  const by = 'rows' in step ? step.rows : step.pages * Math.max(1, viewport.pageRows - 1)
  const { first, end } = viewport.bounds
  const to = Math.min(Math.max(from.number + by, first), end - 1)
  const { line } = from.row
  return () => {
    const target = frames.rowAt(to)
    viewport.stopFollowing()
    viewport.reveal(to)
    focus(to)
    if (target) extendTo(target.line, line)
  }
}

function focusedRow(block: HTMLElement | null): number | null {
  const { activeElement } = document
  const isInside = activeElement instanceof HTMLElement && block?.contains(activeElement)
  const row = isInside ? activeElement.dataset['row'] : undefined
  return row === undefined ? null : Number(row)
}
