import type { LabEngine } from '../../scripts/lab/engine.mjs'
import { docker, expect, removeAll, row, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const label = ['--label', 'bayplan.test=1'] as const

test.beforeAll(async ({ engine }) => {
  await docker(engine, 'network', 'create', ...label, 'view-back')
  await docker(engine, 'network', 'create', ...label, 'view-front')
  await run(engine, 'view-db', '--network', 'view-back', '--label', 'tier=data', image)
  await run(engine, 'view-api', '--network', 'view-back', '--label', 'tier=logic', image)
  await docker(engine, 'network', 'connect', 'view-front', 'view-api')
  await run(engine, 'view-web', '--network', 'view-front', 'bayplan/web:1')
})
test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  await docker(engine, 'network', 'prune', '--force', '--filter', 'label=bayplan.test=1')
})

test('groups by image, network and any label; on two networks means in two groups', async ({ app }) => {
  const tree = app.getByRole('treegrid', { name: 'Containers' })
  const groupBy = async (choice: RegExp) => {
    await app.getByRole('button', { name: /^Group by: / }).click()
    await app.getByRole('menuitemcheckbox', { name: choice }).click()
  }
  await groupBy(/^Image$/)
  await expect(app.getByRole('row', { name: `Image ${image}, 2 of 2 running` })).toBeVisible()
  await groupBy(/^Network$/)
  await expect(app.getByRole('row', { name: 'Network view-back, 2 of 2 running' })).toBeVisible()
  await expect(app.getByRole('row', { name: 'Network view-front, 2 of 2 running' })).toBeVisible()
  await expect(row(app, 'view-api')).toHaveCount(2)
  await expect(app.getByRole('radio', { name: /^All ?3$/ })).toBeVisible()
  // One of its rows is the keyboard's, both are ticked.
  await tree.focus()
  await app.keyboard.press('End')
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('Space')
  await expect(app.locator('[role=row][aria-selected=true]')).toHaveCount(2)
  await expect(app.getByText('1 selected').first()).toBeVisible()
  await app.getByRole('button', { name: /^Group by: / }).click()
  await app.getByRole('menuitem', { name: 'Label…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Group by a label' })
  await dialog.getByLabel('Find a label').fill('tie')
  await dialog.getByRole('button', { name: /^tier/ }).click()
  await expect(app.getByRole('row', { name: 'Label tier=logic, 1 of 1 running' })).toBeVisible()
  await expect(app.getByRole('row', { name: 'Without this label, 1 of 1 running' })).toBeVisible()
  await app.reload()
  await expect(app.getByRole('button', { name: 'Group by: Label tier' })).toBeVisible()
})

test('columns are chosen and ordered, and stay so', async ({ app }) => {
  const heads = () => app.getByRole('columnheader').allInnerTexts()
  const openColumns = async () => {
    await app.getByRole('button', { name: 'View options' }).click()
    await app.getByRole('menuitem', { name: 'Columns…' }).click()
  }
  await openColumns()
  const dialog = app.getByRole('dialog', { name: 'Columns' })
  await dialog.getByRole('checkbox', { name: 'Image' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'ID' }).check()
  await dialog.getByRole('button', { name: 'Move Memory up' }).click()
  await dialog.getByRole('checkbox', { name: 'Ports' }).focus()
  for (let step = 0; step < 4; step += 1) await app.keyboard.press('Alt+ArrowUp')
  await expect(dialog.getByRole('status')).toHaveText('Ports: place 2 of 8')
  await dialog
    .getByRole('listitem')
    .filter({ hasText: 'ID' })
    .dragTo(dialog.getByRole('listitem').filter({ hasText: 'Status' }))
  await dialog.getByRole('button', { name: 'Done' }).click()
  const chosen = ['Select all', 'Name', 'Ports', 'ID', 'Status', 'Memory', 'CPU of one core']
  await expect.poll(heads).toEqual(chosen)
  await app.reload()
  await expect.poll(heads).toEqual(chosen)
  await openColumns()
  await dialog.getByRole('button', { name: 'Reset columns' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect
    .poll(heads)
    .toEqual(['Select all', 'Name', 'Status', 'Image', 'CPU of one core', 'Memory', 'Ports'])
})

test('a view is saved, opened first, renamed and deleted; data of no sense breaks nothing', async ({
  app,
}) => {
  const options = app.getByRole('button', { name: /^View options/ })
  await app.getByRole('searchbox', { name: 'Filter containers' }).fill('label:tier')
  await expect(row(app, 'view-web')).toHaveCount(0)
  await options.click()
  await app.getByRole('menuitem', { name: 'Save this view…' }).click()
  const saving = app.getByRole('dialog', { name: 'Save this view' })
  await saving.getByLabel('Name', { exact: true }).fill('With a tier')
  await saving.getByRole('checkbox', { name: 'Open the list with this view' }).check()
  await saving.getByRole('button', { name: 'Save view' }).click()
  await expect(options).toHaveAccessibleName('View options, With a tier')
  await app.reload()
  await expect(options).toHaveAccessibleName('View options, With a tier')
  await expect(row(app, 'view-api')).toBeVisible()
  await expect(row(app, 'view-web')).toHaveCount(0)

  await app.getByRole('searchbox', { name: 'Filter containers' }).fill('')
  await expect(row(app, 'view-web')).toBeVisible()
  await expect(options).toHaveAccessibleName('View options, With a tier, changed')
  await options.click()
  await app.getByRole('menuitemcheckbox', { name: 'With a tier' }).click()
  await expect(row(app, 'view-web')).toHaveCount(0)

  await options.click()
  await app.getByRole('menuitem', { name: 'Manage views…' }).click()
  const managing = app.getByRole('dialog', { name: 'Saved views' })
  await managing.getByLabel('Name of With a tier').fill('Tiers')
  await app.keyboard.press('Enter')
  await expect(managing.getByRole('button', { name: 'Open Tiers' })).toBeVisible()
  await managing.getByRole('button', { name: 'Delete Tiers' }).click()
  await expect(managing.getByText('No view is saved.')).toBeVisible()
  await managing.getByRole('button', { name: 'Done' }).click()
  await expect(options).toHaveAccessibleName('View options')

  await app.evaluate(() => {
    const state = { sort: 7, grouping: [], hiddenColumns: { a: 1 }, savedViews: ['?'], defaultView: '?' }
    localStorage.setItem('bayplan.containers-view', JSON.stringify({ state, version: 1 }))
  })
  await app.reload()
  await expect(row(app, 'view-web')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Group by: Project' })).toBeVisible()
})

test('many at once: each has its result and reason, what failed is retried', async ({ app, engine }) => {
  const create = (lab: LabEngine, name: string, ...args: string[]) =>
    docker(lab, 'create', ...label, '--name', name, ...args)
  await run(engine, 'many-holder', '--publish', '127.0.0.1:18931:80', 'bayplan/web:1')
  await create(engine, 'many-barred', '--publish', '127.0.0.1:18931:80', 'bayplan/web:1')
  const names = Array.from({ length: 7 }, (_, index) => `many-${index}`)
  await Promise.all(names.map((name) => create(engine, name, '--network', 'none', image)))
  await app.getByRole('searchbox', { name: 'Filter containers' }).fill('many-')
  await expect(app.getByRole('row', { name: /^many-/ })).toHaveCount(9)
  await app.getByRole('checkbox', { name: 'Select all' }).check()
  await app.getByRole('button', { name: 'Start, applies to 8' }).click()
  await expect(app.getByText('Started 7 of 8')).toBeVisible()
  await app.getByRole('button', { name: 'Show results' }).click()
  const sheet = app.getByRole('dialog', { name: 'Started 7 of 8' })
  const failed = sheet.getByRole('row').filter({ has: app.getByRole('rowheader', { name: 'many-barred' }) })
  await expect(failed).toContainText('Failed')
  await expect(failed).toContainText('18931')
  await expect(sheet.getByRole('radio', { name: /^Done ?7$/ })).toBeVisible()
  await docker(engine, 'rm', '--force', 'many-holder')
  await sheet.getByRole('button', { name: 'Retry 1' }).click()
  await expect(app.getByRole('dialog', { name: '8 containers started' })).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(row(app, 'many-barred')).toHaveAccessibleName(/^many-barred, Running/)
})
