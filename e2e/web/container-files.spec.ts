import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { docker, expect, removeAll, run, test } from '../fixtures.ts'

const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).include('[role="tabpanel"]').analyze()).violations.map(({ id, nodes }) => [
    id,
    ...nodes.map(({ html }) => html),
  ])
const files = (page: Page) => page.getByRole('region', { name: /^Files of/ })
const option = (page: Page, name: string | RegExp) => files(page).getByRole('option', { name })

/** Drops a file or folder of this computer, as a file manager does. */
async function dropHere(page: Page, target: Locator, path: string): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error('not in view')
  const session = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { ...at, type, data })
  await session.detach()
}

/** What a browser fetches when an entry is dropped on the desktop: its name there, and its content. */
async function draggedOut(page: Page, entry: Locator): Promise<readonly [name: string, content: string]> {
  await expect(entry).toHaveAttribute('draggable', 'true')
  const data = await page.evaluateHandle(() => new DataTransfer())
  await entry.dispatchEvent('dragstart', { dataTransfer: data })
  const told = await data.evaluate((transfer) => transfer.getData('DownloadURL'))
  const [, name = '', url = ''] = /^application\/octet-stream:([^:]+):(.+)$/.exec(told) ?? []
  let content: string | null = null
  await expect
    .poll(async () => {
      content = await page.evaluate(async (address) => {
        const response = await fetch(address)
        return response.ok ? response.text() : null
      }, url)
      return content
    })
    .not.toBeNull()
  return [name, content ?? '']
}

test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  const helpers = ['ps', '--all', '--quiet', '--filter', 'label=bayplan.helper=1'] as const
  await expect.poll(() => docker(engine, ...helpers), { timeout: 30_000 }).toBe('')
  await docker(engine, 'volume', 'rm', '--force', 'story_mounted')
})

test('files of a running container are edited with a look at the change, and folders are uploaded', async ({
  openApp,
  engine,
}) => {
  const id = await run(
    engine,
    'story-box',
    '--network',
    'none',
    '-v',
    'story_mounted:/data',
    'bb',
    'sleep',
    '100000',
  )
  const inside = (line: string) => docker(engine, 'exec', 'story-box', 'sh', '-ec', line)
  await inside(
    'mkdir /conf; printf "a=1\\nb=2\\nc=3\\n" > /conf/app.ini; echo kept > /data/kept; echo x > "/conf/a\nb"',
  )
  const page = await openApp(`#/containers/${id}/files`)
  await expect(option(page, 'Folder data, volume story_mounted')).toBeVisible()
  await expect(option(page, 'Folder conf, added since the image')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await option(page, /^Folder conf/).dblclick()
  await expect(option(page, /^File a\\nb/)).toBeVisible()
  await files(page).getByRole('switch', { name: 'Allow changes' }).check()
  await option(page, /^File app\.ini/).dblclick()
  const file = page.getByRole('dialog', { name: 'app.ini' })
  await file.getByRole('button', { name: 'Edit' }).click()
  await file.getByRole('textbox').fill('a=1\nb=two\nc=3\n')
  await file.getByRole('button', { name: 'Review changes' }).click()
  await expect(file).toContainText('Lines added: 1, removed: 1')
  await expect(file.getByRole('listitem').filter({ hasText: 'b=two' })).toBeVisible()
  await file.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved app.ini')).toBeVisible()
  expect(await inside('cat /conf/app.ini')).toBe('a=1\nb=two\nc=3')
  await file.getByRole('button', { name: 'Close' }).last().click()

  const folder = await mkdtemp(join(tmpdir(), 'bayplan-story-'))
  await mkdir(join(folder, 'site/deep'), { recursive: true })
  await writeFile(join(folder, 'site/deep/page.html'), 'hello')
  await writeFile(join(folder, 'site/top.txt'), 'top')
  await mkdir(join(folder, 'dropped'))
  await writeFile(join(folder, 'dropped/in.txt'), 'in')
  await files(page).locator('input[type=file]').nth(1).setInputFiles(join(folder, 'site'))
  await option(page, /^Folder site/).click()
  await expect.poll(() => inside('cat /conf/site/deep/page.html /conf/site/top.txt')).toBe('hellotop')
  await dropHere(page, files(page).getByRole('listbox'), join(folder, 'dropped'))
  await expect.poll(() => inside('cat /conf/dropped/in.txt || true')).toBe('in')
  await rm(folder, { recursive: true })
  await files(page)
    .getByRole('listbox')
    .evaluate((list) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['clip'], 'pasted.txt'))
      list.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
  await expect.poll(() => inside('cat /conf/pasted.txt || true')).toBe('clip')
  expect(await draggedOut(page, option(page, /^File app\.ini/))).toEqual(['app.ini', 'a=1\nb=two\nc=3\n'])
  const [name, tar] = await draggedOut(page, option(page, /^Folder site/))
  expect([name, tar.includes('hello')]).toEqual(['site.tar', true])
  const saved = page.waitForEvent('download')
  await files(page).getByRole('button', { name: 'Download site' }).click()
  expect((await readFile(await (await saved).path())).includes('hello')).toBe(true)
  await files(page).getByRole('listbox').press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect.poll(() => inside('ls /conf')).not.toContain('site')
  await expect(option(page, /^Folder site/)).toBeHidden()
})

test('files of a stopped container are read and written, and its changes are listed', async ({
  openApp,
  engine,
}) => {
  const id = await run(engine, 'story-stopped', '--network', 'none', 'bb', 'sleep', '100000')
  const inside = (line: string) => docker(engine, 'exec', 'story-stopped', 'sh', '-ec', line)
  await inside('mkdir /conf; echo one > /conf/app.ini; rm /bin/vi')
  await docker(engine, 'kill', 'story-stopped')
  const page = await openApp(`#/containers/${id}/files`)
  await expect(files(page)).toContainText('This container does not run')
  await option(page, /^Folder conf/).dblclick()
  await files(page).getByRole('switch', { name: 'Allow changes' }).check()
  await option(page, /^File app\.ini/).click()
  await expect(files(page).getByRole('button', { name: 'Rename app.ini' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  const upload = { name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('uploaded') }
  await files(page).locator('input[type=file]').first().setInputFiles(upload)
  await expect(option(page, /^File up\.txt/)).toBeVisible()
  expect(await docker(engine, 'cp', 'story-stopped:/conf/up.txt', '-')).toContain('uploaded')

  await page.getByRole('tab', { name: 'Changes' }).click()
  const changes = page.getByRole('region', { name: 'Changes of story-stopped' })
  await expect(changes.getByRole('listitem').filter({ hasText: 'up.txt' })).toContainText('Added')
  expect(await violations(page)).toEqual([])
  await changes.getByText('Deleted', { exact: true }).first().click()
  await expect(changes.getByRole('listitem')).toContainText(['/bin', 'vi'])
  await docker(engine, 'start', 'story-stopped')
  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(files(page)).toContainText('shares this container’s processes')
  await expect(option(page, /^Folder conf/)).toBeVisible()
})
