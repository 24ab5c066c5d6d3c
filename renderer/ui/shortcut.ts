/** True on Apple systems, where shortcuts are written with symbols and Mod is Command. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

const appleNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↵',
  Delete: '⌫',
  Left: '←',
  Right: '→',
  Down: '↓',
  Esc: 'esc',
}
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', Left: '←', Right: '→', Down: '↓' }

/** The key caps of one chord: `Mod+Shift+E` is ⌘ ⇧ E on a Mac and Ctrl Shift E elsewhere. */
export function keyCaps(chord: string, apple = isApple): string[] {
  const names = apple ? appleNames : otherNames
  return chord.split('+').map((key) => names[key] ?? key)
}

/** A chord as plain text, for menus and tooltips. */
export function formatShortcut(chord: string, apple = isApple): string {
  return keyCaps(chord, apple).join(apple ? '' : ' ')
}
