import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { desktop } from '../../desktop.ts'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { isApple } from '../../ui/shortcut.ts'
import type { ListedObject } from './object-list.ts'
import { columnHeadHeight } from './use-object-window.ts'

/** Floats over the last rows. */
const bulkBarHeight = 72
/** Arrow keys run ahead of the panel: it follows when they rest. */
const followMs = 120

/** Keeps the cursor in view when it moves, and on a row when its own one vanishes. Answers its index. */
export function useObjectCursor<T extends ListedObject>(
  view: ObjectsViewStore,
  scroller: RefObject<HTMLElement | null>,
  rows: readonly T[],
  rowHeight: number,
): number {
  const cursor = view((state) => state.cursor)
  const index = cursor === null ? -1 : rows.findIndex(({ id }) => id === cursor)
  const lastIndex = useRef(index)
  const seen = useRef<string | null>(null)

  useEffect(() => {
    if (index !== -1) {
      lastIndex.current = index
      return
    }
    // Its row went: the next one takes its place.
    const next = lastIndex.current === -1 ? undefined : rows[Math.min(lastIndex.current, rows.length - 1)]
    if (cursor !== null && next) view.setState({ cursor: next.id })
  }, [view, index, cursor, rows])

  useEffect(() => {
    // Only a moved cursor scrolls, never a row that came or went above it.
    if (seen.current === cursor || index === -1 || !scroller.current) return
    seen.current = cursor
    scrollIntoView(scroller.current, index * rowHeight, rowHeight)
  }, [cursor, index, rowHeight, scroller])
  return index
}

/** Scrolls as little as shows the row whole, clear of heads above and the bulk bar below. */
function scrollIntoView(element: HTMLElement, top: number, rowHeight: number): void {
  const height = element.clientHeight - columnHeadHeight
  const below = element.dataset['bulk'] === undefined ? 0 : bulkBarHeight
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + rowHeight + below > element.scrollTop + height)
    element.scrollTop = top + rowHeight + below - height
}

/** Nothing is acted on that one does not see: ticks go with rows that filter, scope or removal take away. */
export function useTickUpkeep<T extends ListedObject>(view: ObjectsViewStore, rows: readonly T[]): void {
  useEffect(() => {
    const { ticked } = view.getState()
    if (ticked.size === 0) return
    const shown = new Set(rows.map(({ id }) => id))
    const kept = [...ticked].filter((id) => shown.has(id))
    if (kept.length < ticked.size) view.setState({ ticked: new Set(kept) })
  }, [view, rows])
}

/** Keeps an open panel on the cursor's object, and opens or closes it by key or menu. */
export function useObjectPanelKeys<T extends ListedObject>(view: ObjectsViewStore, rows: readonly T[]): void {
  const shown = useRef(rows)
  // Before the cursor moves away from a row that went: else the panel would follow it to the next one.
  useLayoutEffect(() => {
    shown.current = rows
  }, [rows])
  useEffect(() => {
    const has = (id: string | null) => shown.current.some((item) => item.id === id)
    let timer: ReturnType<typeof setTimeout> | null = null
    const follow = () => {
      timer = null
      const { cursor, panelId } = view.getState()
      if (panelId !== null && has(cursor) && cursor !== panelId) view.setState({ panelId: cursor })
    }
    const stopFollowing = view.subscribe((now, before) => {
      if (now.cursor === before.cursor || now.panelId !== before.panelId) return
      if (timer !== null) clearTimeout(timer)
      // A row that went gave the cursor away: the panel goes on telling of what was looked at.
      if (before.cursor !== null && !has(before.cursor)) return
      timer = setTimeout(follow, followMs)
    })
    const toggle = () => {
      const { cursor, panelId } = view.getState()
      const id = has(cursor) ? cursor : (shown.current[0]?.id ?? null)
      view.setState({ panelId: panelId === null ? id : null })
    }
    const press = (event: KeyboardEvent) => {
      const isMod = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!isMod || event.altKey || event.shiftKey || event.code !== 'KeyI') return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', press)
    const stopMenu = desktop?.onCommand((command) => {
      if (command === 'panel.toggle') toggle()
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      stopFollowing()
      window.removeEventListener('keydown', press)
      stopMenu?.()
    }
  }, [view])
}
