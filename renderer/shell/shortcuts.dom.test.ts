import { expect, test } from 'vitest'
import { actionOf, matches, shortcuts } from './shortcuts.ts'

const stroke = (code: string, part: Partial<KeyboardEvent> = {}) => ({
  key: '',
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
})

test('Mod is Command on a Mac and Control elsewhere', () => {
  expect(matches('Mod+B', stroke('KeyB', { metaKey: true }), true)).toBe(true)
  expect(matches('Mod+B', stroke('KeyB', { ctrlKey: true }), true)).toBe(false)
  expect(matches('Mod+B', stroke('KeyB', { ctrlKey: true }), false)).toBe(true)
  expect(matches('Mod+B', stroke('KeyB', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
})

test('a chord goes by the place of its key, so that Option on a Mac does not hide it', () => {
  expect(matches('Mod+Alt+C', stroke('KeyC', { key: 'ç', metaKey: true, altKey: true }), true)).toBe(true)
})

test('a question mark typed into a field is text', () => {
  const field = document.createElement('input')
  const question = stroke('Slash', { key: '?', shiftKey: true })
  expect(actionOf(question, field, false)).toBeNull()
  expect(actionOf(question, document.body, false)).toBe('shortcuts')
})

test('in a terminal Control chords go to the shell, and F6 leaves it', () => {
  const terminal = document.createElement('div')
  terminal.className = 'xterm'
  const keys = terminal.appendChild(document.createElement('textarea'))
  expect(actionOf(stroke('KeyB', { ctrlKey: true }), keys, false)).toBeNull()
  expect(actionOf(stroke('ArrowLeft', { altKey: true }), keys, false)).toBeNull()
  expect(actionOf(stroke('F6'), keys, false)).toBe('nextRegion')
  expect(actionOf(stroke('KeyB', { metaKey: true }), keys, true)).toBe('sidebar')
})

test('no two actions share a chord', () => {
  const chords = shortcuts.map((shortcut) => shortcut.keys)
  expect(new Set(chords).size).toBe(chords.length)
})
