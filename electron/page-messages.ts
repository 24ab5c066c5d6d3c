import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import type { DesktopLanguage, DesktopTheme } from '../shared/desktop.ts'
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
