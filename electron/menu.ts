import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopCommand } from '../shared/desktop.ts'
import type { Labels } from './labels.ts'

export type MenuActions = {
  /** Sends a command to the page of the window. */
  readonly run: (command: DesktopCommand) => void
  readonly zoom: (change: 'in' | 'out' | 'reset') => void
}

export type MenuContext = {
  readonly platform: string
  readonly labels: Labels
  readonly isPackaged: boolean
  readonly actions: MenuActions
}

/**
 * The application menu. The page handles its own keys, so its items show their accelerators without
 * registering them: a terminal must receive Ctrl B, and a key that both heard would act twice.
 */
export function menuTemplate(context: MenuContext): MenuItemConstructorOptions[] {
  const isMac = context.platform === 'darwin'
  return [
    ...(isMac ? [applicationMenu(context)] : []),
    { label: context.labels.file, submenu: fileItems(context, isMac) },
    { label: context.labels.edit, submenu: editItems(context, isMac) },
    { label: context.labels.view, submenu: viewItems(context) },
    { label: context.labels.go, submenu: goItems(context, isMac) },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    { label: context.labels.help, role: 'help', submenu: helpItems(context, isMac) },
  ]
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

function command(
  { actions }: MenuContext,
  id: DesktopCommand,
  label: string,
  accelerator: string,
): MenuItemConstructorOptions {
  return { id, label, accelerator, registerAccelerator: false, click: () => actions.run(id) }
}

function applicationMenu(context: MenuContext): MenuItemConstructorOptions {
  const { labels } = context
  return {
    label: 'Bayplan',
    submenu: [
      { role: 'about', label: labels.about },
      separator,
      command(context, 'settings.open', labels.settings, 'Command+,'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit', label: labels.quit },
    ],
  }
}

function fileItems(context: MenuContext, isMac: boolean): MenuItemConstructorOptions[] {
  const { labels } = context
  const connections = command(context, 'endpoints.open', labels.connections, 'CommandOrControl+Shift+E')
  const run = command(context, 'container.run', labels.runContainer, 'CommandOrControl+N')
  if (isMac) return [run, connections, separator, { role: 'close', label: labels.close }]
  return [
    run,
    connections,
    separator,
    command(context, 'settings.open', labels.settings, 'Control+,'),
    separator,
    { role: 'quit', label: labels.quit },
  ]
}

/** Without these roles macOS has no Cmd C; elsewhere Chromium knows the keys by itself. */
function editItems(context: MenuContext, isMac: boolean): MenuItemConstructorOptions[] {
  const { labels } = context
  const roles = [
    ['undo', labels.undo],
    ['redo', labels.redo],
    ['cut', labels.cut],
    ['copy', labels.copy],
    ['paste', labels.paste],
    ['selectAll', labels.selectAll],
  ] as const
  return [
    ...roles.map(([role, label]) => ({ role, label, registerAccelerator: isMac })),
    // Terminals take Ctrl V for themselves, so people paste with Shift there; only a role makes that a paste.
    { role: 'pasteAndMatchStyle', visible: false, accelerator: 'CommandOrControl+Shift+V' },
    separator,
    command(context, 'filter.focus', labels.find, 'CommandOrControl+F'),
  ]
}

function viewItems(context: MenuContext): MenuItemConstructorOptions[] {
  const { labels, actions } = context
  return [
    command(context, 'sidebar.toggle', labels.sidebar, 'CommandOrControl+B'),
    command(context, 'panel.toggle', labels.panel, 'CommandOrControl+I'),
    separator,
    { label: labels.zoomIn, accelerator: 'CommandOrControl+Plus', click: () => actions.zoom('in') },
    // The same key without Shift, which is where a US keyboard has the plus sign.
    {
      label: labels.zoomIn,
      accelerator: 'CommandOrControl+=',
      visible: false,
      click: () => actions.zoom('in'),
    },
    { label: labels.zoomOut, accelerator: 'CommandOrControl+-', click: () => actions.zoom('out') },
    { label: labels.resetZoom, accelerator: 'CommandOrControl+0', click: () => actions.zoom('reset') },
    separator,
    { role: 'togglefullscreen', label: labels.fullScreen },
    ...(context.isPackaged ? [] : [{ role: 'toggleDevTools', label: labels.developerTools } as const]),
  ]
}

function goItems(context: MenuContext, isMac: boolean): MenuItemConstructorOptions[] {
  const { labels } = context
  return [
    command(context, 'navigate.back', labels.back, isMac ? 'Command+[' : 'Alt+Left'),
    command(context, 'navigate.forward', labels.forward, isMac ? 'Command+]' : 'Alt+Right'),
    separator,
    command(context, 'containers.open', labels.containers, 'CommandOrControl+1'),
  ]
}

function helpItems(context: MenuContext, isMac: boolean): MenuItemConstructorOptions[] {
  const { labels } = context
  return [
    command(context, 'shortcuts.open', labels.shortcuts, 'Shift+/'),
    ...(isMac ? [] : [separator, { role: 'about', label: labels.about } as const]),
  ]
}

const zoomStep = 0.1
const minZoom = 0.8
const maxZoom = 2

/** The next zoom factor: 80 to 200 % in steps of 10. */
export function nextZoom(factor: number, change: 'in' | 'out' | 'reset'): number {
  if (change === 'reset') return 1
  const next = factor + (change === 'in' ? zoomStep : -zoomStep)
  return Math.round(Math.min(maxZoom, Math.max(minZoom, next)) * 10) / 10
}
