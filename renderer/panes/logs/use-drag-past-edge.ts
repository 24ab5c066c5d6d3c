import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { LogStore } from '../../streams/log-store.ts'

/** Every frame scrolls by a part of how far the pointer is past the edge, and by no more than this. */
const partPerFrame = 0.25
const mostPerFrame = 120

/**
 * While a press is held and the pointer has left the log above or below, scrolls there and tells which line is at that
 * edge; back inside, which line is under the pointer. Before the pointer has left, the browser selects text by itself.
 */
export function useDragPastEdge(
  store: LogStore,
  scroller: RefObject<HTMLDivElement | null>,
  onHead: (line: number) => void,
): () => void {
  const tell = useRef(onHead)
  useEffect(() => {
    tell.current = onHead
  })
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])
  return useCallback(() => {
    stop.current?.()
    const view = scroller.current
    if (view) stop.current = follow(store, view, (line) => tell.current(line))
  }, [store, scroller])
}

function follow({ frames }: LogStore, view: HTMLElement, tell: (line: number) => void): () => void {
  const { viewport } = frames
  let hasLeft = false
  let past = 0
  let frame: number | null = null
  const tick = () => {
    frame = null
    if (past === 0) return
    viewport.scrollBy(Math.max(-mostPerFrame, Math.min(mostPerFrame, past * partPerFrame)))
    frames.invalidate()
    const edge = frames.rowAt(past < 0 ? viewport.anchor.row : viewport.lastVisibleRow())
    if (edge) tell(edge.line)
    frame = requestAnimationFrame(tick)
  }
  const move = (event: PointerEvent) => {
    const box = view.getBoundingClientRect()
    past = Math.min(0, event.clientY - box.top) + Math.max(0, event.clientY - box.bottom)
    if (past !== 0 && frame === null) {
      hasLeft = true
      frames.hold(false)
      frame = requestAnimationFrame(tick)
    }
    if (!hasLeft || past !== 0) return
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-line]')
    if (row) tell(Number(row.dataset['line']))
  }
  const end = () => {
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
    past = 0
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', end)
    window.removeEventListener('pointercancel', end)
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', end)
  window.addEventListener('pointercancel', end)
  return end
}
