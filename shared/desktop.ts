/*
 * What the desktop shell offers to its page as `window.bayplanDesktop`. In the web host there is no such
 * object, and the page does without. Values cross two worlds, so they are plain data.
 */

/** The message that hands the page its engine port: `event.data`, with the port as `event.ports[0]`. */
export const enginePortMessage = 'bayplan:engine-port'

/** What a menu item asks the page to do; the page owns all state. */
export const desktopCommands = [
  'filter.focus',
  'sidebar.toggle',
  'panel.toggle',
  'navigate.back',
  'navigate.forward',
  'containers.open',
  'endpoints.open',
  'settings.open',
  'shortcuts.open',
] as const
export type DesktopCommand = (typeof desktopCommands)[number]

export const desktopThemes = ['system', 'light', 'dark'] as const
export type DesktopTheme = (typeof desktopThemes)[number]

export const desktopLanguages = ['en', 'zh-CN'] as const
export type DesktopLanguage = (typeof desktopLanguages)[number]

export interface BayplanDesktop {
  readonly kind: 'desktop'
  /** As `process.platform`: `darwin`, `win32`, `linux`. */
  readonly platform: string
  /**
   * Who draws the title bar. `inset`: macOS traffic lights lie over the page; `overlay`: Windows controls lie
   * over the page, see `env(titlebar-area-width)`; `native`: the desktop draws a bar of its own above the page.
   */
  readonly titleBar: 'inset' | 'overlay' | 'native'
  /**
   * Asks for a port to the engine process. It arrives as a `message` event of this window with the data
   * `enginePortMessage`, as soon as the process runs; ask again when the port closes.
   */
  connectEngine(): void
  /** Opens a link outside; false when the shell does not open such an address. */
  openExternal(url: string): Promise<boolean>
  /** Asks where to save a file, in the system's own dialog; null when it was cancelled. */
  chooseSavePath(fileName: string): Promise<string | null>
  /** Asks for a folder of this computer, in the system's own dialog; null when it was cancelled. */
  chooseFolder(): Promise<string | null>
  /** Where a file lies that a person chose or dropped; `file` is a `File` of the page. */
  pathOfFile(file: object): string
  /** Calls back for every menu command. Returns its undo. */
  onCommand(listener: (command: DesktopCommand) => void): () => void
  /** Native parts (menus, dialogs, window frame) follow the theme that the page shows. */
  setTheme(theme: DesktopTheme): void
  /** Native parts speak the language that the page speaks. */
  setLanguage(language: DesktopLanguage): void
}
