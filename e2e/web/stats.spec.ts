import { expect, removeAll, run, test } from '../fixtures.ts'

let busy = ''

test.beforeAll(async ({ engine }) => {
  busy = await run(
    engine,
    'busy',
    '--cpus',
    '0.5',
    '--memory',
    '64m',
    'bayplan/quickstop:1',
    'sh',
    '-c',
    'while :; do :; done',
  )
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('the Stats tab shows the same numbers as docker stats', async ({ openApp, engine }) => {
  const page = await openApp(`#/containers/${busy}/stats`)
  const tile = (name: string) => page.locator('dl > div').filter({ hasText: name })
  await expect(page.getByRole('img', { name: /^CPU: / })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Memory: / })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Network: / })).toBeVisible()
  await expect(tile('CPU')).toContainText('Limit 50.0% (0.5 cores)')
  await expect(tile('Memory')).toContainText('64.0 MiB')
  const told = await engine.docker('stats', '--no-stream', '--format', '{{.CPUPerc}}', busy)
  const wanted = Number.parseFloat(told.stdout)
  await expect
    .poll(async () =>
      Math.abs(Number.parseFloat((await tile('CPU').locator('dd').first().innerText()) || '0') - wanted),
    )
    .toBeLessThan(15)
})

test('the charts can be read as a table', async ({ openApp }) => {
  const page = await openApp(`#/containers/${busy}/stats`)
  await page.getByRole('button', { name: 'Show as a table' }).click()
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Memory' })).toBeVisible()
  expect(await page.getByRole('row').count()).toBeGreaterThan(1)
})

test('a stopped container has no stats, and the page says why', async ({ openApp, engine }) => {
  const id = (
    await engine.docker('create', '--label', 'bayplan.test=1', '--name', 'idle', 'bayplan/busybox:1')
  ).stdout.trim()
  const page = await openApp(`#/containers/${id}/stats`)
  await expect(page.getByText('idle is not running')).toBeVisible()
})
