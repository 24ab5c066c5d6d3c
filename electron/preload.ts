import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { BayplanDesktop, DesktopCommand, DesktopRequest } from '../shared/desktop.ts'
import { enginePortMessage } from '../shared/desktop.ts'
import { channels } from './channels.ts'
import { titleBarOf } from './title-bar.ts'

/** As much of the page's window as is touched here; the DOM's types stay out of the shell. */
declare const window: {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void
}

const desktop: BayplanDesktop = {
  kind: 'desktop',
  platform: process.platform,
  titleBar: titleBarOf(process.platform),
  connectEngine: () => ipcRenderer.send(channels.connectEngine),
  openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url) as Promise<boolean>,
  chooseSavePath: (fileName) =>
    ipcRenderer.invoke(channels.chooseSavePath, fileName) as Promise<string | null>,
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder) as Promise<string | null>,
  pathOfFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  onCommand: (listener) => {
    // The event object would hand the page the whole of ipcRenderer.
    const forward = (_event: unknown, command: DesktopCommand): void => listener(command)
    ipcRenderer.on(channels.command, forward)
    return () => ipcRenderer.off(channels.command, forward)
  },
  setTheme: (theme) => ipcRenderer.send(channels.setTheme, theme),
  setLanguage: (language) => ipcRenderer.send(channels.setLanguage, language),
  setOptions: (options) => ipcRenderer.send(channels.setOptions, options),
  setSummary: (summary) => ipcRenderer.send(channels.setSummary, summary),
  notify: (notification) => ipcRenderer.send(channels.notify, notification),
  onRequest: (listener) => {
    const forward = (_event: unknown, request: DesktopRequest): void => listener(request)
    ipcRenderer.on(channels.request, forward)
    ipcRenderer.send(channels.listening)
    return () => ipcRenderer.off(channels.request, forward)
  },
  startsAtLogin: () => ipcRenderer.invoke(channels.startsAtLogin) as Promise<boolean | null>,
  setStartsAtLogin: (wanted) =>
    ipcRenderer.invoke(channels.setStartsAtLogin, wanted) as Promise<boolean | null>,
}

contextBridge.exposeInMainWorld('bayplanDesktop', desktop)

// A port cannot pass the context bridge; as a transferred part of a message it reaches the page's own world.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage(enginePortMessage, window.location.origin, event.ports)
})
