import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { docker, expect, row, run, test } from '../fixtures.ts'

const tag = 'story/archive:1'

test.afterEach(async ({ engine }) => {
  await engine.docker('rm', '--force', 'story-export')
  await engine.docker('image', 'rm', '--force', tag, 'story/files:2')
})

const pill = (page: Page) => page.getByRole('banner').getByRole('button', { name: /[Tt]ask|Exporting/ })
const task = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true })
const notice = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Notifications' }).getByRole('listitem').filter({ hasText: title })

async function openMenuItem(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More ways to get an image' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('saves an image into a file, loads it back, and says what is wrong with another file', async ({
  engine,
  openApp,
}, info) => {
  await docker(engine, 'tag', 'bayplan/noshell:1', tag)
  const id = await docker(engine, 'image', 'inspect', '--format', '{{.Id}}', tag)
  await docker(engine, 'image', 'rm', 'bayplan/noshell:1')
  const page = await openApp('#/images')

  await row(page, tag).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Save to file…' }).click()
  const saving = page.getByRole('dialog', { name: `Save ${tag} to a file` })
  await expect(saving).toContainText(`image save --output story-archive-1.tar ${tag}`)
  const download = page.waitForEvent('download')
  await saving.getByRole('button', { name: 'Save' }).click()
  const file = info.outputPath((await download).suggestedFilename())
  await (await download).saveAs(file)
  expect(file).toMatch(/story-archive-1\.tar$/)
  await expect(notice(page, `Saved ${tag}`)).toBeVisible()

  await docker(engine, 'image', 'rm', tag)
  await expect(row(page, tag)).toHaveCount(0)
  await openMenuItem(page, 'Load from file…')
  const loading = page.getByRole('dialog', { name: 'Load images from a file' })
  await loading.getByLabel('Archive').setInputFiles(file)
  await expect(loading).toContainText('image load --input story-archive-1.tar')
  await loading.getByRole('button', { name: 'Load' }).click()
  await expect(notice(page, 'Loaded story-archive-1.tar')).toBeVisible()
  await expect(row(page, tag)).toBeVisible()
  expect(await docker(engine, 'image', 'inspect', '--format', '{{.Id}}', tag)).toBe(id)
  await docker(engine, 'tag', tag, 'bayplan/noshell:1')

  await pill(page).click()
  const loaded = task(page, 'Loaded story-archive-1.tar')
  await loaded.getByRole('button', { name: 'Show details' }).click()
  await expect(loaded.getByRole('region')).toContainText(`Loaded image: ${tag}`)
  await page.keyboard.press('Escape')

  const text = info.outputPath('notes.txt')
  await writeFile(text, 'these are notes\n'.repeat(100))
  await openMenuItem(page, 'Load from file…')
  await loading.getByLabel('Archive').setInputFiles(text)
  await loading.getByRole('button', { name: 'Load' }).click()
  await expect(notice(page, 'notes.txt was not loaded')).toContainText('no tar archive')
})

test('exports the files of a container and makes an image of them', async ({ engine, openApp }, info) => {
  await run(engine, 'story-export', 'bayplan/quickstop:1')
  const page = await openApp('#/containers')
  await row(page, 'story-export').click({ button: 'right' })
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export files…' }).click()
  const file = info.outputPath((await download).suggestedFilename())
  await (await download).saveAs(file)
  await expect(notice(page, 'Exported story-export')).toBeVisible()

  await page.goto(`${new URL(page.url()).origin}/#/images`)
  await openMenuItem(page, 'Import a file system…')
  const importing = page.getByRole('dialog', { name: 'Import a file system as an image' })
  await importing.getByLabel('Archive').setInputFiles(file)
  await importing.getByLabel('Name and tag').fill('story/files:2')
  await importing.getByLabel(/^Configuration/).fill('CMD ["sh"]\nLABEL bayplan.test=1')
  await importing.getByRole('button', { name: 'Import' }).click()
  await expect(row(page, 'story/files:2')).toBeVisible()
  expect(await docker(engine, 'run', '--rm', 'story/files:2', 'sh', '-c', 'echo it runs')).toBe('it runs')
})

test('work goes on when the page is loaded again, until it is cancelled', async ({ engine, openApp }) => {
  await run(engine, 'story-export', 'bayplan/quickstop:1')
  const page = await openApp('#/containers')
  // The browser does not come for its download, so the host waits with it.
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = () => {}
  })
  await row(page, 'story-export').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export files…' }).click()
  await expect(pill(page)).toHaveText('Exporting story-export')
  await page.reload()
  await expect(pill(page)).toHaveText('Exporting story-export')
  await pill(page).click()
  await page.getByRole('button', { name: 'Cancel: Exporting story-export' }).click()
  const cancelled = task(page, 'story-export was not exported')
  await expect(cancelled).toContainText('Cancelled')
  await cancelled.getByRole('button', { name: /^Remove from the list/ }).click()
  await expect(cancelled).toHaveCount(0)
})
