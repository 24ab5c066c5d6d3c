import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fault, preventable, StrictEmitter, strict } from './strict.mjs'

const appEvents = [
  'ready',
  'second-instance',
  'activate',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'web-contents-created',
  'child-process-gone',
  'open-url',
]

class App extends StrictEmitter {
  constructor(runtime) {
    super('app', appEvents)
    this._runtime = runtime
    this._isQuitting = false
    this._ready = new Promise((resolve) => {
      this._markReady = resolve
    })
    this.isPackaged = false
    this.commandLine = strict(
      {
        appendSwitch: (name, value) => runtime.switches.push(value ? `--${name}=${value}` : `--${name}`),
      },
      'commandLine',
    )
  }

  isReady() {
    return this._runtime.isReady
  }

  whenReady() {
    return this._ready
  }

  enableSandbox() {
    if (this._runtime.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this._runtime.isSandboxed = true
  }

  setAppUserModelId(id) {
    this._runtime.userModelId = id
  }

  getAppPath() {
    return this._runtime.appFolder
  }

  /** A number on the icon. Windows has none: it wants an overlay picture. */
  setBadgeCount(count) {
    if (process.platform === 'win32') throw fault('app.setBadgeCount does nothing on Windows')
    if (!Number.isInteger(count) || count < 0) throw fault(`app.setBadgeCount(${count})`)
    this._runtime.badgeCount = count
    return true
  }

  getBadgeCount() {
    return this._runtime.badgeCount
  }

  setAsDefaultProtocolClient(scheme, path, args = []) {
    checkScheme(scheme)
    if (!this.isPackaged && (!path || args.length === 0))
      throw fault('setAsDefaultProtocolClient: without path and folder a link starts a bare Electron')
    return true
  }

  removeAsDefaultProtocolClient(scheme) {
    checkScheme(scheme)
    if (process.platform === 'linux') throw fault('removeAsDefaultProtocolClient does nothing on Linux')
    return true
  }

  getLoginItemSettings() {
    if (process.platform === 'linux') throw fault('getLoginItemSettings does nothing on Linux')
    return { openAtLogin: this._runtime.opensAtLogin }
  }

  setLoginItemSettings({ openAtLogin }) {
    if (process.platform === 'linux') throw fault('setLoginItemSettings does nothing on Linux')
    this._runtime.opensAtLogin = openAtLogin
  }

  getVersion() {
    return this._runtime.manifest.version
  }

  getPath(name) {
    if (name === 'userData') return this._runtime.userData
    if (name === 'downloads') return join(homedir(), 'Downloads')
    throw fault(`app.getPath('${name}') is not implemented`)
  }

  getPreferredSystemLanguages() {
    if (!this._runtime.isReady) throw fault('app.getPreferredSystemLanguages before the app is ready')
    return [process.env.STANDIN_LANGUAGE ?? 'en-US']
  }

  getAppMetrics() {
    return [{ pid: process.pid, type: 'Browser' }, ...this._runtime.utilityMetrics()]
  }

  /** One per user data folder: a lock file with the number of its process, and notes from later starts. */
  requestSingleInstanceLock() {
    const folder = join(this._runtime.userData, 'singleton')
    mkdirSync(folder, { recursive: true })
    const lock = join(folder, 'lock')
    const owner = readOwner(lock)
    if (owner !== null) {
      writeFileSync(join(folder, `start-${process.pid}`), JSON.stringify(process.argv))
      return false
    }
    writeFileSync(lock, String(process.pid))
    process.on('exit', () => rmSync(lock, { force: true }))
    watch(folder, () => {
      for (const name of readdirSync(folder).filter((file) => file.startsWith('start-'))) {
        const note = join(folder, name)
        const argv = readNote(note)
        if (argv === null) continue
        rmSync(note, { force: true })
        this.emit('second-instance', preventable(), argv, process.cwd(), null)
      }
    }).unref()
    return true
  }

  quit() {
    if (this._isQuitting) return
    const before = preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this._isQuitting = true
    for (const window of this._runtime.windows()) window.close()
    if (this._runtime.windows().length > 0) {
      this._isQuitting = false
      return
    }
    const will = preventable()
    this.emit('will-quit', will)
    this._isQuitting = false
    if (will.defaultPrevented) return
    this.emit('quit', preventable(), 0)
    this.exit(0)
  }

  exit(code = 0) {
    // Quitting before `ready` takes effect only when the loop turns: code after `quit()` still runs.
    setImmediate(() => this._runtime.end(code))
  }
}

function checkScheme(scheme) {
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) throw fault(`a scheme is named without '://': ${scheme}`)
}

function readOwner(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

export function createApp(runtime) {
  const app = new App(runtime)
  return { app, api: strict(app, 'app') }
}
