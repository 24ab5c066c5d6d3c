import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

export const columnHeadHeight = 28
/** Rows drawn beyond each edge, so that a scroll finds them there. */
const overscan = 4
/** Before the first measurement; the usual list at the usual window. */
const assumedHeight = 720

/** Which rows are in view. Renders again only when that changes, not on every scrolled pixel. */
export function useObjectWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  initialTop: number,
): { readonly from: number; readonly to: number; readonly onScroll: () => void } {
  const [view, setView] = useState({ top: initialTop, height: assumedHeight })
  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    // Positions are kept to half overscans: scrolling within one draws nothing anew.
    const step = (overscan / 2) * rowHeight
    const top = Math.floor(element.scrollTop / step) * step
    const height = (element.clientHeight || assumedHeight) + step
    setView((before) => (before.top === top && before.height === height ? before : { top, height }))
  }, [scroller, rowHeight])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(onScroll)
    observer.observe(element)
    return () => observer.disconnect()
  }, [onScroll, scroller])

  const from = Math.max(0, Math.min(count, Math.floor(view.top / rowHeight)) - overscan)
  const to = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + overscan)
  return { from, to, onScroll }
}
