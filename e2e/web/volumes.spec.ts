import type { Locator, Page } from '@playwright/test'
import { docker, expect, removeAll, row, run, test } from '../fixtures.ts'

const label = ['--label', 'bayplan.test=1'] as const
const status = (page: Page) => page.getByRole('contentinfo', { name: 'Status bar' })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Volumes' })
const named = (dialog: Locator, name: string) => dialog.getByRole('checkbox', { name: `Clean up ${name}` })

test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  const left = await docker(engine, 'volume', 'ls', '--quiet', '--filter', 'label=bayplan.test=1')
  if (left !== '') await docker(engine, 'volume', 'rm', ...left.split('\n'))
})

test('a volume is made, used, measured, and deleted by its name only', async ({ openApp, engine }) => {
  const page = await openApp('#/volumes')
  await page.getByRole('button', { name: 'New volume' }).first().click()
  const form = page.getByRole('dialog', { name: 'New volume' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('story data')
  await expect(form).toContainText('letters, digits, _ . and - only')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('story_data')
  await form.getByRole('button', { name: 'Add a label' }).click()
  await form.getByRole('textbox', { name: 'Name', exact: true }).nth(1).fill('bayplan.test')
  await form.getByRole('textbox', { name: 'Value' }).fill('1')
  await expect(form).toContainText(/volume create --label bayplan\.test=1 story_data/)
  await form.getByRole('button', { name: 'Create volume' }).click()
  await expect(page.getByText('Made volume story_data')).toBeVisible()
  await expect(row(page, 'story_data')).toHaveAccessibleName('story_data, unused, driver local')

  // Somebody else uses it: the list says so by itself, and the volume cannot be deleted.
  const writer = 'dd if=/dev/zero of=/data/file bs=1000 count=48; sleep 100000'
  await run(engine, 'story-user', '--network', 'none', '-v', 'story_data:/data', 'bb', 'sh', '-c', writer)
  await expect(row(page, 'story_data')).toHaveAccessibleName(/used by story-user/)
  await row(page, 'story_data').click()
  await panel(page).getByRole('tab', { name: 'Used by' }).click()
  await expect(panel(page)).toContainText('/data')
  await panel(page).getByRole('button', { name: 'Delete story_data…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete volume story_data?' })
  await expect(dialog).toContainText('while story-user exists')
  await page.keyboard.press('Escape')

  const written = () => docker(engine, 'exec', 'story-user', 'stat', '-c', '%s', '/data/file')
  await expect.poll(written).toBe('48000')
  await page.getByRole('button', { name: 'Measure sizes' }).click()
  await expect(page.getByText(/, measured just now/)).toBeVisible()
  await docker(engine, 'rm', '--force', 'story-user')
  await expect(row(page, 'story_data')).toHaveAccessibleName(/unused/)
  await page.getByRole('grid', { name: 'Volumes' }).press('Delete')
  await expect(dialog).toContainText('48.0 kB of data')
  await expect(dialog).toContainText(/What is inside\s*file/)
  const confirm = dialog.getByRole('button', { name: 'Delete volume' })
  await page.keyboard.type('story_dat')
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.type('a')
  const saved = page.waitForEvent('download')
  await confirm.click()
  expect((await saved).suggestedFilename()).toMatch(/^story_data-\d{4}-\d\d-\d\d\.tar\.gz$/)
  await expect(page.getByText('Deleted volume story_data')).toBeVisible()
  await expect(row(page, 'story_data')).toBeHidden()
  await expect(status(page)).toContainText(/docker .*volume rm story_data/)
  expect(await docker(engine, 'volume', 'ls', '--quiet', '--filter', 'name=story_data')).toBe('')
})

test('a clean-up removes what is ticked, and leaves what is not', async ({ openApp, engine }) => {
  for (const name of ['story_go', 'story_keep']) await docker(engine, 'volume', 'create', ...label, name)
  await docker(engine, 'create', ...label, '--name', 'story-idle', '--network', 'none', 'bb')
  await docker(engine, 'create', ...label, '--name', 'story-spared', '--network', 'none', 'bb')
  const page = await openApp('#/disk')
  await page.getByRole('button', { name: 'Clean up…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Clean up' })
  // Containers are ticked to begin with; data is not.
  await expect(named(dialog, 'story-idle')).toBeChecked()
  await expect(named(dialog, 'story_go')).not.toBeChecked()
  await expect(dialog.getByRole('region', { name: 'Named volumes' })).toContainText(
    'Its data is gone for good',
  )
  await named(dialog, 'story-spared').uncheck()
  await named(dialog, 'story_go').check()
  await expect(dialog).toContainText(/container rm (?!.*story-spared).*story-idle/)
  await expect(dialog).toContainText(/volume rm story_go/)
  const confirm = dialog.getByRole('button', { name: /^Remove \d+ objects?$/ })
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox').fill('prune')
  await confirm.click()
  await expect(dialog).toBeHidden()
  const volumes = () => docker(engine, 'volume', 'ls', '--quiet', '--filter', 'name=story_')
  await expect.poll(volumes).toBe('story_keep')
  const containers = () => docker(engine, 'ps', '--all', '--format', '{{.Names}}', '--filter', 'name=story-')
  expect(await containers()).toBe('story-spared')
  await expect(page.getByText(/^Removed \d+ of \d+, freed about /)).toBeVisible()
})

test('the map of the disk is walked by keys and leads to each object', async ({ openApp, engine }) => {
  const writer = 'dd if=/dev/zero of=/data/file bs=1000 count=9000; sleep 100000'
  await run(engine, 'story-writer', '--network', 'none', '-v', 'story_big:/data', 'bb', 'sh', '-c', writer)
  const page = await openApp('#/disk')
  const measure = page.getByRole('button', { name: 'Measure', exact: true })
  await measure.or(page.getByRole('button', { name: 'Measure again' })).click()
  const big = page.getByRole('button', { name: /^Volumes: story_big, 9(\.0\d?)? MB/ })
  await expect(big).toBeVisible()
  const blocks = page.getByRole('group', { name: /^Disk usage by size/ }).getByRole('button')
  await expect(blocks.first()).toBeVisible()
  await blocks.first().focus()
  for (let step = await blocks.count(); step > 0; step -= 1) {
    if (await big.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowRight')
  }
  await expect(big).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('heading', { name: 'story_big' })).toBeVisible()
  await page.goBack()
  await page.getByText('Table', { exact: true }).click()
  await expect(page.getByRole('row', { name: /story_big/ })).toContainText('in use')
  await docker(engine, 'rm', '--force', 'story-writer')
  // The helper that showed its files leaves a moment after the panel.
  await expect.poll(async () => (await engine.docker('volume', 'rm', 'story_big')).code).toBe(0)
})
