/**
 * The selected rows as lines: time and message, without the level word, which the message says itself. Null
 * when the selection stays within one row, where the browser does right.
 */
export function selectedText(block: HTMLElement): string | null {
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
