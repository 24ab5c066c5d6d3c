import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { LogFrame, LogFrames } from '../../streams/log-frames.ts'
import type { SearchState } from '../../streams/log-protocol.ts'

type Parts = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly block: RefObject<HTMLDivElement | null>
}

/**
 * Scrolls to the matching words once their row is drawn: in a long line they may stand far to the right, or
 * far below its first row of text.
 */
export function useMatchInView(
  frames: LogFrames,
  search: SearchState | null,
  frame: LogFrame,
  { scroller, block }: Parts,
): void {
  const line = search?.currentLine ?? null
  const key = line === null ? null : `${search?.queryId} ${line}`
  const known = useRef(key)
  const isWanted = useRef(false)
  useLayoutEffect(() => {
    if (key !== known.current) isWanted.current = key !== null
    known.current = key
    const view = scroller.current
    // Marks come a moment after the row.
    const mark = isWanted.current && block.current?.querySelector(`[data-line="${line}"] mark`)
    if (!view || !mark) return
    isWanted.current = false
    const window = view.getBoundingClientRect()
    const box = mark.getBoundingClientRect()
    if (box.left < window.left || box.right > window.right) {
      view.scrollBy({ left: box.left - window.left - window.width / 3 })
    }
    if (box.top < window.top || box.bottom > window.bottom) {
      frames.viewport.scrollBy(box.top - window.top - window.height / 3)
      frames.invalidate()
    }
  }, [frames, frame, line, key, scroller, block])
}
