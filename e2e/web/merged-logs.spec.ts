import type { Page } from '@playwright/test'
import { docker, expect, removeAll, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const inProject = ['--network', 'none', '--label', 'com.docker.compose.project=merged'] as const
const talk = (word: string) => `n=0; while :; do n=$((n+1)); echo "${word} $n"; usleep 100000; done`

test.afterAll(async ({ engine }) => removeAll(engine))

const log = (page: Page) => page.getByRole('log')
const chip = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Containers' }).getByRole('button', { name: new RegExp(`^${name}`) })

test('the logs of a project are one stream, in which one is muted and a new one joins', async ({
  openApp,
  engine,
}) => {
  await run(engine, 'merged-web', ...inProject, image, 'sh', '-c', talk('web'))
  await run(engine, 'merged-db', ...inProject, image, 'sh', '-c', talk('db'))
  const page = await openApp('#/logs/project/merged')
  await expect(page.getByRole('heading', { name: 'Logs of merged' })).toBeVisible()
  await expect(log(page)).toContainText(/web \d/)
  await expect(log(page)).toContainText(/db \d/)
  const times = await log(page).locator('time').allInnerTexts()
  expect(times).toEqual(times.toSorted())

  await chip(page, 'merged-web').click()
  await expect(log(page)).not.toContainText(/web \d/)
  await expect(log(page)).toContainText(/db \d/)
  await chip(page, 'merged-web').dblclick()
  await expect(log(page)).not.toContainText(/db \d/)
  await chip(page, 'merged-web').dblclick()
  await expect(log(page)).toContainText(/db \d/)

  await docker(engine, 'rm', '--force', 'merged-db')
  await expect(log(page)).toContainText('Container removed')
  await run(engine, 'merged-late', ...inProject, image, 'sh', '-c', talk('late'))
  await expect(chip(page, 'merged-late')).toBeVisible()
  await expect(log(page)).toContainText(/late \d/)
  await page.getByRole('searchbox', { name: 'Find in the log' }).fill('late')
  await page.keyboard.press('Alt+Enter')
  await expect(log(page)).not.toContainText(/web \d/)
  await expect(log(page)).toContainText(/late \d/)
})

test('a selection of containers opens in one log', async ({ openApp, engine }) => {
  await run(engine, 'two-a', '--network', 'none', image, 'sh', '-c', 'echo from a')
  await run(engine, 'two-b', '--network', 'none', image, 'sh', '-c', 'echo from b')
  const page = await openApp('#/containers')
  for (const name of ['two-a', 'two-b'])
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check()
  await page
    .getByRole('toolbar', { name: 'Actions for the selected containers' })
    .getByRole('button', { name: /Logs/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Logs of 2 containers' })).toBeVisible()
  await expect(log(page)).toContainText('from a')
  await expect(log(page)).toContainText('from b')
})
