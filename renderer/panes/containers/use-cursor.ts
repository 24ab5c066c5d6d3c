import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { setContainersView, setTicked, useContainersView } from '../../store/containers-view.ts'
import type { ContainerListModel, ListRow } from './list-model.ts'
import { columnHeadHeight, groupRowHeight } from './use-window.ts'

/** Floats over the last rows. */
const bulkBarHeight = 72

/** Keeps the cursor in view when it moves, and on a row when its own one vanishes. Answers its index. */
export function useCursor(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  tops: Float64Array,
): number {
  const cursor = useContainersView((view) => view.cursor)
  const index = cursor === null ? -1 : rows.findIndex(({ key }) => key === cursor)
  const lastIndex = useRef(index)
  const seen = useRef(cursor)

  useEffect(() => {
    if (index !== -1) {
      lastIndex.current = index
      return
    }
    // Its row went: the next one takes its place.
    const next = lastIndex.current === -1 ? undefined : rows[Math.min(lastIndex.current, rows.length - 1)]
    if (cursor !== null && next) setContainersView({ cursor: next.key })
  }, [index, cursor, rows])

  useEffect(() => {
    // Only a moved cursor scrolls, never a row that came or went above it.
    if (seen.current === cursor || index === -1 || !scroller.current) return
    seen.current = cursor
    scrollIntoView(scroller.current, tops[index] ?? 0, tops[index + 1] ?? 0, rows[index]?.kind === 'group')
  }, [cursor, index, rows, tops, scroller])
  return index
}

/** Scrolls as little as shows the row whole, clear of heads above and the bulk bar below. */
function scrollIntoView(element: HTMLElement, top: number, bottom: number, isGroup: boolean): void {
  const covered = isGroup ? 0 : groupRowHeight
  const height = element.clientHeight - columnHeadHeight
  const below = element.dataset['bulk'] === undefined ? 0 : bulkBarHeight
  if (top - covered < element.scrollTop) element.scrollTop = top - covered
  else if (bottom + below > element.scrollTop + height) element.scrollTop = bottom + below - height
}

/** Nothing is acted on that one does not see: ticks go with rows that filter, scope or removal take away. */
export function useTickUpkeep(model: ContainerListModel): void {
  useEffect(() => {
    const prune = () => {
      const { ticked } = useContainersView.getState()
      if (ticked.size === 0) return
      const kept = [...ticked].filter((id) => model.shown.has(id))
      if (kept.length < ticked.size) setTicked(kept)
    }
    prune()
    return model.subscribe(prune)
  }, [model])
}
