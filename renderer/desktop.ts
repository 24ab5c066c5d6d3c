import type { BayplanDesktop } from '../shared/desktop.ts'

declare global {
  interface Window {
    readonly bayplanDesktop?: BayplanDesktop
  }
}

/** The desktop shell around this page; undefined in the web host. */
export const desktop: BayplanDesktop | undefined = window.bayplanDesktop
