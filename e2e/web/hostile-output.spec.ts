import type { Page } from '@playwright/test'
import { expect, removeAll, run, test } from '../fixtures.ts'

/* What a program prints into a terminal, or an image writes into its labels, is text of a stranger. */

const words = (text: string) => text.split(' ')
const screen = (page: Page) => page.locator('.xterm-rows')
const esc = '\\033'

test.afterAll(async ({ engine }) => removeAll(engine))

test('a terminal shows where a link leads, opens the web only, and takes no title, clipboard or markup', async ({
  openApp,
  engine,
  context,
}) => {
  const link = (uri: string, text: string) => `${esc}]8;;${uri}${esc}\\\\${text}${esc}]8;;${esc}\\\\`
  const printed = [
    `${esc}]0;stolen${esc}\\\\${esc}]52;c;c3RvbGVu${esc}\\\\`,
    `${link('javascript:globalThis.stolen=1', 'script')} ${link('file:///etc/passwd', 'file')} ${link('https://bank.example@127.0.0.1:9/', 'account')} ${link('http://127.0.0.1:9/a', 'web')}`,
    '<img src=x onerror=globalThis.stolen=1>',
    'user\\342\\200\\256txt.exe \\342\\200\\213zero\\342\\200\\213width',
    `printed`,
  ].join('\\n')
  const command = `printf '${printed}'; exec sleep 100000`
  const id = await run(
    engine,
    'printing',
    '--network',
    'none',
    '--tty',
    '--interactive',
    'bayplan/quickstop:1',
  )
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await openApp(`#/containers/${id}/terminal`)
  await expect(screen(page)).toContainText('#')
  await page.evaluate(() => navigator.clipboard.writeText('mine'))
  page.on('dialog', (dialog) => {
    throw new Error(`a dialog opened: ${dialog.message()}`)
  })
  await expect(page.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
  await page.keyboard.type(`clear; ${command}`)
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('<img src=x onerror=globalThis.stolen=1>')
  await expect(screen(page)).toContainText('user\ufffdtxt.exe')

  expect(await page.title()).not.toContain('stolen')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine')
  await expect(screen(page).locator('img, script, a, iframe')).toHaveCount(0)
  const word = (text: string) => screen(page).getByText(text, { exact: true })
  // xterm keeps its own layer above the text for the mouse.
  const force = { force: true }
  for (const text of ['script', 'file', 'account']) await word(text).click(force)
  expect(context.pages()).toHaveLength(1)
  await word('web').hover(force)
  await expect(page.getByTitle('http://127.0.0.1:9/a')).toBeVisible()
  const opened = context.waitForEvent('page')
  await word('web').click(force)
  const other = await opened
  expect(await other.evaluate(() => opener)).toBeNull()
  expect(await page.evaluate(() => 'stolen' in globalThis)).toBe(false)
})

test('labels and variables of a stranger are text everywhere they are shown', async ({ openApp, engine }) => {
  const markup = '<img src=x onerror=globalThis.stolen=1>'
  const turned = 'before\u202egnp.exe\u200b\u2066after'
  const id = await run(
    engine,
    'labelled',
    ...words('--network none --hostname plain --env'),
    `NOTE=${markup}${turned}`,
    '--label',
    `<b>bold</b>=${turned}\u001b[31m`,
    '--label',
    `${turned}=${markup}`,
    ...words('--label org.opencontainers.image.url=javascript:globalThis.stolen=1'),
    ...words('bayplan/quickstop:1 sh -c'),
    `true '${markup}'; exec sleep 100000`,
  )
  const page = await openApp(`#/containers/${id}/overview`)
  for (const tab of ['overview', 'inspect', 'logs', 'processes']) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, `#/containers/${id}/${tab}`)
    await expect(page.getByRole('tab', { selected: true })).toBeVisible()
    if (tab === 'overview' || tab === 'inspect') await expect(page.getByText(markup).first()).toBeVisible()
    await expect(page.locator('img[src="x"]')).toHaveCount(0)
    await expect(page.locator('a[href^="javascript"]')).toHaveCount(0)
  }
  expect(await page.evaluate(() => 'stolen' in globalThis)).toBe(false)
})
