/** A field that never comes must not swallow keys for ever. */
const longestMs = 5_000

let typed: string | null = null
let timer: ReturnType<typeof setTimeout> | null = null

/**
 * From now on keys wait for a field that has been asked for and is still on its way: the list behind it would take
 * them for its own, and an S stops a container.
 */
export function typeAhead(): void {
  if (typed !== null) return
  typed = ''
  window.addEventListener('keydown', hold, true)
  timer = setTimeout(takeTypedAhead, longestMs)
}

/** The field is there: what was typed for it. Keys go their usual way again. */
export function takeTypedAhead(): string {
  const text = typed ?? ''
  typed = null
  window.removeEventListener('keydown', hold, true)
  if (timer !== null) clearTimeout(timer)
  timer = null
  return text
}

function hold(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    takeTypedAhead()
    return
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  if (event.key === 'Backspace') typed = (typed ?? '').slice(0, -1)
  else if (event.key.length === 1) typed = (typed ?? '') + event.key
}
