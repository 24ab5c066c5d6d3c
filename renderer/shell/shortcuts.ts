import type { ParseKeys } from 'i18next'
import { isApple } from '../ui/shortcut.ts'

/** What the window's own keys do. */
export type ShortcutAction =
  | 'run'
  | 'containers'
  | 'images'
  | 'volumes'
  | 'networks'
  | 'disk'
  | 'settings'
  | 'back'
  | 'forward'
  | 'sidebar'
  | 'filter'
  | 'connection'
  | 'copyCommand'
  | 'undo'
  | 'palette'
  | 'explain'
  | 'nextRegion'
  | 'previousRegion'
  | 'registries'
  | 'notifications'
  | 'tasks'
  | 'shortcuts'

export type Shortcut = {
  readonly action: ShortcutAction
  /** As `Mod+Shift+E`; Mod is Command on a Mac and Control elsewhere. */
  readonly keys: string
  readonly labelKey: ParseKeys
}

/** The keys that act anywhere in the window, as the shortcuts dialog lists them. */
export const shortcuts: readonly Shortcut[] = [
  { action: 'palette', keys: 'Mod+K', labelKey: 'shell.palette' },
  { action: 'containers', keys: 'Mod+1', labelKey: 'shell.keys.containers' },
  { action: 'images', keys: 'Mod+3', labelKey: 'shell.keys.images' },
  { action: 'volumes', keys: 'Mod+4', labelKey: 'shell.volumes' },
  { action: 'networks', keys: 'Mod+5', labelKey: 'shell.networks' },
  { action: 'registries', keys: 'Mod+7', labelKey: 'shell.registries' },
  { action: 'disk', keys: 'Mod+9', labelKey: 'shell.disk' },
  { action: 'settings', keys: 'Mod+,', labelKey: 'shell.keys.settings' },
  { action: 'run', keys: 'Mod+N', labelKey: 'actions.newContainer' },
  { action: 'filter', keys: 'Mod+F', labelKey: 'shell.keys.filter' },
  { action: 'sidebar', keys: 'Mod+B', labelKey: 'shell.keys.sidebar' },
  { action: 'connection', keys: 'Mod+Shift+E', labelKey: 'shell.keys.connection' },
  { action: 'copyCommand', keys: 'Mod+Alt+C', labelKey: 'shell.keys.copyCommand' },
  { action: 'undo', keys: 'Mod+Z', labelKey: 'shell.keys.undo' },
  { action: 'explain', keys: 'E', labelKey: 'shell.keys.explain' },
  { action: 'back', keys: isApple ? 'Mod+[' : 'Alt+Left', labelKey: 'shell.keys.back' },
  { action: 'forward', keys: isApple ? 'Mod+]' : 'Alt+Right', labelKey: 'shell.keys.forward' },
  { action: 'nextRegion', keys: 'F6', labelKey: 'shell.keys.nextRegion' },
  { action: 'previousRegion', keys: 'Shift+F6', labelKey: 'shell.keys.previousRegion' },
  { action: 'tasks', keys: isApple ? 'Mod+Shift+T' : 'Mod+Alt+T', labelKey: 'shell.keys.tasks' },
  { action: 'notifications', keys: 'Mod+Alt+N', labelKey: 'shell.keys.notifications' },
  { action: 'shortcuts', keys: '?', labelKey: 'shell.keys.shortcuts' },
]

/** Keys of lists, which the list itself answers. */
export const listShortcuts: readonly { readonly keys: string; readonly labelKey: ParseKeys }[] = [
  { keys: 'S', labelKey: 'shell.listKeys.startStop' },
  { keys: 'R', labelKey: 'shell.listKeys.restart' },
  { keys: 'P', labelKey: 'shell.listKeys.pause' },
  { keys: 'L', labelKey: 'shell.listKeys.logs' },
  { keys: 'T', labelKey: 'shell.listKeys.terminal' },
  { keys: 'C', labelKey: 'shell.listKeys.stats' },
  { keys: 'O', labelKey: 'shell.listKeys.open' },
  { keys: 'Enter', labelKey: 'shell.listKeys.page' },
  { keys: 'Space', labelKey: 'shell.listKeys.tick' },
  { keys: 'Shift+Down', labelKey: 'shell.listKeys.extend' },
  { keys: 'Mod+A', labelKey: 'shell.listKeys.tickAll' },
  { keys: 'Mod+I', labelKey: 'shell.listKeys.panel' },
  { keys: 'Mod+C', labelKey: 'shell.listKeys.copyName' },
  { keys: 'Delete', labelKey: 'shell.listKeys.remove' },
  { keys: 'Shift+F10', labelKey: 'shell.listKeys.menu' },
  { keys: 'Esc', labelKey: 'shell.listKeys.clear' },
]

type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const codes: Readonly<Record<string, string>> = {
  '1': 'Digit1',
  ',': 'Comma',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
}

/** True when the stroke is the chord. Letters and digits go by their place, so that Option does not change them. */
export function matches(chord: string, stroke: Stroke, apple = isApple): boolean {
  const parts = new Set(chord.split('+'))
  if (parts.has('?')) return stroke.key === '?' && !stroke.ctrlKey && !stroke.metaKey && !stroke.altKey
  const key = chord.split('+').at(-1) ?? ''
  return (
    stroke.code === (codes[key] ?? (/^[A-Z]$/.test(key) ? `Key${key}` : key)) &&
    hasModifiers(parts, stroke, apple)
  )
}

function hasModifiers(parts: ReadonlySet<string>, stroke: Stroke, apple: boolean): boolean {
  return (
    stroke.metaKey === (apple && parts.has('Mod')) &&
    stroke.ctrlKey === (!apple && parts.has('Mod')) &&
    stroke.altKey === parts.has('Alt') &&
    stroke.shiftKey === parts.has('Shift')
  )
}

/** What a stroke does, null when it is not the window's own. */
export function actionOf(stroke: Stroke, target: Element | null, apple = isApple): ShortcutAction | null {
  const shortcut = shortcuts.find(({ keys }) => matches(keys, stroke, apple))
  if (!shortcut || belongsToTarget(shortcut.keys, stroke, target)) return null
  return shortcut.action
}

const typing = 'input, textarea, select, [contenteditable], [role$="dialog"], [role="menu"]'

function isWithin(target: Element | null, selector: string): boolean {
  return target !== null && target.closest(selector) !== null
}

/** True when the element that has the focus wants the stroke for itself. */
function belongsToTarget(keys: string, stroke: Stroke, target: Element | null): boolean {
  // In a terminal every key is the shell's, except Command and Shift chords and the way out.
  if (target?.closest('.xterm')) return !stroke.metaKey && !/F6|Shift/.test(keys)
  const typed = 'input, textarea, select, [contenteditable], [role$="dialog"] *, [role="menu"] *'
  // What was typed is taken back before what was done.
  if (keys === 'Mod+Z') return target?.matches(typed) ?? false
  // What is open above the window takes letters and the palette's chord for itself.
  if (keys === 'Mod+K') return isWithin(target, '[role$="dialog"]')
  // What was typed is taken back before what was done.
  const isLetter = keys.length === 1 || keys === 'Mod+Z'
  return isLetter && isWithin(target, typing)
}
