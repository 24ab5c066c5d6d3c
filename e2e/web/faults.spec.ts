import type { Page } from '@playwright/test'
import { type LabEngine, startEngine } from '../../scripts/lab/engine.mjs'
import { docker, expect, isShared, row, run, signIn, test, WebHost } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const
const counter = 'n=0; while :; do n=$((n+1)); echo "number $n"; usleep 50000; done'

test.skip(isShared, 'a shared engine is not ours to kill')

let engine: LabEngine
let host: WebHost
let counterId = ''

test.beforeAll(async () => {
  // Containers outlive their daemon, so that what they print meanwhile must be found afterwards.
  engine = await startEngine({ version: '28', flags: ['--live-restore'] })
  host = await WebHost.start(engine.host)
  await run(engine, 'steady', ...alone, image)
  counterId = await run(engine, 'counter', ...alone, image, 'sh', '-c', counter)
})
test.afterAll(async () => {
  await host.stop()
  await engine.stop()
})

const said = (page: Page) => page.getByText(/^The engine stopped answering at /)
const lines = (page: Page) => page.getByRole('log').locator('[data-message]').allInnerTexts()
const screen = (page: Page) => page.locator('.xterm-rows')

async function lastNumber(page: Page): Promise<number> {
  return Number(/\d+/.exec((await lines(page)).at(-1) ?? '')?.[0])
}

test('dockerd is killed and started again under list, log and terminal', async ({ context }) => {
  const [list, log, terminal] = await Promise.all([
    signIn(await context.newPage(), host),
    signIn(await context.newPage(), host, `#/containers/${counterId}/logs`),
    signIn(await context.newPage(), host, `#/containers/${counterId}/terminal`),
  ])
  const pages = [list, log, terminal]
  await expect(row(list, 'steady')).toHaveAccessibleName(/Running/)
  await expect(log.getByRole('log')).toContainText(/number \d+/)
  await expect(screen(terminal)).toContainText('#')
  const before = await lastNumber(log)

  await engine.kill()
  await Promise.all(pages.map((page) => expect(said(page)).toBeVisible({ timeout: 5_000 })))
  await expect(row(list, 'steady')).toBeVisible()
  await expect(list.getByRole('grid')).toHaveAttribute('data-stale', 'true')
  expect(await lastNumber(log)).toBeGreaterThanOrEqual(before)
  await expect(screen(terminal)).toContainText('#')
  await expect(terminal.getByText('The connection to this session was lost.')).toBeVisible()
  await list.getByRole('button', { name: 'Find out why' }).click()
  await expect(list.getByRole('heading', { name: 'Docker is not running' })).toBeVisible()
  await list.getByRole('main').getByRole('button', { name: 'Back' }).click()

  await engine.restart()
  await Promise.all(pages.map((page) => expect(said(page)).toHaveCount(0, { timeout: 15_000 })))
  await expect(row(list, 'steady')).toHaveAccessibleName(/Running/)
  await expect(list.getByRole('grid')).not.toHaveAttribute('data-stale')
  await docker(engine, 'stop', 'steady')
  await expect(row(list, 'steady')).toHaveAccessibleName(/Stopped|Exited/)
  await docker(engine, 'start', 'steady')

  await expect.poll(() => lastNumber(log), { timeout: 20_000 }).toBeGreaterThan(before + 40)
  const saving = log.waitForEvent('download')
  await log.getByRole('button', { name: 'Save lines' }).click()
  await log.getByRole('menuitem', { name: 'Shown lines as text' }).click()
  const stream = await (await saving).createReadStream()
  const saved = Buffer.concat(await stream.toArray()).toString()
  const numbers = [...saved.matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))

  await terminal.getByRole('button', { name: 'Reconnect' }).click()
  await expect(terminal.getByText('The connection to this session was lost.')).toBeHidden()
  await terminal.locator('.xterm-helper-textarea').focus()
  await terminal.keyboard.type('echo back $((6*7))\n')
  await expect(screen(terminal)).toContainText('back 42')
})

test('a frozen engine is said, and a thawed one goes on', async ({ page }) => {
  await signIn(page, host)
  await expect(row(page, 'counter')).toBeVisible()
  await engine.freeze()
  await expect(said(page)).toBeVisible({ timeout: 15_000 })
  await expect(row(page, 'counter')).toBeVisible()
  await engine.thaw()
  await expect(said(page)).toHaveCount(0, { timeout: 15_000 })
  await docker(engine, 'pause', 'steady')
  await expect(row(page, 'steady')).toHaveAccessibleName(/Paused/)
  await docker(engine, 'unpause', 'steady')
})

test('an action while the engine is away fails in words, and nothing is made up', async ({ page }) => {
  await signIn(page, host)
  await expect(row(page, 'steady')).toHaveAccessibleName(/Running/)
  await engine.kill()
  await expect(said(page)).toBeVisible({ timeout: 5_000 })
  await row(page, 'steady').hover()
  await row(page, 'steady').getByRole('button', { name: 'Stop steady' }).click()
  const notices = page.getByRole('region', { name: 'Notifications' })
  await expect(notices).toContainText('steady did not stop')
  await expect(notices).toContainText('The Docker engine does not answer.')
  await expect(row(page, 'steady')).toHaveAccessibleName(/Running/)
  await engine.restart()
  await expect(said(page)).toHaveCount(0, { timeout: 15_000 })
  await notices.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'steady')).toHaveAccessibleName(/Stopped/)
})

test('when the host is killed the page says so and keeps what it shows', async ({ page }) => {
  const another = await WebHost.start(engine.host)
  await signIn(page, another)
  await expect(row(page, 'counter')).toBeVisible()
  await another.stop('SIGKILL')
  await expect(page.getByText('The Bayplan host stopped.')).toBeVisible({ timeout: 5_000 })
  await expect(page.getByText('npm start')).toBeVisible()
  await expect(row(page, 'counter')).toBeVisible()
})
