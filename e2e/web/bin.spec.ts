import type { Page } from '@playwright/test'
import { docker, expect, property, removeAll, row, run, test } from '../fixtures.ts'

const quick = ['--network', 'none', '--stop-signal', 'KILL', 'bayplan/quickstop:1']

test.afterAll(async ({ engine }) => removeAll(engine))

/** What the question is answered with when nothing is chosen: into the bin. */
async function remove(app: Page, name: string) {
  await row(app, name).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Remove…' }).click()
  const dialog = app.getByRole('alertdialog', { name: `Remove ${name}?` })
  await expect(dialog).toContainText('kept in the bin for 7 days')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row(app, name)).toHaveCount(0)
}

test('what was removed comes back with Ctrl+Z, with Undo, and from the bin', async ({ app, engine }) => {
  await run(engine, 'treasure', '--restart', 'always', ...quick)
  const id = await property(engine, 'treasure', '.Id')
  const isBack = async () => {
    await expect(row(app, 'treasure')).toHaveAccessibleName(/^treasure, (Up|Running)/)
    expect(await property(engine, id, '.HostConfig.RestartPolicy.Name')).toBe('always')
  }
  await remove(app, 'treasure')
  const notices = app.getByRole('region', { name: 'Notifications' })
  await expect(notices).toContainText('Removed treasure')
  await app.keyboard.press('Control+z')
  await isBack()

  await remove(app, 'treasure')
  await notices.getByRole('button', { name: 'Undo' }).last().click()
  await isBack()

  await remove(app, 'treasure')
  expect(await property(engine, id, '.State.Status')).toBe('exited')
  await app.getByRole('link', { name: /^Bin/ }).click()
  const binned = app.getByRole('row', { name: /^treasure, removed/ })
  await binned.click()
  const panel = app.getByRole('complementary')
  await expect(panel).toContainText('bayplan-bin.')
  await panel.getByRole('button', { name: 'Restore' }).click()
  await expect(binned).toHaveCount(0)
  await app.getByRole('link', { name: /^Containers/ }).click()
  await isBack()
})

test('emptying the bin says what goes; a taken name asks for another', async ({ app, engine }) => {
  for (const name of ['heap-1', 'heap-2']) {
    await run(engine, name, ...quick)
    await remove(app, name)
  }
  await run(engine, 'heap-1', ...quick)
  await app.getByRole('link', { name: /^Bin/ }).click()
  await app.getByRole('row', { name: /^heap-1, / }).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Restore', exact: true }).click()
  const restoring = app.getByRole('alertdialog', { name: 'Restore heap-1 under another name?' })
  await expect(restoring.getByRole('textbox', { name: 'Name' })).toHaveValue('heap-1-2')
  await restoring.getByRole('button', { name: 'Restore' }).click()
  await expect(restoring).toHaveCount(0)
  await expect.poll(() => property(engine, 'heap-1-2', '.State.Status')).toBe('running')

  await app.getByRole('button', { name: 'Empty the bin…' }).click()
  const emptying = app.getByRole('alertdialog', { name: 'Remove heap-2 for good?' })
  await expect(emptying).toContainText('There is no undo.')
  await expect(emptying).toContainText(/docker .*rm bayplan-bin\..*heap-2/)
  await emptying.getByRole('button', { name: 'Remove for good' }).click()
  await expect(app.getByText('The bin is empty')).toBeVisible()
  expect(await docker(engine, 'ps', '--all', '--format={{.Names}}')).not.toContain('heap-2')
})

test('a container made by Compose is removed for good, and the question says why', async ({
  app,
  engine,
}) => {
  await run(engine, 'shop-job-1', '--label', 'com.docker.compose.project=shop', ...quick)
  await row(app, 'shop-job-1').click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Remove…' }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Remove shop-job-1?' })
  await expect(dialog).toContainText('docker compose up would start the one in the bin again')
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row(app, 'shop-job-1')).toHaveCount(0)
  await expect.poll(async () => (await engine.docker('inspect', 'shop-job-1')).code).not.toBe(0)
  await expect(app.getByRole('button', { name: 'Run again with the same settings' })).toBeVisible()
})
