import { existsSync } from 'node:fs'
import { expect, test } from './fixtures.ts'

test('opens one window on the page, shows it, and says that it is ready', async ({ desktop }) => {
  const { page, electron } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  expect(electron.windows()).toHaveLength(1)
  await expect
    .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true)
  await expect.poll(() => existsSync(desktop.readyFile)).toBe(true)
  expect(desktop.log.join('')).not.toContain('stand-in')
})

test('gives the page a small bridge, and nothing of Node or Electron', async ({ desktop }) => {
  const seen = await desktop.page.evaluate(() => {
    const scope = window as unknown as Record<string, unknown>
    const bridge = scope['bayplanDesktop'] as Record<string, unknown>
    return {
      kind: bridge['kind'],
      platform: bridge['platform'],
      functions: Object.values(bridge).filter((member) => typeof member === 'function').length,
      isFrozen: Object.isFrozen(bridge),
      leaks: ['require', 'process', 'module', 'ipcRenderer', 'Buffer'].filter((name) => name in scope),
      isSecure: isSecureContext,
    }
  })
  expect(seen).toMatchObject({
    kind: 'desktop',
    platform: process.platform,
    isFrozen: true,
    leaks: [],
    isSecure: true,
  })
  expect(seen.functions).toBeLessThanOrEqual(15)
})

test('a menu item sends its command to the page', async ({ desktop }) => {
  const { page, electron } = desktop
  await page.evaluate(() => {
    const scope = window as unknown as {
      commands: string[]
      stop: () => void
      bayplanDesktop: { onCommand(listener: (command: string) => void): () => void }
    }
    scope.commands = []
    scope.stop = scope.bayplanDesktop.onCommand((...args) => scope.commands.push(args.join('+')))
  })
  const commands = () => page.evaluate(() => (window as unknown as { commands: string[] }).commands)
  const choose = (id: string) =>
    electron.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)
  await choose('containers.open')
  await expect.poll(commands).toEqual(['containers.open'])
  await page.evaluate(() => (window as unknown as { stop: () => void }).stop())
  await choose('sidebar.toggle')
  await choose('settings.open')
  await page.evaluate(() => true)
  expect(await commands()).toEqual(['containers.open'])
})

test('menus speak the language of the page, and the frame takes its theme', async ({ desktop }) => {
  const { page, electron } = desktop
  const speak = (language: string) =>
    page.evaluate((wanted) => {
      const { bayplanDesktop } = window as unknown as {
        bayplanDesktop: { setLanguage(language: string): void }
      }
      bayplanDesktop.setLanguage(wanted)
    }, language)
  const label = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('endpoints.open')?.label)
  await speak('zh-CN')
  await expect.poll(label).toBe('切换连接…')
  await speak('en')
  await expect.poll(label).toBe('Switch connection…')
  await page.evaluate(() => {
    const { bayplanDesktop } = window as unknown as { bayplanDesktop: { setTheme(theme: string): void } }
    bayplanDesktop.setTheme('dark')
  })
  await expect.poll(() => electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})
