import type { Page } from '@playwright/test'
import { docker, expect, property, removeAll, row, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const

/** Presses an entry of the row's own menu. */
async function choose(page: Page, name: string, entry: string): Promise<void> {
  await row(page, name).hover()
  await row(page, name)
    .getByRole('button', { name: `More actions for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click()
}

const status = (page: Page) => page.getByRole('contentinfo', { name: 'Status bar' })

test.beforeAll(async ({ engine }) => {
  await run(engine, 'target', ...alone, image)
  await run(engine, 'neighbour', ...alone, image)
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('stop, start and restart do what they say, and say how docker would', async ({ app, engine }) => {
  const state = () => property(engine, 'target', '.State.Status')
  const panel = app.getByRole('complementary', { name: 'Side panel' })
  await row(app, 'target').click()
  await panel.getByRole('button', { name: 'Stop target' }).click()
  await expect.poll(state).toBe('exited')
  await expect(row(app, 'target')).toHaveAccessibleName(/^target, Stopped/)
  await expect(status(app)).toContainText(/docker .*stop target/)
  await expect(app.getByText('Stopped target')).toBeVisible()
  await app.getByRole('button', { name: 'Start again' }).click()
  await expect.poll(state).toBe('running')
  await expect(row(app, 'target')).toHaveAccessibleName(/^target, Running/)
  await expect(status(app)).toContainText(/docker .*start target/)
  const before = await property(engine, 'target', '.State.StartedAt')
  await panel.getByRole('button', { name: 'Restart target' }).click()
  await expect.poll(() => property(engine, 'target', '.State.StartedAt')).not.toBe(before)
  await expect(status(app)).toContainText(/docker .*restart target/)
})

test('pause and resume', async ({ app, engine }) => {
  await choose(app, 'target', 'Pause')
  await expect.poll(() => property(engine, 'target', '.State.Status')).toBe('paused')
  await expect(row(app, 'target')).toHaveAccessibleName(/^target, Paused/)
  await expect(status(app)).toContainText(/docker .*pause target/)
  await choose(app, 'target', 'Resume')
  await expect.poll(() => property(engine, 'target', '.State.Status')).toBe('running')
  await expect(status(app)).toContainText(/docker .*unpause target/)
})

test('kill sends the signal that is chosen', async ({ app, engine }) => {
  const trap = 'trap "echo got it" USR1; while :; do sleep 0.1; done'
  await run(engine, 'listener', ...alone, image, 'sh', '-c', trap)
  await choose(app, 'listener', 'Kill…')
  const dialog = app.getByRole('alertdialog', { name: 'Kill listener?' })
  await expect(dialog).toContainText('Unsaved work in the program is lost.')
  await expect(dialog).toContainText(/docker .*kill listener/)
  await dialog.getByLabel('Signal').selectOption('SIGUSR1')
  await expect(dialog).toContainText(/docker .*kill --signal SIGUSR1 listener/)
  await dialog.getByRole('button', { name: 'Send SIGUSR1' }).click()
  await expect.poll(() => docker(engine, 'logs', 'listener')).toBe('got it')
  await choose(app, 'listener', 'Kill…')
  await dialog.getByRole('button', { name: 'Kill', exact: true }).click()
  await expect.poll(() => property(engine, 'listener', '.State.ExitCode')).toBe('137')
})

test('rename refuses what docker would refuse, and keeps what was typed', async ({ app, engine }) => {
  await choose(app, 'target', 'Rename…')
  const dialog = app.getByRole('dialog', { name: 'Rename target' })
  const field = dialog.getByLabel('New name')
  const confirm = dialog.getByRole('button', { name: 'Rename', exact: true })
  await expect(field).toBeFocused()
  await field.fill('no/slash')
  await expect(dialog).toContainText('“/” is not allowed')
  await confirm.click({ force: true })
  expect(await property(engine, 'target', '.Name')).toBe('/target')
  await field.fill('neighbour')
  await confirm.click()
  await expect(dialog).toContainText('The name neighbour is already used.')
  await expect(field).toHaveValue('neighbour')
  await field.fill('renamed')
  await expect(dialog).toContainText(/docker .*rename target renamed/)
  await app.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(row(app, 'renamed')).toBeVisible()
  expect(await property(engine, 'renamed', '.State.Status')).toBe('running')
  await docker(engine, 'rename', 'renamed', 'target')
})

test('removing says what goes and what stays; cancelling removes nothing', async ({ app, engine }) => {
  const args = ['--volume', 'kept:/kept', '--volume', '/scratch']
  await run(engine, 'writer', ...alone, ...args, image, 'sh', '-c', 'echo 1 > /a; echo 2 > /b')
  const mounted = await docker(engine, 'inspect', '--format', '{{range .Mounts}}{{.Name}} {{end}}', 'writer')
  const anonymous = mounted.split(' ').find((name) => name !== 'kept') ?? ''
  await expect(row(app, 'writer')).toHaveAccessibleName(/^writer, Exited/)
  await choose(app, 'writer', 'Remove…')
  const dialog = app.getByRole('alertdialog', { name: 'Remove writer?' })
  const changed = (await docker(engine, 'diff', 'writer')).split('\n').length
  await dialog.getByRole('radio', { name: 'For good' }).check()
  await expect(dialog).toContainText(`${changed} files changed inside it are deleted`)
  await expect(dialog).toContainText('Its data in volume kept stays.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await property(engine, 'writer', '.State.Status')).toBe('exited')
  await choose(app, 'writer', 'Remove…')
  await dialog.getByRole('radio', { name: 'For good' }).check()
  await dialog.getByRole('checkbox', { name: 'Delete 1 anonymous volume too' }).check()
  await expect(dialog).toContainText('Its data cannot be brought back.')
  await expect(dialog).toContainText(/docker .*rm --volumes writer/)
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row(app, 'writer')).toHaveCount(0)
  const volumes = await docker(engine, 'volume', 'ls', '--quiet')
  expect(volumes.split('\n')).toContain('kept')
  expect(volumes).not.toContain(anonymous)
  await docker(engine, 'volume', 'rm', 'kept')
})

test('a running container is stopped before it is removed, unless one wants it killed', async ({
  app,
  engine,
}) => {
  await run(engine, 'doomed', ...alone, image)
  await choose(app, 'doomed', 'Remove…')
  const dialog = app.getByRole('alertdialog', { name: 'Remove doomed?' })
  await dialog.getByRole('radio', { name: 'For good' }).check()
  await expect(dialog).toContainText(/docker .*stop doomed && docker .*rm doomed/)
  await dialog.getByRole('checkbox', { name: 'Stop it first' }).uncheck()
  await expect(dialog).toContainText('It is killed at once')
  await expect(dialog).toContainText(/docker .*rm --force doomed/)
  await dialog.getByRole('checkbox', { name: 'Stop it first' }).check()
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await expect(row(app, 'doomed')).toHaveCount(0)
  await expect.poll(async () => (await engine.docker('inspect', 'doomed')).code).not.toBe(0)
})

test('several are removed together after one question', async ({ app, engine }) => {
  const names = ['heap-1', 'heap-2', 'heap-3']
  await Promise.all(names.map((name) => run(engine, name, ...alone, image)))
  for (const name of names) await app.getByRole('checkbox', { name: `Select ${name}` }).check()
  const bar = app.getByRole('toolbar', { name: 'Actions for the selected containers' })
  await bar.getByRole('button', { name: /^Remove/ }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Remove 3 containers?' })
  for (const name of names) await expect(dialog).toContainText(name)
  await dialog.getByRole('radio', { name: 'For good' }).check()
  await expect(dialog).toContainText('3 of them run.')
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  for (const name of names) await expect(row(app, name)).toHaveCount(0)
  await expect(app.getByText('3 containers removed')).toBeVisible()
  await expect(bar).toHaveCount(0)
})

test('a failing action says what happened, to what, why, and offers to try again', async ({
  app,
  engine,
}) => {
  await docker(
    engine,
    'create',
    '--label',
    'bayplan.test=1',
    '--name',
    'broken',
    ...alone,
    image,
    '/no/such/program',
  )
  await row(app, 'broken').hover()
  await row(app, 'broken').getByRole('button', { name: 'Start broken', exact: true }).click()
  const notices = app.getByRole('region', { name: 'Notifications' })
  await expect(notices).toContainText('broken did not start')
  await expect(notices.getByRole('button', { name: 'Try again' })).toBeVisible()
  await notices.getByRole('button', { name: 'Details' }).click()
  await expect(notices).toContainText('/no/such/program')
  await expect(status(app)).toContainText(/Failed at /)
})

test('a container removed under its open page, panel and dialog', async ({ app, engine }) => {
  const id = await run(engine, 'leaving', ...alone, image)
  await row(app, 'leaving').click()
  await choose(app, 'leaving', 'Rename…')
  await docker(engine, 'rm', '--force', 'leaving')
  await expect(row(app, 'leaving')).toHaveCount(0)
  await expect(app.getByRole('dialog')).toHaveCount(0)
  await expect(app.getByText(/^This container was removed/)).toBeVisible()
  await app.evaluate((hash) => {
    location.hash = hash
  }, `#/containers/${id}/logs`)
  await expect(app.getByText('This container no longer exists')).toBeVisible()
  await app.getByRole('button', { name: 'Go to the containers' }).click()
  await expect(row(app, 'target')).toBeVisible()
})
