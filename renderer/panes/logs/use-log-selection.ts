import {
  type ClipboardEvent,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { LogStore } from '../../streams/log-store.ts'
import type { LogSubject } from './log-subject.ts'
import { selectedText } from './selected-text.ts'
import { useDragPastEdge } from './use-drag-past-edge.ts'
import { useLogTransfer } from './use-log-transfer.ts'

type Parts = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly block: RefObject<HTMLDivElement | null>
}

/** Lines from one to another, in either order; those between need not be on screen. */
export type LineRange = { readonly anchor: number; readonly head: number }
type Selection = 'all' | LineRange | null

/**
 * Selecting in the log: text of the rows in view natively; whole lines by Shift with the arrow keys or a click, or by
 * dragging past an edge; all of them by Ctrl A. Whole lines are copied through the worker, which has those out of view.
 * Following stops while something is selected, or the selected rows would run away.
 */
export function useLogSelection(subject: LogSubject, store: LogStore, { scroller, block }: Parts) {
  const { frames } = store
  const { copyAll, copyLines } = useLogTransfer(subject, store)
  const [selection, setSelection] = useState<Selection>(null)
  useNativeSelection(store, block)

  const select = useCallback(
    (next: Selection) => {
      if (next !== null) document.getSelection()?.removeAllRanges()
      if (next !== null && next !== 'all') {
        frames.viewport.stopFollowing()
        // The row that the press had focused may go out of view: keys must still find the log.
        scroller.current?.focus({ preventScroll: true })
      }
      setSelection(next)
    },
    [frames, scroller],
  )
  const selectAll = useCallback(() => select('all'), [select])
  const clear = useCallback(() => setSelection(null), [])
  /** Whole lines from where the selection began to this one. */
  const extendTo = useCallback((line: number, from: number) => {
    document.getSelection()?.removeAllRanges()
    setSelection((before) => {
      const anchor = before !== null && before !== 'all' ? before.anchor : from
      return { anchor, head: line }
    })
  }, [])
  const handlePointerDown = usePress(store, scroller, select)

  const handleCopy = (event: ClipboardEvent) => {
    if (selection !== null) {
      event.preventDefault()
      if (selection === 'all') copyAll()
      else copyLines(ordered(selection))
      return
    }
    const text = block.current && selectedText(block.current)
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  const range = selection === null || selection === 'all' ? null : ordered(selection)
  return {
    isAll: selection === 'all',
    count: countOf(store, selection),
    isSelected: (line: number) => range !== null && line >= range.firstLine && line <= range.lastLine,
    head: range === null || selection === 'all' ? null : (selection?.head ?? null),
    selectAll,
    clear,
    extendTo,
    handleCopy,
    handlePointerDown,
  }
}

/** What a press begins: a selection of text, of whole lines once it leaves the log, or up to here with Shift. */
function usePress(store: LogStore, scroller: Parts['scroller'], select: (next: Selection) => void) {
  const { frames } = store
  const pressed = useRef<number | null>(null)
  useRelease(store)
  const beginDrag = useDragPastEdge(store, scroller, (head) => {
    if (pressed.current !== null) select({ anchor: pressed.current, head })
  })
  return (event: ReactPointerEvent) => {
    if (event.button !== 0 || (event.target as HTMLElement).closest('button')) return
    const line = lineOf(event.target)
    if (event.shiftKey && line !== null && pressed.current !== null) {
      event.preventDefault()
      select({ anchor: pressed.current, head: line })
      return
    }
    select(null)
    frames.hold(true)
    pressed.current = line
    beginDrag()
  }
}

function ordered({ anchor, head }: LineRange) {
  return { firstLine: Math.min(anchor, head), lastLine: Math.max(anchor, head) }
}

/** How many rows are selected as a whole, as far as that is known here; null without any. */
function countOf(store: LogStore, selection: Selection): number | null {
  if (selection === null) return null
  const { status } = store.current()
  if (selection === 'all') return status.nextRow - status.firstRow
  const { firstLine, lastLine } = ordered(selection)
  return lastLine - firstLine + 1
}

function lineOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null
  return row === null ? null : Number(row.dataset['line'])
}

function useNativeSelection({ frames }: LogStore, block: Parts['block']): void {
  useEffect(() => {
    // Watches for a selection that begins inside the log.
    const handleSelection = () => {
      const selection = document.getSelection()
      if (!selection || selection.isCollapsed || !block.current?.contains(selection.anchorNode)) return
      frames.viewport.stopFollowing()
      frames.invalidate()
    }
    document.addEventListener('selectionchange', handleSelection)
    return () => document.removeEventListener('selectionchange', handleSelection)
  }, [frames, block])
}

function useRelease({ frames }: LogStore): void {
  useEffect(() => {
    // Ends what a press began, wherever the pointer is let go.
    const release = () => frames.hold(false)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', release)
    return () => {
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', release)
      release()
    }
  }, [frames])
}
