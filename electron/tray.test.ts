import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { DesktopSummary } from '../shared/desktop.ts'
import { labelsOf } from './labels.ts'
import { TrayIcon, trayIconFile, trayTemplate } from './tray.ts'

const labels = labelsOf('en')
const web = { id: 'w', name: 'web & co', state: 'Running', actions: ['stop', 'restart', 'logs'] } as const
const summary: DesktopSummary = {
  running: 3,
  unhealthy: 1,
  stopped: 2,
  failing: 1,
  favourites: [web],
  work: [],
}
const actions = { open: vi.fn(), quit: vi.fn(), act: vi.fn() }

const click = (item: MenuItemConstructorOptions | undefined): void =>
  item?.click?.({} as never, undefined, {} as never)

describe('the menu of the tray', () => {
  it('begins with the counts, and says when there are none yet', () => {
    expect(trayTemplate({ labels, summary }, actions)[0]?.label).toBe('3 running, 1 unhealthy, 2 stopped')
    expect(trayTemplate({ labels, summary: null }, actions)[0]?.label).toBe('No engine yet')
  })

  it('has what can be done with each favourite', () => {
    const favourite = trayTemplate({ labels, summary }, actions).find(({ id }) => id === 'favourite:w')
    expect(favourite?.label).toBe('web && co: Running')
    const items = favourite?.submenu as MenuItemConstructorOptions[]
    expect(items.map(({ label }) => label)).toEqual(['Stop', 'Restart', 'Show logs'])
    click(items[0])
    expect(actions.act).toHaveBeenCalledExactlyOnceWith('w', 'stop')
  })

  it('ends with the window and the end', () => {
    const [open, quit] = trayTemplate({ labels, summary }, actions).slice(-2)
    click(open)
    click(quit)
    expect([actions.open.mock.calls.length, actions.quit.mock.calls.length]).toEqual([1, 1])
  })
})

function fakeTray() {
  return {
    setContextMenu: vi.fn(),
    setToolTip: vi.fn(),
    setIcon: vi.fn(),
    onClick: vi.fn(),
    destroy: vi.fn(),
  }
}

describe('TrayIcon', () => {
  it('is made once, and gets its menu anew after each change, which Linux needs', () => {
    const native = fakeTray()
    const createTray = vi.fn((_file: string, _isTemplate: boolean) => native)
    const icon = new TrayIcon({ platform: 'linux', createTray, buildMenu: (items) => items }, actions)
    icon.show({ labels, summary: null })
    icon.show({ labels, summary })
    expect(createTray.mock.calls).toEqual([['tray-colour.png', false]])
    expect(native.setIcon.mock.calls).toEqual([['tray-colour-attention.png', false]])
    expect(native.setContextMenu).toHaveBeenCalledTimes(2)
    expect(native.setToolTip).toHaveBeenLastCalledWith('Bayplan, 3 running, 1 unhealthy, 2 stopped')
    icon.hide()
    icon.hide()
    expect([icon.isShown, native.destroy.mock.calls.length]).toEqual([false, 1])
  })

  it('opens its menu on a click on macOS, where the icon has one colour', () => {
    const native = fakeTray()
    const createTray = vi.fn((_file: string, _isTemplate: boolean) => native)
    new TrayIcon({ platform: 'darwin', createTray, buildMenu: (items) => items }, actions).show({
      labels,
      summary: null,
    })
    expect(createTray.mock.calls).toEqual([['tray.png', true]])
    expect(native.onClick).not.toHaveBeenCalled()
    expect(trayIconFile('darwin', true)).toBe('tray-attention.png')
  })
})
