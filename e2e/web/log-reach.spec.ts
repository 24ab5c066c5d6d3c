import type { Page } from '@playwright/test'
import { docker, expect, removeAll, run, test } from '../fixtures.ts'

const image = 'bayplan/busybox:1'
const script = `awk 'BEGIN { for (i = 1; i <= 12000; i++) printf "number %d\\n", i }'`

test.use({ timezoneId: 'Asia/Shanghai' })
test.afterAll(async ({ engine }) => removeAll(engine))

const log = (page: Page) => page.getByRole('log')
const firstLine = (page: Page) => log(page).locator('[data-message]').first()

async function showLines(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Lines to show' }).click()
  await page
    .getByRole('menuitemcheckbox', { name: entry, exact: true })
    .or(page.getByRole('menuitem', { name: entry, exact: true }))
    .click()
}

test('older lines are read on the way up, and from a time that is not held', async ({ openApp, engine }) => {
  const id = await run(engine, 'printed', '--network', 'none', image, 'sh', '-c', script)
  await docker(engine, 'wait', 'printed')
  const page = await openApp(`#/containers/${id}/logs`)
  await showLines(page, 'Last 1,000 lines')
  await expect(page.getByText('1,000 lines kept', { exact: true })).toBeVisible()
  await expect(log(page)).toContainText('number 12000')
  await expect(async () => {
    await log(page).press('Home')
    await expect(page.getByText('Beginning of the log')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByText('12,000 lines kept', { exact: true })).toBeVisible()
  await expect(firstLine(page)).toHaveText('number 1')

  await showLines(page, 'Last 1,000 lines')
  await expect(log(page)).toContainText('number 12000')
  await showLines(page, 'Go to a time…')
  const dialog = page.getByRole('dialog', { name: 'Go to a time' })
  await dialog.getByLabel('Time').fill('some day')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('No past time is written like this')
  await dialog.getByLabel('Time').fill('2020-01-01 00:00')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(firstLine(page)).toHaveText('number 1')
  await expect(page.getByText('--since')).toBeVisible()
})
