import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { LogFrame } from '../../streams/log-frames.ts'
import type { LogStore } from '../../streams/log-store.ts'

type Parts = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly block: RefObject<HTMLDivElement | null>
  readonly spacer: RefObject<HTMLDivElement | null>
}

/** Height of a line that is not wrapped. */
const rowPx = 20

/**
 * Joins the scroll bar, the wheel and the size of the view with the store's viewport, which alone decides
 * what is where.
 */
export function useLogScroll(store: LogStore, { scroller, block, spacer }: Parts) {
  const { frames } = store
  /** Where the scroll bar was put; anything else is where a person dragged it. */
  const expectedTop = useRef(0)
  const widest = useRef(0)

  const layOut = useCallback(
    (frame: LogFrame) => {
      const [view, rows, space] = [scroller.current, block.current, spacer.current]
      if (!view || !rows || !space) return
      const { viewport } = frames
      const wasFollowing = viewport.isFollowing
      viewport.setSize(view.clientHeight, rowPx)
      const heights = Array.from(rows.children, (row) => row.getBoundingClientRect().height)
      rows.style.transform = `translateY(${viewport.settle(frame.first, heights)}px)`
      frames.revealGrown()
      // The widest row ever shown sets the width: a width that changes with each row would make the bar flicker.
      if (rows.scrollWidth > widest.current) {
        widest.current = rows.scrollWidth
        view.style.setProperty('--log-widest', `${widest.current}px`)
      }
      view.style.setProperty('--log-width', `${view.clientWidth}px`)
      view.style.setProperty('--log-spacer', `${Math.max(0, viewport.spacerPx() - view.clientHeight)}px`)
      const top = Math.round(viewport.fraction() * Math.max(0, viewport.spacerPx() - view.clientHeight))
      if (Math.abs(view.scrollTop - top) >= 1) view.scrollTop = top
      expectedTop.current = view.scrollTop
      if (viewport.isFollowing !== wasFollowing) frames.invalidate()
    },
    [frames, scroller, block, spacer],
  )

  const handleScroll = useCallback(() => {
    const view = scroller.current
    if (!view) return
    // The heads of columns go sideways with the lines.
    view.parentElement?.parentElement?.style.setProperty('--log-left', `${view.scrollLeft}px`)
    const delta = view.scrollTop - expectedTop.current
    if (Math.abs(delta) < 2) return
    expectedTop.current = view.scrollTop
    const room = Math.max(1, view.scrollHeight - view.clientHeight)
    const isDragged = Math.abs(delta) > view.clientHeight || view.scrollTop <= 0 || view.scrollTop >= room - 1
    if (isDragged) frames.viewport.scrollToFraction(view.scrollTop >= room - 1 ? 1 : view.scrollTop / room)
    else frames.viewport.scrollBy(delta)
    frames.invalidate()
  }, [frames, scroller])

  useWheelAndSize(store, scroller)
  return { layOut, handleScroll }
}

/** Listens to the wheel and to the size of the view. */
function useWheelAndSize({ frames }: LogStore, scroller: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    // Watches the element for as long as it is there.
    const view = scroller.current
    if (!view) return
    const handleWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
      event.preventDefault()
      frames.viewport.scrollBy(event.deltaY * wheelUnit(event, view))
      frames.invalidate()
    }
    view.addEventListener('wheel', handleWheel, { passive: false })
    const observer = new ResizeObserver(() => {
      frames.viewport.setSize(view.clientHeight, rowPx)
      frames.invalidate()
    })
    observer.observe(view)
    return () => {
      view.removeEventListener('wheel', handleWheel)
      observer.disconnect()
    }
  }, [frames, scroller])
}

function wheelUnit({ deltaMode }: WheelEvent, view: HTMLElement): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return rowPx
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? view.clientHeight : 1
}
