import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import type {
  DesktopLanguage,
  DesktopNotification,
  DesktopOptions,
  DesktopSummary,
  DesktopTheme,
} from '../shared/desktop.ts'
import { readNotification, readOptions, readSummary } from '../shared/desktop-messages.ts'
import { channels } from './channels.ts'
import { isLanguage, isTheme } from './preferences.ts'
import { isTrustedSender } from './security.ts'

export type PageRequests = {
  readonly connectEngine: (frame: WebFrameMain) => void
  readonly openExternal: (url: string) => boolean
  readonly chooseSavePath: (fileName: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<string | null>
  readonly setTheme: (theme: DesktopTheme) => void
  readonly setLanguage: (language: DesktopLanguage) => void
  readonly setOptions: (options: DesktopOptions) => void
  readonly setSummary: (summary: DesktopSummary) => void
  readonly notify: (notification: DesktopNotification) => void
  readonly listening: () => void
  readonly startsAtLogin: () => boolean | null
  readonly setStartsAtLogin: (wanted: boolean) => boolean | null
}

/** Listens to the page's bridge. Messages of any other frame, and values of another kind, are dropped. */
export function listenToPage(
  ipcMain: Pick<IpcMain, 'on' | 'handle'>,
  contents: () => WebContents | null,
  requests: PageRequests,
): void {
  const listen = (channel: string, listener: (frame: WebFrameMain, value: unknown) => void): void => {
    ipcMain.on(channel, (event, value: unknown) => {
      if (event.senderFrame !== null && isTrustedSender(event, contents())) listener(event.senderFrame, value)
    })
  }
  listen(channels.connectEngine, requests.connectEngine)
  listen(channels.setTheme, (_frame, value) => {
    if (isTheme(value)) requests.setTheme(value)
  })
  listen(channels.setLanguage, (_frame, value) => {
    if (isLanguage(value)) requests.setLanguage(value)
  })
  const take = <T>(channel: string, read: (value: unknown) => T | null, use: (value: T) => void): void =>
    listen(channel, (_frame, value) => {
      const known = read(value)
      if (known !== null) use(known)
    })
  take(channels.setOptions, readOptions, requests.setOptions)
  take(channels.setSummary, readSummary, requests.setSummary)
  take(channels.notify, readNotification, requests.notify)
  listen(channels.listening, requests.listening)
  ipcMain.handle(channels.startsAtLogin, (event) =>
    isTrustedSender(event, contents()) ? requests.startsAtLogin() : null,
  )
  ipcMain.handle(channels.setStartsAtLogin, (event, value: unknown) => {
    if (!isTrustedSender(event, contents()) || typeof value !== 'boolean') return null
    return requests.setStartsAtLogin(value)
  })
  ipcMain.handle(channels.openExternal, (event, value: unknown) => {
    if (!isTrustedSender(event, contents()) || typeof value !== 'string') return false
    return requests.openExternal(value)
  })
  ipcMain.handle(channels.chooseSavePath, (event, value: unknown) => {
    if (!isTrustedSender(event, contents()) || typeof value !== 'string') return null
    return requests.chooseSavePath(value)
  })
  ipcMain.handle(channels.chooseFolder, (event) =>
    isTrustedSender(event, contents()) ? requests.chooseFolder() : null,
  )
}
