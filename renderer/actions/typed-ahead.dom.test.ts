import { afterEach, expect, it, vi } from 'vitest'
import { takeTypedAhead, typeAhead } from './typed-ahead.ts'

afterEach(() => {
  takeTypedAhead()
  vi.useRealTimers()
})

/** Presses a key; true when it came through to the window's own listeners. */
function press(key: string, init: KeyboardEventInit = {}): boolean {
  let hasCome = false
  const listen = () => {
    hasCome = true
  }
  document.addEventListener('keydown', listen)
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
  document.removeEventListener('keydown', listen)
  return hasCome
}

it('keeps what is typed for the field, and from the list', () => {
  typeAhead()
  typeAhead()
  expect(['s', 'h', 'o', 'q', 'Backspace', 'p', 'Enter'].map((key) => press(key))).not.toContain(true)
  expect(press('k', { ctrlKey: true })).toBe(true)
  expect(takeTypedAhead()).toBe('shop')
  expect(press('s')).toBe(true)
  expect(takeTypedAhead()).toBe('')
})

it('lets keys go when the field does not come, or is not wanted any more', () => {
  vi.useFakeTimers()
  typeAhead()
  vi.advanceTimersByTime(5_000)
  expect(press('s')).toBe(true)
  typeAhead()
  expect(press('Escape')).toBe(true)
  expect(press('s')).toBe(true)
})
