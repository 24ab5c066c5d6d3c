import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type LoginItemParts, setStartsAtLogin, startsAtLogin } from './login-item.ts'

const home = mkdtempSync(join(tmpdir(), 'bayplan-login-'))
afterEach(() => rmSync(home, { recursive: true, force: true }))

function parts(platform: string, change: Partial<LoginItemParts> = {}) {
  let openAtLogin = false
  const app = {
    getLoginItemSettings: vi.fn(() => ({ openAtLogin })),
    setLoginItemSettings: vi.fn((settings: { openAtLogin: boolean }) => {
      openAtLogin = settings.openAtLogin
    }),
  }
  const command = ['/opt/My Apps/bayplan', '/home/ada/50% "x"']
  return { platform, env: {}, home, command, app, ...change }
}

describe('start at login on Linux, where Electron has no such setting', () => {
  it('writes an autostart entry and removes it', () => {
    const linux = parts('linux')
    expect(startsAtLogin(linux)).toBe(false)
    expect(setStartsAtLogin(linux, true)).toBe(true)
    const entry = readFileSync(join(home, '.config/autostart/org.bayplan.Bayplan.desktop'), 'utf8')
    expect(entry).toContain(String.raw`Exec="/opt/My Apps/bayplan" "/home/ada/50%% \\"x\\"" "--hidden"`)
    expect(setStartsAtLogin(linux, false)).toBe(false)
    expect(setStartsAtLogin(linux, false)).toBe(false)
    expect(linux.app.setLoginItemSettings).not.toHaveBeenCalled()
  })

  it('keeps to the folder that XDG names', () => {
    const config = join(home, 'config')
    setStartsAtLogin(parts('linux', { env: { XDG_CONFIG_HOME: config } }), true)
    expect(readFileSync(join(config, 'autostart/org.bayplan.Bayplan.desktop'), 'utf8')).toContain('Exec=')
  })

  it.each([{ FLATPAK_ID: 'x' }, { SNAP: '/snap/x' }])('is not ours to set in %o', (env) => {
    expect(startsAtLogin(parts('linux', { env }))).toBeNull()
    expect(setStartsAtLogin(parts('linux', { env }), true)).toBeNull()
  })
})

it('start at login is the system’s own setting elsewhere', () => {
  const windows = parts('win32', { command: ['C:\\Bayplan.exe', 'C:\\My Apps'] })
  expect(setStartsAtLogin(windows, true)).toBe(true)
  expect(windows.app.setLoginItemSettings).toHaveBeenCalledExactlyOnceWith({
    openAtLogin: true,
    path: 'C:\\Bayplan.exe',
    args: ['"C:\\My Apps"', '--hidden'],
  })
})
