import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, property, removeAll, row, run, signIn, test, WebHost } from '../fixtures.ts'

/*
 * Three secrets that occur nowhere else: one in a container's variable, one in a label, one typed into the form. Then
 * everything is looked through: what the page shows and keeps, what it exports, what the host says and writes.
 */
const canaries = ['canary-9f41c2', 'canary-77b0de', 'canary-c0ffee'] as const
const [inVariable, inLabel, inForm] = canaries

let folder = ''
let host: WebHost

test.beforeEach(async ({ engine }) => {
  folder = await mkdtemp(join(tmpdir(), 'bayplan-story-'))
  for (const name of ['home', 'tmp', 'docker']) await mkdir(join(folder, name))
  const env = {
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    DOCKER_CONFIG: join(folder, 'docker'),
  }
  host = await WebHost.start(engine.host, { env })
})
test.afterEach(async ({ engine }) => {
  await host?.stop()
  await removeAll(engine)
  await rm(folder, { recursive: true, force: true })
})

/** All that a person, a screen reader or a script of the page could read; fields of passwords are dots. */
function readable(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
    const attributes = [...document.querySelectorAll('*')]
      .filter((element) => element.getAttribute('type') !== 'password')
      .flatMap((element) => [...element.attributes].map(({ value }) => value))
    return [
      document.body.innerText,
      document.title,
      location.href,
      ...fields.filter(({ type }) => type !== 'password').map(({ value }) => value),
      ...attributes,
      ...[localStorage, sessionStorage].flatMap((storage) =>
        Object.keys(storage).map((key) => storage.getItem(key) ?? ''),
      ),
      document.cookie,
    ].join('\n')
  })
}

function expectNoCanary(where: string, text: string): void {
  expect(text.length, where).toBeGreaterThan(0)
  expect(
    canaries.filter((canary) => text.includes(canary)),
    where,
  ).toEqual([])
}

async function writtenFiles(): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  )
  return `${files.length} files\n${texts.join('\n')}`
}

test('no secret is shown, kept, exported or said anywhere until somebody asks for it', async ({
  engine,
  page,
}, info) => {
  const id = await run(
    engine,
    'story-secrets',
    '--network',
    'none',
    '--env',
    `DB_PASSWORD=${inVariable}`,
    '--label',
    `deploy.token=${inLabel}`,
    'bayplan/quickstop:1',
  )
  await signIn(page, host)
  await row(page, 'story-secrets').click()
  expectNoCanary('the list and the side panel', await readable(page))
  for (const tab of ['overview', 'inspect', 'logs', 'processes', 'stats']) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, `#/containers/${id}/${tab}`)
    await expect(page.getByRole('tab', { selected: true })).toBeVisible()
    if (tab === 'overview' || tab === 'inspect')
      await expect(page.getByText('DB_PASSWORD').first()).toBeVisible()
    expectNoCanary(tab, await readable(page))
  }
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/containers/${id}/inspect`)
  await page.getByRole('radio', { name: 'Raw JSON' }).check()
  await page.getByLabel('Find a name or value').fill('DB_PASSWORD')
  await expect(page.getByRole('tree').getByText('DB_PASSWORD=')).toBeVisible()
  expectNoCanary('raw JSON', await readable(page))

  await page.evaluate(() => {
    location.hash = '#/containers'
  })
  await row(page, 'story-secrets').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy as…' }).click()
  const copying = page.getByRole('dialog', { name: 'Copy story-secrets as' })
  for (const form of ['bash', 'PowerShell', 'cmd', 'compose.yaml', 'API JSON']) {
    await copying.getByRole('radio', { name: form }).click()
    await expect(copying.getByLabel('Text')).toContainText('DB_PASSWORD')
    expectNoCanary(`Copy as ${form}`, await readable(page))
  }
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+n')
  const form = page.getByRole('dialog', { name: 'Run container' })
  await form.getByRole('button', { name: 'Paste a docker run command' }).click()
  await page
    .getByRole('textbox', { name: 'A docker run command, on one line or several' })
    .fill(
      `docker run -d --name story-typed --label bayplan.test=1 --network none -e API_TOKEN=${inForm} bayplan/quickstop:1`,
    )
  await form.getByRole('button', { name: 'Fill the form' }).click()
  await expect(form.getByRole('region', { name: 'Equivalent command' })).toContainText('API_TOKEN')
  expectNoCanary('the form with its command', await readable(page))
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(form).toBeHidden()
  await expect.poll(() => property(engine, 'story-typed', '.Config.Env')).toContain(inForm)
  expectNoCanary('after the run', await readable(page))

  await page.getByRole('button', { name: 'Command log' }).click()
  const log = page.getByRole('dialog', { name: 'Command log' })
  await expect(log.getByRole('listitem').first()).toContainText('story-typed')
  expectNoCanary('the command log', await readable(page))
  const saved = page.waitForEvent('download')
  await log.getByRole('button', { name: 'Save as a shell script' }).click()
  const script = info.outputPath('bayplan.sh')
  await (await saved).saveAs(script)
  expectNoCanary('the exported script', await readFile(script, 'utf8'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tasks' }).first().click()
  expectNoCanary('the tasks with their output', await readable(page))

  expectNoCanary('what the host said', `- ${host.said()}`)
  expectNoCanary('what was written to disk', await writtenFiles())

  // It was there all the time.
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/containers/${id}/overview`)
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await expect(page.getByText(inVariable)).toBeVisible()
})
