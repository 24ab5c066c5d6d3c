import type { DeepLink } from './deep-link.ts'

/*
 * What the desktop shell offers to its page as `window.bayplanDesktop`. In the web host there is no such
 * object, and the page does without. Values cross two worlds, so they are plain data.
 */

/** The message that hands the page its engine port: `event.data`, with the port as `event.ports[0]`. */
export const enginePortMessage = 'bayplan:engine-port'

/** What a menu item asks the page to do; the page owns all state. */
export const desktopCommands = [
  'container.run',
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

/** What a person chose about the parts outside the window. The page's own store is the truth. */
export type DesktopOptions = {
  readonly hasTray: boolean
  /** Closing the window hides it; without a tray nothing could bring it back, so it counts only with one. */
  readonly staysInTray: boolean
  readonly hasBadge: boolean
  /** Whether `bayplan://` links of other programs open here. */
  readonly opensLinks: boolean
}

export const favouriteActions = ['start', 'stop', 'restart', 'logs'] as const
export type FavouriteAction = (typeof favouriteActions)[number]

export type DesktopFavourite = {
  readonly id: string
  readonly name: string
  /** In the page's language, as it stands in lists. */
  readonly state: string
  /** What can be done with it now. */
  readonly actions: readonly FavouriteAction[]
}

/** What tray, badge and the question at the end say; told by the page at each change. */
export type DesktopSummary = {
  readonly running: number
  readonly unhealthy: number
  readonly stopped: number
  /** Unhealthy, or ended with an error. */
  readonly failing: number
  readonly favourites: readonly DesktopFavourite[]
  /** A sentence for each task that would be cancelled by quitting. */
  readonly work: readonly string[]
}

export type DesktopNotification = {
  /** Comes back in the request when it is clicked. */
  readonly id: string
  readonly title: string
  readonly body: string
  /** Buttons; systems that have none show the text alone. */
  readonly actions: readonly { readonly id: string; readonly label: string }[]
}

/** What was chosen outside the window. */
export type DesktopRequest =
  | { readonly kind: 'favourite'; readonly id: string; readonly action: FavouriteAction }
  /** `action` is null for a click on the notification itself. */
  | { readonly kind: 'notification'; readonly id: string; readonly action: string | null }
  | { readonly kind: 'link'; readonly link: DeepLink }

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
  setOptions(options: DesktopOptions): void
  setSummary(summary: DesktopSummary): void
  /** Shows a notification of the system; nothing happens where there are none. */
  notify(notification: DesktopNotification): void
  /** Calls back for what is chosen in tray, notifications and links; what came before the first listener comes then. */
  onRequest(listener: (request: DesktopRequest) => void): () => void
  /** Whether the app starts when the person logs in; null where that is not ours to set. */
  startsAtLogin(): Promise<boolean | null>
  /** Answers with how it is then. */
  setStartsAtLogin(wanted: boolean): Promise<boolean | null>
}
