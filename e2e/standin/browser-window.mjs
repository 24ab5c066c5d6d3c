import { checkOptions, fault, preventable, StrictEmitter, strict } from './strict.mjs'
import { WebContents } from './web-contents.mjs'

const windowOptions = [
  'name',
  'windowStatePersistence',
  'title',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'backgroundColor',
  'titleBarStyle',
  'trafficLightPosition',
  'titleBarOverlay',
  'autoHideMenuBar',
  'webPreferences',
  'icon',
]
/** What each switch must be: the window shows data that strangers write. */
const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
}
const windowEvents = ['ready-to-show', 'closed', 'close', 'show', 'hide', 'focus']

function checkPreferences(preferences) {
  checkOptions(preferences, [...Object.keys(safePreferences), 'preload', 'spellcheck'], 'webPreferences')
  for (const [key, value] of Object.entries(preferences)) {
    if (key in safePreferences && value !== safePreferences[key])
      throw fault(`webPreferences.${key} must be ${safePreferences[key]}`)
  }
}

/** Makes the class `BrowserWindow` of one runtime. */
export function createBrowserWindow(runtime) {
  const windows = new Map()

  class BrowserWindow extends StrictEmitter {
    constructor(options = {}) {
      super('BrowserWindow', windowEvents)
      if (!runtime.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
      if (!runtime.isSandboxed) throw fault('a window without app.enableSandbox()')
      checkOptions(options, windowOptions, 'BrowserWindow')
      checkPreferences(options.webPreferences ?? {})
      if (options.windowStatePersistence && !options.name) throw fault('windowStatePersistence needs a name')
      this._size = { width: options.width ?? 800, height: options.height ?? 600 }
      this._isVisible = options.show !== false
      this._isDestroyed = false
      this._contents = null
      this._proxy = strict(this, 'BrowserWindow')
      runtime.nextSize = this._size
      const contents = new WebContents(runtime, options.webPreferences?.preload)
      contents.proxy = strict(contents, 'webContents')
      this._contents = contents
      windows.set(contents, this)
      contents.once('did-finish-load', () => this.emit('ready-to-show'))
      runtime.app.emit('web-contents-created', preventable(), contents.proxy)
      // biome-ignore lint/correctness/noConstructorReturn: callers must get the strict view
      return this._proxy
    }

    static getAllWindows() {
      return [...windows.values()].map((window) => window._proxy)
    }

    static fromWebContents(contents) {
      return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
    }

    get webContents() {
      return this._contents.proxy
    }

    loadURL(url) {
      return this._contents._load(url)
    }

    show() {
      this._isVisible = true
      this.emit('show')
    }

    hide() {
      this._isVisible = false
      this.emit('hide')
    }

    setOverlayIcon(image, description) {
      if (process.platform !== 'win32') throw fault('setOverlayIcon is for Windows')
      if (image !== null && (image.isEmpty() || !description))
        throw fault('an overlay needs a picture and words')
    }

    focus() {
      this.emit('focus')
    }

    isVisible() {
      return this._isVisible
    }

    isMinimized() {
      return false
    }

    isDestroyed() {
      return this._isDestroyed
    }

    setBackgroundColor(color) {
      if (!/^#[0-9a-f]{6}$/i.test(color)) throw fault(`not a colour: ${color}`)
    }

    close() {
      if (this._isDestroyed) return
      const event = preventable()
      this.emit('close', event)
      if (!event.defaultPrevented) this._close()
    }

    /** The tab is gone, or has to go. */
    _close() {
      if (this._isDestroyed) return
      this._isDestroyed = true
      windows.delete(this._contents)
      this._contents._destroy()
      this._contents._ready.then(() => runtime.closeTarget(this._contents._targetId)).catch(() => {})
      this.emit('closed')
      runtime.windowClosed(windows.size)
    }
  }

  runtime.sizeOf = (contents) => windows.get(contents)?._size ?? runtime.nextSize
  runtime.windowOf = (contents) => windows.get(contents)
  const all = () => [...windows.values()]
  const fromTargetId = (targetId) =>
    [...windows.keys()].find((contents) => contents._targetId === targetId)?.proxy
  return { BrowserWindow, all, fromTargetId }
}
