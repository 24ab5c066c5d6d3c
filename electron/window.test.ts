import { describe, expect, it, vi } from 'vitest'
import { titleBarOf } from './title-bar.ts'
import { loadPage, raiseWindow, windowOptions } from './window.ts'

const optionsOf = (platform: string, isDark = true) =>
  windowOptions({ platform, isDark, preload: '/out/preload.cjs' })

describe('windowOptions', () => {
  it.each(['darwin', 'win32', 'linux'])('shuts the page of %s into a sandbox', (platform) => {
    expect(optionsOf(platform).webPreferences).toEqual({
      preload: '/out/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
  })

  it('remembers its bounds, which needs a name', () => {
    expect(optionsOf('linux')).toMatchObject({ name: 'main', windowStatePersistence: true })
  })

  it('never gets smaller than the design, and shows nothing before it has painted', () => {
    expect(optionsOf('linux')).toMatchObject({ minWidth: 900, minHeight: 600, show: false })
  })

  it('opens in the colour of the theme', () => {
    expect(optionsOf('linux', true).backgroundColor).toBe('#0D0F12')
    expect(optionsOf('linux', false).backgroundColor).toBe('#EFF1F3')
  })

  it('lays the controls of the system into the title bar of the page', () => {
    expect(optionsOf('darwin')).toMatchObject({
      titleBarStyle: 'hiddenInset',
      trafficLightPosition: { x: 18, y: 16 },
    })
    expect(optionsOf('win32')).toMatchObject({
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: '#0D0F12', symbolColor: '#EBEDEF', height: 44 },
    })
    expect(optionsOf('linux')).not.toHaveProperty('titleBarStyle')
    expect(['darwin', 'win32', 'linux', 'freebsd'].map(titleBarOf)).toEqual([
      'inset',
      'overlay',
      'native',
      'native',
    ])
  })
})

function fakeWindow(isMinimized = false) {
  const calls: string[] = []
  let paint = (): void => {}
  const window = {
    once: (_event: string, listener: () => void) => {
      paint = listener
    },
    loadURL: async (url: string) => {
      calls.push(url)
    },
    isMinimized: () => isMinimized,
    restore: () => calls.push('restore'),
    show: () => calls.push('show'),
    focus: () => calls.push('focus'),
  }
  return { window: window as never, calls, paint: () => paint() }
}

describe('loadPage', () => {
  it('shows the window when it has painted, and says so', () => {
    const { window, calls, paint } = fakeWindow()
    const onShown = vi.fn()
    loadPage(window, onShown)
    expect(calls).toEqual(['app://bundle/'])
    expect(onShown).not.toHaveBeenCalled()
    paint()
    expect(calls).toEqual(['app://bundle/', 'show'])
    expect(onShown).toHaveBeenCalledOnce()
  })
})

describe('raiseWindow', () => {
  it.each([
    [false, ['show', 'focus']],
    [true, ['restore', 'show', 'focus']],
  ])('minimised: %s', (isMinimized, expected) => {
    const { window, calls } = fakeWindow(isMinimized)
    raiseWindow(window)
    expect(calls).toEqual(expected)
  })
})
