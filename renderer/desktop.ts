import type { BayplanDesktop } from '../shared/desktop.ts'

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly bayplanDesktop?: BayplanDesktop
  }
}

/** Opens an address outside the app: in the person's browser, or a new tab of it. */
export function openExternal(url: string): void {
  if (window.bayplanDesktop) void window.bayplanDesktop.openExternal(url)
  else window.open(url, '_blank', 'noopener,noreferrer')
}
