import { type ClipboardEvent, type RefObject, useCallback, useEffect, useState } from 'react'
import type { LogStore } from '../../streams/log-store.ts'
import type { LogSubject } from './log-subject.ts'
import { useLogTransfer } from './use-log-transfer.ts'

/**
 * Selecting text in the log: rows in view natively, all of them by Ctrl A, which copies through the worker.
 * Following stops while something is selected, or the selected rows would run away.
 */
export function useLogSelection(
  subject: LogSubject,
  store: LogStore,
  block: RefObject<HTMLDivElement | null>,
) {
  const { frames } = store
  const { copyAll } = useLogTransfer(subject, store)
  const [isAll, setIsAll] = useState(false)

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

  const selectAll = useCallback(() => {
    document.getSelection()?.removeAllRanges()
    setIsAll(true)
  }, [])
  const clear = useCallback(() => setIsAll(false), [])
  const handlePointerDown = useCallback(() => {
    setIsAll(false)
    frames.hold(true)
  }, [frames])

  const handleCopy = (event: ClipboardEvent) => {
    if (isAll) {
      event.preventDefault()
      copyAll()
      return
    }
    const text = block.current && selectedLines(block.current)
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  return { isAll, selectAll, clear, handleCopy, handlePointerDown }
}

/**
 * The selected rows as lines: time and message, without the level word, which the message says itself. Null
 * when the selection stays within one row, where the browser does right.
 */
function selectedLines(block: HTMLElement): string | null {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const rows = [...block.children].filter((row) => range.intersectsNode(row))
  if (rows.length < 2) return null
  return rows
    .map((row) =>
      [...row.querySelectorAll('time, [data-origin], [data-message]')]
        .map((part) => textWithin(range, part))
        .filter(Boolean)
        .join(' '),
    )
    .join('\n')
}

function textWithin(range: Range, part: Node): string {
  if (!range.intersectsNode(part)) return ''
  const inner = document.createRange()
  inner.selectNodeContents(part)
  if (range.compareBoundaryPoints(Range.START_TO_START, inner) > 0)
    inner.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, inner) < 0)
    inner.setEnd(range.endContainer, range.endOffset)
  return inner.toString()
}
