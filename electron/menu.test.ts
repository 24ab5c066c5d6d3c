import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { desktopCommands } from '../shared/desktop.ts'
import { labelsOf, systemLanguage } from './labels.ts'
import { menuTemplate, nextZoom } from './menu.ts'

const actions = { run: vi.fn(), zoom: vi.fn() }

function itemsOf(
  platform: string,
  language: 'en' | 'zh-CN' = 'en',
  isPackaged = true,
): MenuItemConstructorOptions[] {
  const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
  return flatten(menuTemplate({ platform, labels: labelsOf(language), isPackaged, actions }))
}

describe.each(['darwin', 'win32', 'linux'])('the menu on %s', (platform) => {
  it('offers every command once, and sends it to the page', () => {
    const items = itemsOf(platform)
    expect(items.flatMap((item) => item.id ?? []).toSorted()).toEqual([...desktopCommands].toSorted())
    for (const id of desktopCommands) {
      actions.run.mockClear()
      const item = items.find((candidate) => candidate.id === id)
      item!.click!({} as never, undefined, {} as never)
      expect(actions.run).toHaveBeenCalledExactlyOnceWith(id)
    }
  })

  it('leaves the keys of commands to the page, which has a terminal that needs them', () => {
    for (const item of itemsOf(platform)) {
      if (item.id !== undefined) expect([item.id, item.registerAccelerator]).toEqual([item.id, false])
    }
  })

  it('gives no key to two visible items', () => {
    const keys = itemsOf(platform).flatMap((item) => (item.visible === false ? [] : (item.accelerator ?? [])))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has a label or a role on every item', () => {
    for (const item of itemsOf(platform)) expect(item.type ?? item.label ?? item.role).toBeTruthy()
  })

  it('can copy and paste', () => {
    const roles = itemsOf(platform).map((item) => item.role)
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'pasteAndMatchStyle']))
  })

  it('shows developer tools only in a build that is not packaged', () => {
    const has = (isPackaged: boolean) =>
      itemsOf(platform, 'en', isPackaged).some((item) => item.role === 'toggleDevTools')
    expect([has(true), has(false)]).toEqual([false, true])
  })
})

describe('the menu', () => {
  it('keeps Ctrl C and Ctrl V for terminals outside macOS', () => {
    const isRegistered = (platform: string) =>
      itemsOf(platform).find((item) => item.role === 'copy')?.registerAccelerator
    expect([isRegistered('linux'), isRegistered('win32'), isRegistered('darwin')]).toEqual([
      false,
      false,
      true,
    ])
  })

  it('closes a window with a key on macOS only: Ctrl W erases a word in a terminal', () => {
    const hasClose = (platform: string) => itemsOf(platform).some((item) => item.role === 'close')
    expect([hasClose('darwin'), hasClose('linux'), hasClose('win32')]).toEqual([true, false, false])
  })

  it('speaks Chinese', () => {
    const labels = itemsOf('linux', 'zh-CN').flatMap((item) => item.label ?? [])
    expect(labels).toEqual(expect.arrayContaining(['文件', '切换连接…', '容器', '退出 Bayplan']))
    expect(labels.filter((label) => !/\p{Script=Han}/u.test(label))).toEqual([])
  })

  it('zooms', () => {
    const items = itemsOf('linux')
    for (const label of ['Zoom in', 'Zoom out', 'Actual size']) {
      items.find((item) => item.label === label)!.click!({} as never, undefined, {} as never)
    }
    expect(actions.zoom.mock.calls.flat()).toEqual(['in', 'out', 'reset'])
  })
})

describe('nextZoom', () => {
  it.each([
    [1, 'in', 1.1],
    [1.1, 'in', 1.2],
    [2, 'in', 2],
    [1, 'out', 0.9],
    [0.8, 'out', 0.8],
    [1.7, 'reset', 1],
  ] as const)('%s %s → %s', (factor, change, expected) => {
    expect(nextZoom(factor, change)).toBe(expected)
  })
})

describe('systemLanguage', () => {
  it.each([
    [['zh-Hans-CN', 'en'], 'zh-CN'],
    [['zh_TW'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j → %s', (preferred, expected) => {
    expect(systemLanguage(preferred)).toBe(expected)
  })
})
