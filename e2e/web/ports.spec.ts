import { docker, expect, property, removeAll, run, test } from '../fixtures.ts'

test.afterEach(async ({ engine }) => removeAll(engine))

test('who has a port, who wants it, whether it answers, and what to do about a conflict', async ({
  engine,
  openApp,
}) => {
  await run(engine, 'door-web', '--publish', '127.0.0.1:18941:80', 'bayplan/web:1')
  await run(engine, 'door-shut', '--publish', '127.0.0.1:18942:90', 'bayplan/quickstop:1')
  const wish = 'create --label bayplan.test=1 --name door-next --publish 127.0.0.1:18941:80 bayplan/web:1'
  await docker(engine, ...wish.split(' '))
  const page = await openApp('#/ports')
  const held = page.getByRole('row', { name: /^:18941 tcp, held by door-web/ })
  const wanted = page.getByRole('row', { name: /^:18941 tcp, wanted by door-next/ })
  await expect(held).toHaveAccessibleName(/The engine’s host only, 1 conflict$/)
  await expect(wanted).toHaveAccessibleName(/, 1 conflict$/)

  await held.click()
  const panel = page.getByRole('complementary', { name: 'Ports of the engine’s host' })
  const answer = panel.getByRole('region', { name: 'Does it answer?' })
  await expect(panel).toContainText('door-next wants :18941 too. It cannot start while door-web has it.')
  await expect(panel).toContainText('port door-web 80/tcp')
  await panel.getByRole('button', { name: 'Check whether it answers' }).click()
  await expect(answer).toContainText('127.0.0.1:18941 took the connection')

  await page.getByRole('row', { name: /^:18942 tcp, held by door-shut/ }).click()
  await panel.getByRole('button', { name: 'Check whether it answers' }).click()
  await expect(answer).toContainText('Nothing in door-shut listens on port 90.')

  await page.getByText('Conflicts', { exact: true }).first().click()
  await expect(page.getByRole('row', { name: /^:18942/ })).toHaveCount(0)
  await wanted.click()
  await expect(panel).toContainText('It cannot start while door-web runs.')
  await panel.getByRole('button', { name: 'Stop door-web' }).click()
  await expect.poll(() => property(engine, 'door-web', '.State.Status')).toBe('exited')
  await expect(panel).toContainText('Only one of both can run at a time.')
  await docker(engine, 'rm', 'door-web')
  await expect(page.getByText('No conflicts')).toBeVisible()
})
