import type { Page } from '@playwright/test'
import { expect, removeAll, run, test } from '../fixtures.ts'

/** What the terminal shows now. */
const screen = (page: Page) => page.locator('.xterm-rows')

async function openTerminal(openApp: (route?: string) => Promise<Page>, id: string): Promise<Page> {
  const page = await openApp(`#/containers/${id}/terminal`)
  await expect(screen(page)).toContainText('#')
  return page
}

/** Where the keyboard types; the tab puts the focus there by itself. */
const keyboard = (page: Page) => page.getByRole('textbox', { name: 'Terminal input' })

async function type(page: Page, line: string): Promise<void> {
  await expect(keyboard(page)).toBeFocused()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}

let shell = ''

test.beforeAll(async ({ engine }) => {
  shell = await run(engine, 'shell', '--network', 'none', 'bayplan/quickstop:1')
  await run(engine, 'shellless', '--network', 'none', 'bayplan/noshell:1')
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('opens a shell by itself, and text in any script survives the way there and back', async ({
  openApp,
}) => {
  const page = await openTerminal(openApp, shell)
  await type(page, 'echo caf\u00e9 中文 🙂')
  await expect(screen(page)).toContainText('café 中文 🙂')
})

test('the shell knows the size of the window, also after it changed', async ({ openApp }) => {
  const page = await openTerminal(openApp, shell)
  const shown = page.getByText(/^\d+ × \d+$/)
  await expect(shown).toBeVisible()
  await page.setViewportSize({ width: 1024, height: 700 })
  await expect
    .poll(async () => {
      const [columns, rows] = (await shown.innerText()).split(' × ')
      await type(page, 'clear; stty size')
      return (await screen(page).innerText()).includes(`${rows} ${columns}`)
    })
    .toBe(true)
})

test('a session survives leaving the page, a reload, and shows the code it ended with', async ({
  openApp,
}) => {
  const page = await openTerminal(openApp, shell)
  await type(page, 'MARK=kept')
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await page.getByRole('tab', { name: 'Terminal' }).click()
  await type(page, 'echo "after navigation $MARK"')
  await expect(screen(page)).toContainText('after navigation kept')
  await page.reload()
  await expect(screen(page)).toContainText('after navigation kept')
  await page.locator('.xterm-helper-textarea').focus()
  await type(page, 'echo "after reload $MARK"')
  await expect(screen(page)).toContainText('after reload kept')
  await type(page, 'exit 7')
  await expect(page.getByText('The session ended with exit code 7.')).toBeVisible()
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(page.getByText('The session ended with exit code 7.')).toBeHidden()
  await expect(screen(page)).toContainText('#')
})

test('several sessions in tabs, with a user, folder and command of choice', async ({ openApp }) => {
  const page = await openTerminal(openApp, shell)
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('textbox', { name: 'Command' }).fill('sh -c "id -un; pwd; sleep 600"')
  await page.getByRole('textbox', { name: 'User' }).fill('nobody')
  await page.getByRole('textbox', { name: 'Working directory' }).fill('/tmp')
  await page.getByRole('button', { name: 'Start session' }).click()
  await expect(screen(page)).toContainText('nobody')
  await expect(screen(page)).toContainText('/tmp')
  const tabs = page.getByRole('tablist', { name: 'Terminal sessions' }).getByRole('tab')
  const count = await tabs.count()
  expect(count).toBeGreaterThan(1)
  await page
    .getByRole('button', { name: /^Close session/ })
    .last()
    .click()
  await expect(tabs).toHaveCount(count - 1)
})

test('closing a session ends its process in the container', async ({ openApp, engine }) => {
  const page = await openTerminal(openApp, shell)
  await page.getByRole('button', { name: 'Session options' }).click()
  await page.getByRole('textbox', { name: 'Command' }).fill('sleep 31337')
  await page.getByRole('button', { name: 'Start session' }).click()
  const isRunning = async () => (await engine.docker('top', shell)).stdout.includes('sleep 31337')
  await expect.poll(isRunning).toBe(true)
  await page.getByRole('button', { name: 'Close session sleep' }).click()
  await expect.poll(isRunning).toBe(false)
})

test('an image without a shell says so', async ({ openApp, engine }) => {
  const id = (await engine.docker('inspect', '--format', '{{.Id}}', 'shellless')).stdout.trim()
  const page = await openApp(`#/containers/${id}/terminal`)
  await expect(page.getByText('This image has no shell')).toBeVisible()
})
