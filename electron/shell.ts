import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
  type WebContents,
} from 'electron'
import { deepLinkIn } from '../shared/deep-link.ts'
import type { DesktopCommand, DesktopLanguage } from '../shared/desktop.ts'
import { createAppProtocol } from './app-protocol.ts'
import { engineArguments, isStartedHidden, parseAppArguments } from './arguments.ts'
import { channels } from './channels.ts'
import { chooseFolder } from './choose-folder.ts'
import {
  type Asking,
  askAboutBusyPage,
  askAboutEndedPage,
  askAboutEngineProcess,
  askAboutWork,
} from './dialogs.ts'
import { handleDownloads } from './downloads.ts'
import { EngineSupervisor } from './engine-supervisor.ts'
import { type Labels, labelsOf, systemLanguage } from './labels.ts'
import { Leaving } from './leaving.ts'
import { menuTemplate, nextZoom } from './menu.ts'
import { listenToPage } from './page-messages.ts'
import { recoverPage } from './page-recovery.ts'
import { readPreferences, type ShellPreferences, writePreferences } from './preferences.ts'
import { Presence } from './presence.ts'
import { announceReady } from './ready-file.ts'
import { chooseSavePath } from './save-path.ts'
import { denyPermissions, externalUrl, lockNavigation } from './security.ts'
import { frameColors, overlayOptions } from './title-bar.ts'
import { loadPage, raiseWindow, windowOptions } from './window.ts'

/** `out/` of the build, which the app's own bundles lie in. */
const outFolder = join(import.meta.dirname, '..')

/** The running app: its window, its engine process, and what the operating system tells them. */
export class Shell {
  private readonly preferencesFile = join(app.getPath('userData'), 'shell.json')
  private preferences: ShellPreferences = readPreferences(this.preferencesFile)
  private window: BrowserWindow | null = null
  private isEngineGone = false
  private readonly saveFolders = { last: app.getPath('downloads') }
  private readonly supervisor = new EngineSupervisor<MessagePortMain>({
    fork: () => this.forkEngine(),
    onGiveUp: (exitCode) => void this.offerEngineRestart(exitCode),
  })

  private readonly presence = new Presence(this.preferences.options, {
    window: () => this.window,
    raise: () => this.raise(),
    labels: () => this.labels,
    send: (request) => this.contents?.send(channels.request, request),
    report: (error) => process.stderr.write(`bayplan: notification: ${error}\n`),
  })
  private readonly leaving = new Leaving({
    work: () => this.presence.work,
    ask: (work) => askAboutWork(this.asking, work),
    quit: () => app.quit(),
    staysWithoutWindow: () => process.platform === 'darwin' || this.presence.staysInTray,
  })

  constructor() {
    app.on('second-instance', (_event, argv) => {
      this.raise()
      this.openLinkIn(argv)
    })
    // On macOS a link is an event, and one that starts the app comes before it is ready.
    app.on('open-url', (event, url) => {
      event.preventDefault()
      this.raise()
      this.openLinkIn([url])
    })
    app.on('activate', () => this.raise())
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
    app.on('web-contents-created', (_event, contents) =>
      lockNavigation(contents, (url) => this.openExternal(url)),
    )
    app.on('before-quit', this.leaving.beforeQuit)
    // Not `before-quit`: a window may still refuse to close then, and would be left without its engine.
    app.on('will-quit', (event) => this.endEngineFirst(event))
    process.on('uncaughtException', (error) => this.reportBug(error))
  }

  /** To be called when the app is ready. */
  start(): void {
    nativeTheme.themeSource = this.preferences.theme
    nativeTheme.on('updated', () => this.followTheme())
    denyPermissions(session.defaultSession)
    handleDownloads(session.defaultSession, app.getPath('downloads'))
    protocol.handle('app', createAppProtocol(join(outFolder, 'renderer')))
    powerMonitor.on('resume', () => this.supervisor.notify({ t: 'recheck' }))
    powerMonitor.on('unlock-screen', () => this.supervisor.notify({ t: 'recheck' }))
    this.listen()
    this.buildMenu()
    this.presence.start()
    this.supervisor.start()
    this.open(isStartedHidden(process.argv) && this.presence.staysInTray)
    this.openLinkIn(process.argv)
  }

  private get labels(): Labels {
    return labelsOf(this.preferences.language ?? systemLanguage(app.getPreferredSystemLanguages()))
  }

  private forkEngine(): ReturnType<typeof utilityProcess.fork> {
    return utilityProcess.fork(
      join(outFolder, 'engine/engine-process.mjs'),
      engineArguments(parseAppArguments(process.argv), app.getVersion()),
      { serviceName: 'Bayplan engine' },
    )
  }

  private open(isHidden = false): void {
    const window = new BrowserWindow(
      windowOptions({
        platform: process.platform,
        isDark: nativeTheme.shouldUseDarkColors,
        preload: join(outFolder, 'preload/preload.cjs'),
      }),
    )
    this.window = window
    loadPage(window, () => announceReady(process.env), isHidden)
    window.on('close', (event) => this.leaving.closing(event, () => window.hide()))
    // Until a page that has come listens, what it is asked for waits.
    window.webContents.on('did-navigate', () => this.presence.outbox.close())
    window.on('closed', () => {
      this.window = null
    })
    recoverPage(window.webContents, {
      onEndedAgain: (reason) => void this.offerReload(window, reason),
      onUnresponsive: () => void this.offerReloadOfBusyPage(window),
    })
  }

  private raise(): void {
    if (this.window !== null) raiseWindow(this.window)
    else if (app.isReady()) this.open()
  }

  /** A place named by whoever started the app; links are looked at strictly and only ever show something. */
  private openLinkIn(argv: readonly string[]): void {
    const link = this.preferences.options.opensLinks ? deepLinkIn(argv) : null
    if (link !== null) this.presence.openLink(link)
  }

  private listen(): void {
    listenToPage(ipcMain, () => this.contents, {
      connectEngine: (frame) =>
        this.supervisor.whenRunning(frame, (engine) => {
          if (frame.isDestroyed()) return
          const { port1, port2 } = new MessageChannelMain()
          engine.postMessage({ t: 'connect' }, [port1])
          frame.postMessage(channels.enginePort, null, [port2])
        }),
      openExternal: (url) => this.openExternal(url),
      chooseSavePath: (fileName) =>
        chooseSavePath({ dialog, window: this.window }, fileName, this.saveFolders),
      chooseFolder: () => chooseFolder({ dialog, window: this.window }),
      setTheme: (theme) => {
        nativeTheme.themeSource = theme
        this.remember({ theme })
      },
      setLanguage: (language) => this.speak(language),
      setOptions: (options) => {
        this.remember({ options })
        this.presence.setOptions(options)
      },
      setSummary: (summary) => this.presence.setSummary(summary),
      notify: (notification) => this.presence.notify(notification),
      listening: () => this.presence.outbox.open(),
      startsAtLogin: this.presence.startsAtLogin,
      setStartsAtLogin: this.presence.setStartsAtLogin,
    })
  }

  private get contents(): WebContents | null {
    return this.window === null || this.window.isDestroyed() ? null : this.window.webContents
  }

  private openExternal(url: string): boolean {
    const address = externalUrl(url)
    if (address === null) return false
    void shell.openExternal(address)
    return true
  }

  private speak(language: DesktopLanguage): void {
    if (language === this.preferences.language) return
    this.remember({ language })
    this.buildMenu()
    this.presence.draw()
  }

  private remember(change: Partial<ShellPreferences>): void {
    const before = this.preferences
    this.preferences = { ...before, ...change }
    if (JSON.stringify(this.preferences) === JSON.stringify(before)) return
    try {
      writePreferences(this.preferencesFile, this.preferences)
    } catch (error) {
      // A profile that cannot be written costs one flash of colour at the next start.
      process.stderr.write(`bayplan: ${String(error)}\n`)
    }
  }

  private buildMenu(): void {
    const template = menuTemplate({
      platform: process.platform,
      labels: this.labels,
      isPackaged: app.isPackaged,
      actions: {
        run: (command: DesktopCommand) => this.contents?.send(channels.command, command),
        zoom: (change) => {
          const { contents } = this
          if (contents !== null) contents.zoomFactor = nextZoom(contents.zoomFactor, change)
        },
      },
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  private followTheme(): void {
    const isDark = nativeTheme.shouldUseDarkColors
    this.window?.setBackgroundColor(frameColors(isDark).background)
    if (process.platform === 'win32') this.window?.setTitleBarOverlay(overlayOptions(isDark))
  }

  private endEngineFirst(event: { preventDefault(): void }): void {
    if (this.isEngineGone) return
    event.preventDefault()
    void this.supervisor.shutdown().then(() => {
      this.isEngineGone = true
      app.quit()
    })
  }

  private get asking(): Asking {
    return { dialog, window: this.window, labels: this.labels }
  }

  private async offerEngineRestart(exitCode: number): Promise<void> {
    if (await askAboutEngineProcess(this.asking, exitCode)) this.supervisor.start()
    else app.quit()
  }

  private async offerReload(window: BrowserWindow, reason: string): Promise<void> {
    if (!(await askAboutEndedPage(this.asking, reason))) app.quit()
    else if (!window.isDestroyed()) window.webContents.reload()
  }

  private async offerReloadOfBusyPage(window: BrowserWindow): Promise<void> {
    if ((await askAboutBusyPage(this.asking)) && !window.isDestroyed()) window.webContents.reload()
  }

  private reportBug(error: Error): void {
    process.stderr.write(`bayplan: ${error.stack ?? error.message}\n`)
    dialog.showErrorBox(this.labels.bugTitle, error.stack ?? error.message)
  }
}
