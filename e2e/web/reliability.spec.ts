import { writeFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { FaultProxy } from '../../scripts/lab/fault-proxy.mjs'
import { startFaultProxy } from '../../scripts/lab/fault-proxy.mjs'
import { docker, expect, removeAll, row, run, signIn, test, WebHost } from '../fixtures.ts'

const label = ['--label', 'bayplan.test=1'] as const
const alone = ['--network', 'none'] as const
const image = 'bayplan/quickstop:1'
const volume = 'story_kept'

const panel = (page: Page) => page.getByRole('complementary', { name: 'Volumes' })
const files = (page: Page) => panel(page).getByRole('region', { name: /^Files of/ })
const stopped = (page: Page) => page.getByText('The Bayplan host stopped.')

let host: WebHost
let proxy: FaultProxy
let browser: Browser

test.beforeAll(async ({ engine }) => {
  await docker(engine, 'volume', 'create', ...label, volume)
  await run(engine, 'steady', ...alone, '-v', `${volume}:/v`, image)
})
test.beforeEach(async ({ engine }, info) => {
  host = await WebHost.start(engine.host)
  proxy = await startFaultProxy({ to: host.port })
  // The page knows the host by its own address, and comes to it by way of the proxy.
  const way = `--host-resolver-rules=MAP 127.0.0.1:${host.port} 127.0.0.1:${proxy.port}`
  browser = await chromium.launch({ ...info.project.use.launchOptions, args: [way] })
})
test.afterEach(async () => {
  await browser.close()
  await proxy.close()
  await host.stop()
})
test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  await docker(engine, 'volume', 'rm', volume)
})

test('a page whose way to the host is cut, silent, slow or in single bytes', async ({ engine }) => {
  test.setTimeout(120_000)
  const page = await signIn(await browser.newPage(), host)
  await expect(row(page, 'steady')).toHaveAccessibleName(/Running/)
  const tells = async () => {
    await expect(stopped(page)).toHaveCount(0, { timeout: 20_000 })
    await docker(engine, 'pause', 'steady')
    await expect(row(page, 'steady')).toHaveAccessibleName(/Paused/, { timeout: 20_000 })
    await docker(engine, 'unpause', 'steady')
    await expect(row(page, 'steady')).toHaveAccessibleName(/Running/, { timeout: 20_000 })
  }
  const before = proxy.opened
  proxy.cut()
  await expect.poll(() => proxy.opened).toBeGreaterThan(before)
  await tells()

  proxy.strand()
  await expect(stopped(page)).toBeVisible({ timeout: 40_000 })
  await expect(row(page, 'steady')).toBeVisible()
  await tells()

  proxy.set({ pieceBytes: 1 })
  await tells()
  proxy.set({ delayMs: 2_000 })
  await tells()
})

test('an upload is cut off by a reload: it has failed, and nothing of it is left', async ({
  engine,
}, info) => {
  test.setTimeout(120_000)
  const page = await signIn(await browser.newPage(), host, '#/volumes')
  await row(page, volume).click()
  await files(page).getByRole('switch', { name: 'Allow changes' }).check()
  await expect(files(page).getByRole('listbox')).toBeVisible()
  // Bytes trickle, so that the page is loaded anew long before the last one.
  proxy.set({ pieceBytes: 16 })
  const large = info.outputPath('large.bin')
  await writeFile(large, Buffer.alloc(30 << 20, 'x'))
  await files(page).locator('input[type=file]').first().setInputFiles(large)
  const tasks = page.getByRole('banner').getByRole('button', { name: /[Tt]ask|large\.bin/ })
  await expect(tasks).toContainText('large.bin')
  await page.reload({ waitUntil: 'commit' })
  proxy.set({})
  await tasks.click()
  await expect(page.getByText('large.bin was not uploaded').first()).toBeVisible()
  expect(await docker(engine, 'exec', 'steady', 'ls', '-A', '/v')).toBe('')
})

test('the host is killed while a volume is open: no helper is left, and the next host goes on', async ({
  engine,
}) => {
  const page = await signIn(await browser.newPage(), host, '#/volumes')
  await row(page, volume).click()
  await expect(files(page).getByRole('switch', { name: 'Allow changes' })).toBeVisible()
  const helpers = () => docker(engine, 'ps', '--all', '--quiet', '--filter', 'label=bayplan.helper=1')
  await expect.poll(helpers).not.toBe('')
  await host.stop('SIGKILL')
  await expect(stopped(page)).toBeVisible()
  await expect.poll(helpers).toBe('')
  const next = await WebHost.start(engine.host)
  const again = await signIn(await browser.newPage(), next, '#/volumes')
  await row(again, volume).click()
  await expect(files(again).getByRole('switch', { name: 'Allow changes' })).toBeVisible()
  await next.stop()
  await expect.poll(helpers).toBe('')
})
