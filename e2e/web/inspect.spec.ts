import { expect, removeAll, run, test } from '../fixtures.ts'

let id = ''

test.beforeAll(async ({ engine }) => {
  id = await run(
    engine,
    'inspected',
    '--network',
    'none',
    '--env',
    'DB_PASSWORD=canary-1f',
    '--env',
    'GREETING=<b>hello</b>',
    'bayplan/quickstop:1',
  )
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('inspect is readable, searchable, and hides secrets until asked', async ({ openApp }) => {
  const page = await openApp(`#/containers/${id}/inspect`)
  await expect(page.getByText('<b>hello</b>')).toBeVisible()
  await expect(page.getByText('DB_PASSWORD')).toBeVisible()
  expect(await page.content()).not.toContain('canary-1f')
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await expect(page.getByText('canary-1f')).toBeVisible()
  await page.getByLabel('Find a name or value').fill('greeting')
  await expect(page.getByText('DB_PASSWORD')).toBeHidden()
  await expect(page.getByText('GREETING')).toBeVisible()
})

test('the raw view folds, finds, and hides secrets too', async ({ openApp }) => {
  const page = await openApp(`#/containers/${id}/inspect`)
  await page.getByRole('radio', { name: 'Raw JSON' }).check()
  const tree = page.getByRole('tree', { name: 'Raw JSON' })
  await expect(tree.getByText('HostConfig')).toBeVisible()
  await page.getByLabel('Find a name or value').fill('DB_PASSWORD')
  await expect(tree.getByText('DB_PASSWORD=')).toBeVisible()
  expect(await page.content()).not.toContain('canary-1f')
})

test('5,000 environment variables neither hang nor break the page', async ({ openApp, engine }) => {
  const variables = Array.from({ length: 5_000 }, (_, at) => ['--env', `V${at}=${at}`]).flat()
  const many = await run(engine, 'many-variables', '--network', 'none', ...variables, 'bayplan/quickstop:1')
  const page = await openApp(`#/containers/${many}/inspect`)
  const more = page.getByRole('button', { name: /^Show all 5/ })
  await expect(more).toBeVisible()
  await page.evaluate(() => {
    const steps: number[] = []
    new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes])
      steps.push(added.filter((node) => node instanceof Element && node.querySelector('dt') !== null).length)
    }).observe(document.body, { childList: true, subtree: true })
    Object.assign(globalThis, { steps })
  })
  await more.click()
  // A few hundred rows at a time, so that the page answers between them.
  const rows = () => page.locator('dt').count()
  await expect.poll(rows, { timeout: 30_000 }).toBeGreaterThan(800)
  const steps = await page.evaluate(() => (globalThis as unknown as { steps: number[] }).steps)
  expect(Math.max(...steps)).toBeLessThan(1_000)
  await page.getByLabel('Find a name or value').fill('V4999')
  await expect(page.locator('dt')).toHaveText(['V4999'])
})
