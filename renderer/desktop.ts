import type { BayplanDesktop } from '../shared/desktop.ts'

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly bayplanDesktop?: BayplanDesktop
  }
}

/** The desktop shell around this page; undefined in the web host. */
export const desktop: BayplanDesktop | undefined = window.bayplanDesktop
