/** What the last action in this window was, as far as it can be taken back by Ctrl or Command with Z. */
let last: (() => void) | null = null

export function setUndo(undo: () => void): void {
  last = undo
}

/** Takes the last action back, once. False when there is none. */
export function undoLast(): boolean {
  const undo = last
  last = null
  undo?.()
  return undo !== null
}

/** Nothing is left to take back of this: it was taken back in another way. */
export function forgetUndo(undo: () => void): void {
  if (last === undo) last = null
}
