import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { docker, expect, removeAll, row, test } from '../fixtures.ts'

const label = ['--label', 'bayplan.test=1'] as const
const panel = (page: Page) => page.getByRole('complementary', { name: 'Volumes' })
const files = (page: Page) => panel(page).getByRole('region', { name: /^Files of/ })

test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  const helpers = ['ps', '--all', '--quiet', '--filter', 'label=bayplan.helper=1'] as const
  await expect.poll(() => docker(engine, ...helpers)).toBe('')
  const left = await docker(engine, 'volume', 'ls', '--quiet', '--filter', 'label=bayplan.test=1')
  if (left !== '') await docker(engine, 'volume', 'rm', ...left.split('\n'))
})

test('files of a volume are read, edited with a check for others, uploaded and removed', async ({
  openApp,
  engine,
}) => {
  await docker(engine, 'volume', 'create', ...label, 'story_files')
  const inside = (line: string) =>
    docker(engine, 'run', '--rm', '--network', 'none', '-v', 'story_files:/v', 'bb', 'sh', '-c', line)
  await inside('mkdir /v/conf; echo port=80 > /v/conf/app.ini; ln -s /etc/passwd /v/out; echo x > "/v/a\nb"')
  const helpers = () =>
    docker(
      engine,
      'ps',
      '--all',
      '--quiet',
      '--filter',
      'label=bayplan.helper=1',
      '--filter',
      'status=running',
    )

  const page = await openApp('#/volumes')
  await row(page, 'story_files').click()
  const list = files(page).getByRole('listbox')
  await expect(list.getByRole('option')).toHaveCount(3)
  await expect(list.getByRole('option', { name: 'File a\\nb' })).toBeVisible()
  await list.getByRole('option', { name: 'Link out' }).click()
  await expect(files(page)).toContainText('Link to /etc/passwd, which is not in this volume')
  await list.getByRole('option', { name: 'Folder conf' }).dblclick()
  await list.getByRole('option', { name: 'File app.ini' }).dblclick()
  const file = page.getByRole('dialog', { name: 'app.ini' })
  await expect(file).toContainText('port=80')
  await expect(file.getByRole('button', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true')
  await file.getByRole('button', { name: 'Close' }).last().click()

  await files(page).getByRole('switch', { name: 'Allow changes' }).check()
  await list.getByRole('option', { name: 'File app.ini' }).dblclick()
  await file.getByRole('button', { name: 'Edit' }).click()
  await file.getByRole('textbox').fill('port=8080\n')
  await inside('echo port=443 > /v/conf/app.ini')
  await file.getByRole('button', { name: 'Review changes' }).click()
  await file.getByRole('button', { name: 'Save' }).click()
  await expect(file).toContainText('Somebody else changed this file')
  await file.getByRole('button', { name: 'Write mine over it' }).click()
  await expect(page.getByText('Saved app.ini')).toBeVisible()
  expect(await inside('cat /v/conf/app.ini')).toBe('port=8080')
  await file.getByRole('button', { name: 'Close' }).last().click()

  const upload = { name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('uploaded') }
  await files(page).locator('input[type=file]').first().setInputFiles(upload)
  await list.getByRole('option', { name: 'File up.txt' }).click()
  const saved = page.waitForEvent('download')
  await files(page).getByRole('button', { name: 'Download up.txt' }).click()
  expect((await readFile(await (await saved).path())).toString()).toBe('uploaded')
  await list.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(list.getByRole('option', { name: 'File up.txt' })).toBeHidden()
  expect(await inside('ls /v/conf')).toBe('app.ini')

  // The helper goes with the tab.
  expect(await helpers()).not.toBe('')
  await panel(page).getByRole('tab', { name: 'Details' }).click()
  await expect.poll(helpers).toBe('')
})

test('a volume is backed up, cloned, emptied, and filled again from the backup', async ({
  openApp,
  engine,
}) => {
  await docker(engine, 'volume', 'create', ...label, 'story_work')
  const run = ['run', '--rm', '--network', 'none', '-v'] as const
  const inside = (volume: string, line: string) =>
    docker(engine, ...run, `${volume}:/v`, 'bb', 'sh', '-c', line)
  await inside('story_work', 'mkdir /v/d; echo precious > /v/d/f; chmod 640 /v/d/f')
  const page = await openApp('#/volumes')
  const task = (name: RegExp) => page.getByText(name)
  await row(page, 'story_work').click()

  await panel(page).getByRole('button', { name: 'Back up…' }).click()
  const saved = page.waitForEvent('download')
  await page
    .getByRole('dialog', { name: /Back up/ })
    .getByRole('button', { name: 'Back up' })
    .click()
  const backup = await (await saved).path()

  await panel(page).getByRole('button', { name: 'Clone…' }).click()
  await page.getByRole('dialog', { name: /Clone/ }).getByRole('button', { name: 'Clone' }).click()
  await expect(row(page, 'story_work-copy')).toBeVisible()
  await expect.poll(() => inside('story_work-copy', 'cat /v/d/f; stat -c %a /v/d/f')).toBe('precious\n640')

  const more = panel(page).getByRole('button', { name: 'More actions for story_work' })
  await more.click()
  await page.getByRole('menuitem', { name: /^Empty/ }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Empty volume story_work?' })
  await dialog.getByRole('textbox').fill('story_work')
  await dialog.getByRole('button', { name: 'Empty volume' }).click()
  await expect.poll(() => inside('story_work', 'ls -A /v')).toBe('')

  await more.click()
  await page.getByRole('menuitem', { name: /^Import/ }).click()
  const form = page.getByRole('dialog', { name: /Import into/ })
  await form.locator('input[type=file]').setInputFiles({
    name: 'backup.tar.gz',
    mimeType: 'application/gzip',
    buffer: await readFile(backup),
  })
  await form.getByRole('button', { name: 'Import', exact: true }).click()
  await expect.poll(() => inside('story_work', 'cat /v/d/f 2>/dev/null; true')).toBe('precious')
  await expect(task(/story_work/).first()).toBeVisible()
})
