import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { docker, expect, property, removeAll, row, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const

/** Opens the palette and types. */
async function ask(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('combobox').fill(text)
  return palette
}

async function expectNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const option = (palette: Locator, name: RegExp) => palette.getByRole('option', { name })

test.beforeAll(async ({ engine }) => {
  await run(engine, 'finder-api', ...alone, image)
  await run(engine, 'finder-worker', ...alone, image, 'sh', '-c', 'seq 20; exec sleep 1000')
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('the palette finds a container and what can be done with it', async ({ app, engine }) => {
  await expect(row(app, 'finder-api')).toBeVisible()
  const palette = await ask(app, 'stop finder-api')
  await expect(option(palette, /^Stop finder-api/)).toHaveAttribute('aria-selected', 'true')
  await expectNoBarrier(app)
  await app.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect.poll(() => property(engine, 'finder-api', '.State.Status')).toBe('exited')
  await ask(app, 'finder-api')
  await expect(option(palette, /^finder-api/)).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Tab')
  await expect(palette).toContainText('With finder-api')
  await palette.getByRole('combobox').fill('start')
  await app.keyboard.press('Enter')
  await expect.poll(() => property(engine, 'finder-api', '.State.Status')).toBe('running')
  // What was chosen lately comes first.
  await app.keyboard.press('Control+k')
  await expect(palette.getByRole('group', { name: 'Recent' })).toContainText('Start finder-api')
  await app.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
})

test('a docker command opens the view, with its options', async ({ app }) => {
  await expect(row(app, 'finder-worker')).toBeVisible()
  const palette = await ask(app, 'docker lgos --tail 5 finder-worker')
  await expect(palette).toContainText('Docker has no command lgos')
  // The corrected line is current; choosing it puts it into the field.
  await app.keyboard.press('Enter')
  await expect(palette.getByRole('combobox')).toHaveValue('docker logs --tail 5 finder-worker')
  await app.keyboard.press('Enter')
  await expect(app).toHaveURL(/#\/containers\/[0-9a-f]{64}\/logs$/)
  const log = app.getByRole('log')
  // The messages alone: any of these numbers may stand in a time.
  await expect(log.locator('[data-message]')).toHaveText(['16', '17', '18', '19', '20'])
  await expect(app.getByRole('contentinfo', { name: 'Status bar' })).toContainText('--tail 5')
})

test('a list, a removal and a form by their commands', async ({ app, engine }) => {
  await expect(row(app, 'finder-worker')).toBeVisible()
  await ask(app, 'docker ps --filter name=finder-w')
  await app.keyboard.press('Enter')
  await expect(row(app, 'finder-worker')).toBeVisible()
  await expect(row(app, 'finder-api')).toHaveCount(0)
  await ask(app, 'docker rm -f finder-worker')
  await app.keyboard.press('Enter')
  const question = app.getByRole('alertdialog', { name: /finder-worker/ })
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await property(engine, 'finder-worker', '.State.Status')).toBe('running')
  await ask(app, `docker run --name from-line -p 8099:80 ${image}`)
  await app.keyboard.press('Enter')
  const form = app.getByRole('dialog', { name: /Run/ })
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('from-line')
})

test('what cannot be done is said, and what was done is kept', async ({ app, engine }) => {
  await expect(row(app, 'finder-worker')).toBeVisible()
  const palette = await ask(app, 'docker swarm init')
  await expect(palette).toContainText('Bayplan has no place for docker swarm')
  await expect(option(palette, /^Copy it for your own terminal/)).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Escape')
  await ask(app, 'docker restart -t 1 finder-worker')
  const before = await property(engine, 'finder-worker', '.State.StartedAt')
  await app.keyboard.press('Enter')
  await expect.poll(() => property(engine, 'finder-worker', '.State.StartedAt')).not.toBe(before)
  await app.getByRole('button', { name: 'Command log' }).click()
  const log = app.getByRole('dialog', { name: 'Command log' })
  await expect(log.getByRole('listitem').first()).toContainText(/restart --timeout 1 finder-worker/)
  await expectNoBarrier(app)
  const saved = app.waitForEvent('download')
  await log.getByRole('button', { name: 'Save as a shell script' }).click()
  expect((await saved).suggestedFilename()).toBe('bayplan.sh')
  await log.getByRole('button', { name: 'Clear' }).click()
  await expect(log).toContainText('Nothing was done yet')
})

test('a container is written out for three shells, Compose and the API', async ({ app, engine }) => {
  await docker(
    engine,
    'run',
    '--detach',
    '--label',
    'bayplan.test=1',
    '--name',
    'written',
    ...alone,
    '-e',
    'APP_TOKEN=s3cret',
    image,
  )
  await row(app, 'written').click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Copy as…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Copy written as' })
  const text = dialog.getByLabel('Text')
  await expect(text).toContainText('--name written')
  await expectNoBarrier(app)
  await dialog.getByRole('radio', { name: 'compose.yaml' }).click()
  await expect(text).toContainText('container_name: written')
  await expect(text).toContainText('${APP_TOKEN}')
  await dialog.getByRole('radio', { name: 'API JSON' }).click()
  await expect(text).toContainText('"Image": "bayplan/quickstop:1"')
  await expect(text).not.toContainText('s3cret')
})
