import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopFavourite, DesktopSummary, FavouriteAction } from '../shared/desktop.ts'
import type { Labels } from './labels.ts'

/** As much of Electron's tray, menu and images as is used. */
export type TrayParts<TMenu> = {
  readonly platform: string
  readonly createTray: (iconFile: string, isTemplate: boolean) => NativeTray<TMenu>
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => TMenu
}

export interface NativeTray<TMenu> {
  setContextMenu(menu: TMenu): void
  setToolTip(text: string): void
  setIcon(iconFile: string, isTemplate: boolean): void
  onClick(listener: () => void): void
  destroy(): void
}

export type TrayActions = {
  readonly open: () => void
  readonly quit: () => void
  readonly act: (id: string, action: FavouriteAction) => void
}

export type TrayContent = {
  readonly labels: Labels
  /** Null until the page has told. */
  readonly summary: DesktopSummary | null
}

/** The icon by name: macOS wants one colour and paints it, elsewhere a panel may be dark or light. */
export function trayIconFile(platform: string, isFailing: boolean): string {
  return `tray${platform === 'darwin' ? '' : '-colour'}${isFailing ? '-attention' : ''}.png`
}

export function trayTemplate(
  { labels, summary }: TrayContent,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const favourites = summary?.favourites ?? []
  return [
    { id: 'status', label: statusText(labels, summary), enabled: false },
    { type: 'separator' },
    ...favourites.map((favourite) => favouriteItem(favourite, labels, actions)),
    ...(favourites.length > 0 ? [{ type: 'separator' } as const] : []),
    { id: 'open', label: labels.open, click: actions.open },
    { id: 'quit', label: labels.quit, click: actions.quit },
  ]
}

function statusText(labels: Labels, summary: DesktopSummary | null): string {
  if (summary === null) return labels.trayWaiting
  return labels.trayStatus
    .replace('{running}', String(summary.running))
    .replace('{unhealthy}', String(summary.unhealthy))
    .replace('{stopped}', String(summary.stopped))
}

const words = {
  start: 'startContainer',
  stop: 'stopContainer',
  restart: 'restartContainer',
  logs: 'showLogs',
} as const

function favouriteItem(
  { id, name, state, actions: possible }: DesktopFavourite,
  labels: Labels,
  actions: TrayActions,
): MenuItemConstructorOptions {
  return {
    id: `favourite:${id}`,
    // A single `&` would mark the letter after it.
    label: `${name}: ${state}`.replaceAll('&', '&&'),
    submenu: possible.map((action) => ({
      id: `${action}:${id}`,
      label: labels[words[action]],
      click: () => actions.act(id, action),
    })),
  }
}

/** The icon beside the clock: there while it is wanted, and always with the newest counts. */
export class TrayIcon<TMenu> {
  private readonly parts: TrayParts<TMenu>
  private readonly actions: TrayActions
  /** Kept here, because a tray that nobody refers to is collected, and its icon vanishes. */
  private tray: NativeTray<TMenu> | null = null

  constructor(parts: TrayParts<TMenu>, actions: TrayActions) {
    this.parts = parts
    this.actions = actions
  }

  get isShown(): boolean {
    return this.tray !== null
  }

  show(content: TrayContent): void {
    const { platform, createTray, buildMenu } = this.parts
    const isTemplate = platform === 'darwin'
    const icon = trayIconFile(platform, (content.summary?.failing ?? 0) > 0)
    if (this.tray === null) {
      this.tray = createTray(icon, isTemplate)
      // On macOS a click opens the menu.
      if (platform !== 'darwin') this.tray.onClick(this.actions.open)
    } else this.tray.setIcon(icon, isTemplate)
    this.tray.setToolTip(`Bayplan, ${statusText(content.labels, content.summary)}`)
    // Linux shows a changed menu only when it is set again.
    this.tray.setContextMenu(buildMenu(trayTemplate(content, this.actions)))
  }

  hide(): void {
    this.tray?.destroy()
    this.tray = null
  }
}
