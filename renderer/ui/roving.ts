import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/**
 * Moves focus among the elements that `selector` finds inside the element the handler sits on: arrows step
 * and wrap around, Home and End jump. Returns the element that has the focus now, null for other keys.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>, selector: string): HTMLElement | null {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const next = nextIndex(
    event.key,
    items.findIndex((item) => item.contains(document.activeElement)),
    items.length,
  )
  const target = next === null ? undefined : items[next]
  if (!target) return null
  event.preventDefault()
  target.focus()
  return target
}

function nextIndex(key: string, current: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? null : (current + step + count) % count
}
