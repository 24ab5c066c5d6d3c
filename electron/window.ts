import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { pageUrl } from './security.ts'
import { frameColors, titleBarOptions } from './title-bar.ts'

export type WindowLook = { readonly platform: string; readonly isDark: boolean; readonly preload: string }

/** The options of the one window. Security switches are written out although most are defaults. */
export function windowOptions({ platform, isDark, preload }: WindowLook): BrowserWindowConstructorOptions {
  return {
    // Electron keeps the bounds of a window under its name; without a name it keeps nothing.
    name: 'main',
    windowStatePersistence: true,
    title: 'Bayplan',
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    // Shown when it has painted: until then there would be an empty frame.
    show: false,
    backgroundColor: frameColors(isDark).background,
    ...titleBarOptions(platform, isDark),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  }
}

/** Loads the page into a new window and shows it as soon as it has painted, unless it is to stay hidden. */
export function loadPage(
  window: Pick<BrowserWindow, 'once' | 'show' | 'loadURL'>,
  onReady: () => void,
  isHidden = false,
): void {
  window.once('ready-to-show', () => {
    if (!isHidden) window.show()
    onReady()
  })
  void window.loadURL(pageUrl)
}

/** Brings the window to the front, as a second start of the app does. */
export function raiseWindow(window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
