/** Where focus was in each region, so that F6 comes back to it. */
const lastFocus = new WeakMap<Element, HTMLElement>()
const focusable =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]):not([tabindex="-1"]), textarea, select, [tabindex="0"]'

/** The regions on screen, in order: those that hold no other region. */
function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => !region.querySelector('[data-region]') && region.checkVisibility(),
  )
}

/** Remembers the focused element of each region while the page lives. Returns its undo. */
export function rememberFocus(): () => void {
  const remember = (event: FocusEvent) => {
    const target = event.target
    const region = target instanceof HTMLElement ? target.closest('[data-region]') : null
    if (region && target instanceof HTMLElement) lastFocus.set(region, target)
  }
  document.addEventListener('focusin', remember)
  return () => document.removeEventListener('focusin', remember)
}

/** Moves focus to the region after (1) or before (-1) the one that has it, around the window. */
export function focusNextRegion(step: 1 | -1): void {
  const all = regions()
  const current = all.findIndex((region) => region.contains(document.activeElement))
  const start = current === -1 && step === -1 ? 0 : current
  for (let tried = 1; tried <= all.length; tried += 1) {
    const region = all[(start + step * tried + all.length * 2) % all.length]
    if (region && focusRegion(region)) return
  }
}

function focusRegion(region: HTMLElement): boolean {
  const last = lastFocus.get(region)
  const target =
    last?.isConnected && region.contains(last) ? last : region.querySelector<HTMLElement>(focusable)
  target?.focus()
  return target !== null && target !== undefined && document.activeElement === target
}
