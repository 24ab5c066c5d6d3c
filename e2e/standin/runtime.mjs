import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from './app.mjs'
import { createBrowserWindow } from './browser-window.mjs'
import { launchChromium } from './cdp.mjs'
import { createDesktop } from './desktop.mjs'
import { createIpcMain } from './ipc-main.mjs'
import { MessageChannelMain } from './ports.mjs'
import { Schemes } from './protocol.mjs'
import { createSession } from './session.mjs'
import { preventable, strict } from './strict.mjs'
import { createUtilityProcess } from './utility-process.mjs'

/** Everything of one running app: its Electron objects, its Chromium, its helper processes. */
export class Runtime {
  constructor({ manifest, appFolder, userData, debugPort }) {
    Object.assign(this, { manifest, appFolder, userData, debugPort })
    this.isReady = false
    this.isSandboxed = false
    this.isEnding = false
    this.switches = []
    this.downloads = []
    this.errorBoxes = []
    this.userModelId = null
    this.badgeCount = 0
    this.opensAtLogin = false
    this.connection = null
    this.profile = mkdtempSync(join(tmpdir(), 'bayplan-standin-'))
    this.schemes = new Schemes(this)
    const { app, api: appApi } = createApp(this)
    const { ipc, api: ipcMain } = createIpcMain()
    const { BrowserWindow, all, fromTargetId } = createBrowserWindow(this)
    const utility = createUtilityProcess(this)
    Object.assign(this, {
      app,
      ipc,
      windows: all,
      utilityMetrics: utility.metrics,
      killUtilities: utility.killAll,
    })
    this.session = createSession(this)
    this.electron = strict(
      {
        app: appApi,
        ipcMain,
        BrowserWindow,
        MessageChannelMain,
        protocol: this.schemes.api,
        session: this.session.api,
        utilityProcess: utility.api,
        webContents: strict({ fromDevToolsTargetId: fromTargetId }, 'webContents'),
        ...createDesktop(this),
      },
      'electron',
    )
  }

  toPage(url) {
    return this.schemes.toPage(url)
  }

  fromPage(url) {
    return this.schemes.fromPage(url)
  }

  isServed(url) {
    return this.schemes.isServed(url)
  }

  /** Starts Chromium and makes the app ready; to be called when the app's entry has been evaluated. */
  async makeReady() {
    const port = await this.schemes.listen()
    const { child, connection } = launchChromium({
      profile: this.profile,
      switches: this.switches.filter((text) => !text.startsWith('--enable-features=')),
      debugPort: this.debugPort,
      // Nothing but the app's own scheme: a test that reached the network would prove nothing.
      hostRules: `MAP *.standin 127.0.0.1:${port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
      secureOrigins: this.schemes.origins(),
      onExit: (code) => {
        if (!this.isEnding) process.stderr.write(`stand-in: Chromium ended (${code})\n`)
        this.end(1)
      },
    })
    this.chromium = child
    this.connection = connection
    const { root } = connection
    root.on('Target.targetDestroyed', ({ targetId }) => this.targetGone(targetId))
    root.on('Browser.downloadWillBegin', (details) => this.session.download(details))
    await root.send('Target.setDiscoverTargets', { discover: true })
    this.session.applyDefaults()
    this.isReady = true
    this.app.emit('ready', preventable(), {})
    this.app._markReady()
  }

  /** A window that the app let a page open. */
  openPopup(url) {
    void this.connection.root.send('Target.createTarget', { url, newWindow: true })
  }

  targetGone(targetId) {
    for (const window of this.windows()) if (window._contents._targetId === targetId) window._close()
  }

  closeTarget(targetId) {
    this.connection.root.send('Target.closeTarget', { targetId }).catch(() => {})
  }

  windowClosed(left) {
    if (left > 0 || this.app._isQuitting) return
    if (this.app.listenerCount('window-all-closed') > 0) this.app.emit('window-all-closed')
    else this.app.quit()
  }

  /** Ends the process when Chromium is gone and its profile removed. */
  end(code) {
    if (this.isEnding) return
    this.isEnding = true
    const browser = this.chromium
    const isBrowserGone = !browser || browser.exitCode !== null || browser.signalCode !== null
    const gone = isBrowserGone ? Promise.resolve() : new Promise((resolve) => browser.once('exit', resolve))
    this.killHelpers()
    void gone
      .then(() => rm(this.profile, { recursive: true, force: true, maxRetries: 5 }))
      // Helpers of Chromium may still write; a folder left in the temporary one is no reason to fail.
      .catch(() => {})
      .then(() => process.exit(code))
  }

  killHelpers() {
    this.killUtilities()
    this.chromium?.kill('SIGKILL')
  }
}
