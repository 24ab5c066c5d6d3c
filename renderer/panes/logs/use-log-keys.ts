import { type KeyboardEvent, type RefObject, useCallback, useRef } from 'react'
import { levelGroups } from '../../streams/log-levels.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { toggleGroup } from './level-filter.ts'

type Parts = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly block: RefObject<HTMLDivElement | null>
  readonly selectAll: () => void
  /** Forgets that all lines are selected. */
  readonly clear: () => void
}

type Keys = Readonly<Record<string, () => void>>

/** The keys of the log: moving, following, jumping, levels. */
export function useLogKeys(store: LogStore, { scroller, block, selectAll, clear }: Parts) {
  const wanted = useRef<number | null>(null)

  const focusWanted = useCallback(() => {
    // The keyboard went to a row that is drawn only now.
    const row = block.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  }, [block])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const keys = keysOf(store, { scroller, block, selectAll, clear }, (row) => {
      wanted.current = row
    })
    const action = findAction(event, keys)
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
  if (hasModifier) return keys[`Mod ${event.key.toLowerCase()}`]
  return keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
}

function keysOf(
  store: LogStore,
  { scroller, block, selectAll, clear }: Parts,
  focus: (row: number) => void,
): Keys {
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
    if (shown?.row && shown.isExpanded !== isOpen) frames.toggleExpanded(shown.row.line)
  }
  const seek = async (target: 'error' | 'mark', direction: 1 | -1) => {
    const from = focused() ?? (direction === 1 ? viewport.anchor.row - 1 : viewport.lastVisibleRow())
    const row = await store.seek(target, direction, from)
    if (row === null) return
    go(row)
    frames.invalidate()
  }
  const toggleLevel = (index: number) => () => {
    const group = levelGroups[index]
    if (group) store.setFilter(toggleGroup(store.current().filter, group))
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
    '1': toggleLevel(0),
    '2': toggleLevel(1),
    '3': toggleLevel(2),
    '4': toggleLevel(3),
    '5': toggleLevel(4),
    'Mod a': selectAll,
    Escape: clear,
  }
}

function focusedRow(block: HTMLElement | null): number | null {
  const { activeElement } = document
  const isInside = activeElement instanceof HTMLElement && block?.contains(activeElement)
  const row = isInside ? activeElement.dataset['row'] : undefined
  return row === undefined ? null : Number(row)
}
