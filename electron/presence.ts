import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow, Menu, Notification, nativeImage, Tray } from 'electron'
import { type DeepLink, deepLinkScheme } from '../shared/deep-link.ts'
import type {
  DesktopNotification,
  DesktopOptions,
  DesktopRequest,
  DesktopSummary,
} from '../shared/desktop.ts'
import { showBadge } from './badge.ts'
import type { Labels } from './labels.ts'
import { type LoginItemParts, setStartsAtLogin, startsAtLogin } from './login-item.ts'
import { PageOutbox } from './page-outbox.ts'
import { SystemNotifications } from './system-notifications.ts'
import { type NativeTray, TrayIcon } from './tray.ts'

/** What comes with the app, in the archive or the working copy. */
const assetsFolder = join(import.meta.dirname, '../../assets')

export type PresenceParts = {
  readonly window: () => BrowserWindow | null
  /** Brings the window to the front. */
  readonly raise: () => void
  readonly labels: () => Labels
  readonly send: (request: DesktopRequest) => void
  readonly report: (error: string) => void
}

/** What of the app is seen outside its window: tray, badge, notifications, links, start at login. */
export class Presence {
  readonly outbox: PageOutbox
  private readonly parts: PresenceParts
  private options: DesktopOptions
  private summary: DesktopSummary | null = null
  private readonly tray: TrayIcon<Menu>
  private readonly notifications: SystemNotifications

  constructor(options: DesktopOptions, parts: PresenceParts) {
    this.options = options
    this.parts = parts
    this.outbox = new PageOutbox(parts.send)
    this.tray = new TrayIcon(
      { platform: process.platform, createTray, buildMenu: (template) => Menu.buildFromTemplate(template) },
      {
        open: parts.raise,
        quit: () => app.quit(),
        act: (id, action) => {
          if (action === 'logs') parts.raise()
          this.outbox.post({ kind: 'favourite', id, action })
        },
      },
    )
    this.notifications = new SystemNotifications({
      isSupported: () => Notification.isSupported(),
      create: (wanted) => new Notification(wanted),
      onChoice: (id, action) => {
        if (action === null || action === 'logs') parts.raise()
        this.outbox.post({ kind: 'notification', id, action })
      },
      onFailed: parts.report,
    })
  }

  /** To be called when the app is ready. */
  start(): void {
    this.followOptions()
  }

  get work(): readonly string[] {
    return this.summary?.work ?? []
  }

  get staysInTray(): boolean {
    return this.options.staysInTray && this.tray.isShown
  }

  setOptions(options: DesktopOptions): void {
    this.options = options
    this.followOptions()
  }

  setSummary(summary: DesktopSummary): void {
    this.summary = summary
    this.draw()
  }

  notify(notification: DesktopNotification): void {
    this.notifications.show(notification)
  }

  openLink(link: DeepLink): void {
    this.outbox.post({ kind: 'link', link })
  }

  readonly startsAtLogin = (): boolean | null => startsAtLogin(loginItemParts())
  readonly setStartsAtLogin = (wanted: boolean): boolean | null => setStartsAtLogin(loginItemParts(), wanted)

  /** Draws tray and badge anew, as after a change of language. */
  draw(): void {
    const labels = this.parts.labels()
    if (this.options.hasTray) this.tray.show({ labels, summary: this.summary })
    else this.tray.hide()
    const failing = this.options.hasBadge ? (this.summary?.failing ?? 0) : 0
    showBadge(
      {
        platform: process.platform,
        setBadgeCount: (count) => app.setBadgeCount(count),
        setOverlay: (image, description) => this.parts.window()?.setOverlayIcon(image, description),
        image: () => imageOf('badge.png'),
      },
      failing,
      labels.badge.replace('{count}', String(failing)),
    )
  }

  private followOptions(): void {
    followLinks(this.options.opensLinks)
    this.draw()
  }
}

function imageOf(file: string): Electron.NativeImage {
  return nativeImage.createFromPath(join(assetsFolder, file))
}

function createTray(file: string, isTemplate: boolean): NativeTray<Menu> {
  const image = (name: string, asTemplate: boolean): Electron.NativeImage => {
    const icon = imageOf(name)
    icon.setTemplateImage(asTemplate)
    return icon
  }
  const tray = new Tray(image(file, isTemplate))
  return {
    setContextMenu: (menu) => tray.setContextMenu(menu),
    setToolTip: (text) => tray.setToolTip(text),
    setIcon: (name, asTemplate) => tray.setImage(image(name, asTemplate)),
    onClick: (listener) => tray.on('click', listener),
    destroy: () => tray.destroy(),
  }
}

/** What starts this app again. An unpacked one is started by Electron's own executable with its folder. */
function ownCommand(): readonly string[] {
  if (app.isPackaged) return [process.env['APPIMAGE'] ?? process.execPath]
  return [process.execPath, resolve(app.getAppPath())]
}

function followLinks(isWanted: boolean): void {
  const [path = '', ...args] = ownCommand()
  // Without the folder a link would start a bare Electron.
  if (isWanted) app.setAsDefaultProtocolClient(deepLinkScheme, path, args)
  else if (process.platform !== 'linux') app.removeAsDefaultProtocolClient(deepLinkScheme, path, args)
}

function loginItemParts(): LoginItemParts {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    command: ownCommand(),
    app: {
      getLoginItemSettings: (options) => app.getLoginItemSettings(options),
      setLoginItemSettings: (settings) => app.setLoginItemSettings(settings),
    },
  }
}
