import type { BayplanDesktop } from '../shared/desktop.ts'

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly bayplanDesktop?: BayplanDesktop
  }
}

/** The desktop shell around this page; undefined in the web host. */
export const desktop: BayplanDesktop | undefined = window.bayplanDesktop

/** Opens an address outside the app: in the person's browser, or a new tab of it. */
export function openExternal(url: string): void {
  if (desktop) void desktop.openExternal(url)
  else window.open(url, '_blank', 'noopener,noreferrer')
}
