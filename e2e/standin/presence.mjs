import { existsSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { checkOptions, fault, StrictEmitter, strict } from './strict.mjs'

/*
 * Tray and notifications. The system's side of each is held weakly here, as Electron does: what the app keeps no
 * reference to is collected, its icon vanishes and a click on it does nothing. `collect` shows who is still there.
 */

function createNativeImage() {
  return strict(
    {
      // A file that is missing gives an empty image, and nobody is told.
      createFromPath(path) {
        const isEmpty = !isAbsolute(path) || !existsSync(path) || statSync(path).size === 0
        return strict({ isEmpty: () => isEmpty, setTemplateImage() {}, _path: path }, 'NativeImage')
      },
    },
    'nativeImage',
  )
}

function requireImage(image, what) {
  if (image === null || typeof image !== 'object' || image.isEmpty())
    throw fault(`${what} needs an image that exists: an empty one is drawn as nothing`)
}

/** Objects that live as long as the app refers to them. */
class Weakly {
  constructor() {
    this.refs = new Set()
  }

  add(object) {
    this.refs.add(new WeakRef(object))
  }

  alive() {
    return [...this.refs].map((ref) => ref.deref()).filter((object) => object && !object._isGone)
  }
}

function createTray(runtime, trays) {
  return class Tray extends StrictEmitter {
    constructor(image) {
      super('Tray', ['click', 'double-click', 'right-click'])
      if (!runtime.isReady) throw new Error('Cannot create Tray before app is ready')
      requireImage(image, 'Tray')
      // A second one falls back to an icon of another kind, which many desktops do not show.
      if (process.platform === 'linux' && trays.alive().length > 0) throw fault('a second tray on Linux')
      this._menu = null
      this._isGone = false
      trays.add(this)
      // biome-ignore lint/correctness/noConstructorReturn: callers must get the strict view
      return strict(this, 'Tray')
    }

    setImage(image) {
      requireImage(image, 'Tray.setImage')
    }

    setToolTip(text) {
      if (typeof text !== 'string' || text === '') throw fault('a tray needs a tool tip')
    }

    setContextMenu(menu) {
      // Linux shows the menu as it was when it was set; the items are copied so that later changes do not count.
      this._menu = menu
    }

    destroy() {
      this._isGone = true
    }
  }
}

function createNotification(runtime, notifications) {
  return class Notification extends StrictEmitter {
    static isSupported() {
      if (!runtime.isReady) throw fault('Notification.isSupported before the app is ready')
      return true
    }

    constructor(options) {
      super('Notification', ['show', 'click', 'close', 'failed', 'action', 'reply'])
      checkOptions(
        options,
        ['id', 'title', 'body', 'silent', 'icon', 'urgency', 'timeoutType', 'actions'],
        'Notification',
      )
      if (!options.title) throw fault('a notification needs a title')
      for (const action of options.actions ?? []) {
        checkOptions(action, ['type', 'text'], 'NotificationAction')
        if (action.type !== 'button' || !action.text)
          throw fault('a notification action is a button with a text')
      }
      // biome-ignore lint/correctness/noConstructorReturn: callers must get the strict view
      return strict(
        Object.assign(this, {
          title: options.title,
          body: options.body ?? '',
          actions: options.actions ?? [],
        }),
        'Notification',
      )
    }

    show() {
      if (!runtime.isReady) throw fault('Notification.show before the app is ready')
      if (runtime.userModelId === null)
        throw fault('Windows shows no notification without app.setAppUserModelId')
      // On macOS an unsigned app is told so by an event; an app that does not listen never knows.
      if (this.listenerCount('failed') === 0) throw fault("a notification needs a listener for 'failed'")
      notifications.add(this)
      setImmediate(() => this.emit('show'))
    }
  }
}

export function createPresence(runtime) {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc')
  const trays = new Weakly()
  const notifications = new Weakly()
  /** Stories of the stand-in alone ask this; no real app can be made to collect. */
  globalThis.__standinCollect = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0))
    collectGarbage()
    return { trays: trays.alive().length, notifications: notifications.alive().length }
  }
  return {
    nativeImage: createNativeImage(),
    Tray: createTray(runtime, trays),
    Notification: createNotification(runtime, notifications),
  }
}
