import type { BrowserWindowConstructorOptions } from 'electron'
import type { BayplanDesktop } from '../shared/desktop.ts'

/** Height of the page's own title bar, which the controls of the system lie in. */
const titleBarHeight = 44

/** Colours of the window frame before the page has painted: `--bg-window` and `--text-1` of the design. */
export function frameColors(isDark: boolean): { readonly background: string; readonly symbols: string } {
  return isDark
    ? { background: '#0D0F12', symbols: '#EBEDEF' }
    : { background: '#EFF1F3', symbols: '#191F25' }
}

/** Who draws the title bar on a platform. */
export function titleBarOf(platform: string): BayplanDesktop['titleBar'] {
  if (platform === 'darwin') return 'inset'
  return platform === 'win32' ? 'overlay' : 'native'
}

/** The controls that Windows draws over the page, in the colours of the theme. */
export function overlayOptions(isDark: boolean): { color: string; symbolColor: string; height: number } {
  const colors = frameColors(isDark)
  return { color: colors.background, symbolColor: colors.symbols, height: titleBarHeight }
}

/** The part of the window options that differs between systems. */
export function titleBarOptions(platform: string, isDark: boolean): BrowserWindowConstructorOptions {
  switch (titleBarOf(platform)) {
    case 'inset':
      return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 18, y: 16 } }
    case 'overlay':
      return { titleBarStyle: 'hidden', titleBarOverlay: overlayOptions(isDark) }
    case 'native':
      return { autoHideMenuBar: true }
  }
}
