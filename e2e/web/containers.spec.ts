import type { LabEngine } from '../../scripts/lab/engine.mjs'
import { docker, expect, property, removeAll, row, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const

/** Runs a container with the labels that Compose would give it. */
function runService(engine: LabEngine, project: string, service: string, ...args: string[]) {
  const labels = [`project=${project}`, `service=${service}`, 'container-number=1', 'oneoff=False']
  const flags = labels.flatMap((label) => ['--label', `com.docker.compose.${label}`])
  return run(engine, `${project}-${service}-1`, ...alone, ...flags, ...args)
}

test.afterAll(async ({ engine }) => removeAll(engine))

test('what the docker command does shows in the list at once', async ({ app, engine }) => {
  await run(engine, 'live', ...alone, image)
  await expect(row(app, 'live')).toHaveAccessibleName(/^live, Running for /)
  await docker(engine, 'pause', 'live')
  await expect(row(app, 'live')).toHaveAccessibleName(/^live, Paused/)
  await docker(engine, 'unpause', 'live')
  await expect(row(app, 'live')).toHaveAccessibleName(/^live, Running/)
  await docker(engine, 'rename', 'live', 'lively')
  await expect(row(app, 'lively')).toBeVisible()
  await expect(row(app, 'live')).toHaveCount(0)
  await docker(engine, 'stop', 'lively')
  await expect(row(app, 'lively')).toHaveAccessibleName(/^lively, (Stopped|Exited 137) /)
  await docker(engine, 'start', 'lively')
  await expect(row(app, 'lively')).toHaveAccessibleName(/^lively, Running/)
  await docker(engine, 'rm', '--force', 'lively')
  await expect(row(app, 'lively')).toHaveCount(0)
})

test.describe('a list with a Compose project and loose containers', () => {
  test.beforeAll(async ({ engine }) => {
    const steady = ['web', 'api', 'cache', 'mail', 'queue']
    await Promise.all([
      ...steady.map((service) => runService(engine, 'shop', service, '--label', `tier=${service}`, image)),
      runService(engine, 'shop', 'db', 'bayplan/health:1'),
      runService(engine, 'shop', 'worker', image, 'sh', '-c', 'exit 3'),
      run(engine, 'loose-web', '--publish', '127.0.0.1::80', 'bayplan/web:1'),
      run(engine, 'loose-idle', ...alone, '--volume', 'notes:/notes', image),
    ])
  })
  test.afterAll(async ({ engine }) => {
    await removeAll(engine)
    await docker(engine, 'volume', 'rm', 'notes')
  })

  test('groups by Compose project, and says how many run', async ({ app }) => {
    const group = app.getByRole('row', { name: /^Project shop, / })
    await expect(group).toHaveAccessibleName('Project shop, 6 of 7 running')
    await expect(app.getByRole('row', { name: /^Containers in no project, 2 of 2 running/ })).toBeVisible()
    await expect(group).toHaveAttribute('aria-expanded', 'true')
    await app.getByRole('button', { name: 'Close shop' }).click()
    await expect(row(app, 'shop-api-1')).toHaveCount(0)
    await expect(row(app, 'loose-web')).toBeVisible()
    await app.getByRole('button', { name: 'Open shop' }).click()
    await expect(row(app, 'shop-api-1')).toBeVisible()
    await app.getByRole('button', { name: 'Group by: Project' }).click()
    await app.getByRole('menuitemcheckbox', { name: 'No groups' }).click()
    await expect(group).toHaveCount(0)
    await expect(row(app, 'shop-api-1')).toBeVisible()
    await app.getByRole('link', { name: /^shop, 6 of 7 running/ }).click()
    await expect(row(app, 'loose-web')).toHaveCount(0)
    await expect(row(app, 'shop-api-1')).toBeVisible()
  })

  test('sorts by a column, and the other way round', async ({ app }) => {
    await app.getByRole('button', { name: 'Group by: Project' }).click()
    await app.getByRole('menuitemcheckbox', { name: 'No groups' }).click()
    const names = async () => {
      const rows = await app.locator('[role=row][aria-selected]').all()
      const labels = await Promise.all(rows.map((each) => each.getAttribute('aria-label')))
      return labels.map((label) => label?.split(',')[0])
    }
    await expect.poll(async () => (await names()).at(0)).toBe('loose-idle')
    await app.getByRole('button', { name: 'Name', exact: true }).click()
    await expect(app.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(async () => (await names()).at(0)).toBe('shop-worker-1')
    await app.getByRole('button', { name: 'Status', exact: true }).click()
    await expect.poll(async () => (await names()).slice(0, 2)).toContain('shop-worker-1')
    await app.getByRole('button', { name: 'Ports', exact: true }).click()
    await expect.poll(async () => (await names()).at(0)).toBe('loose-web')
  })

  test('words and key:value filters find what they name', async ({ app }) => {
    const field = app.getByRole('searchbox', { name: 'Filter containers' })
    for (const [filter, found, hidden] of [
      ['api', 'shop-api-1', 'loose-web'],
      ['shop mail', 'shop-mail-1', 'shop-api-1'],
      ['image:web', 'loose-web', 'shop-web-1'],
      ['state:exited', 'shop-worker-1', 'shop-web-1'],
      ['label:tier=queue', 'shop-queue-1', 'shop-api-1'],
      ['port:80', 'loose-web', 'loose-idle'],
      ['vol:notes', 'loose-idle', 'loose-web'],
    ] as const) {
      await field.fill(filter)
      await expect(row(app, hidden), filter).toHaveCount(0)
      await expect(row(app, found), filter).toBeVisible()
    }
  })

  test('a filter that finds nothing says so and can be cleared', async ({ app }) => {
    await app.getByRole('searchbox', { name: 'Filter containers' }).fill('redis 7')
    await expect(app.getByText('No container matches “redis 7”')).toBeVisible()
    await app.getByRole('button', { name: 'Clear filter' }).click()
    await expect(row(app, 'shop-api-1')).toBeVisible()
  })

  test('scopes narrow the list by state; trouble has one of its own', async ({ app }) => {
    const scope = (name: RegExp) => app.getByRole('radiogroup', { name: 'Show' }).getByRole('radio', { name })
    await scope(/^Running/).check()
    await expect(row(app, 'shop-worker-1')).toHaveCount(0)
    await scope(/^Stopped/).check()
    await expect(row(app, 'shop-worker-1')).toBeVisible()
    await expect(row(app, 'shop-api-1')).toHaveCount(0)
    await scope(/^Needs attention ?2/).check()
    await expect(row(app, 'shop-worker-1')).toBeVisible()
    await expect(row(app, 'shop-db-1')).toHaveAccessibleName(/Unhealthy/)
    await expect(row(app, 'shop-api-1')).toHaveCount(0)
  })

  test('a published port is a link to what it serves', async ({ app, context, engine }) => {
    const port = (await docker(engine, 'port', 'loose-web', '80')).split(':').at(-1)
    const opened = context.waitForEvent('page')
    await app.getByRole('link', { name: `Open loose-web at localhost:${port}` }).click()
    const page = await opened
    await expect(page.getByRole('heading', { name: 'lab' })).toBeVisible()
    expect(page.url()).toBe(`http://localhost:${port}/`)
  })

  test('the side panel shows the container that is chosen, and keeps up with it', async ({ app, engine }) => {
    await row(app, 'loose-idle').click()
    const panel = app.getByRole('complementary', { name: 'Side panel' })
    await expect(panel.getByRole('heading', { name: 'loose-idle' })).toBeVisible()
    await expect(panel.getByText('notes').first()).toBeVisible()
    await docker(engine, 'pause', 'loose-idle')
    await expect(panel.getByText('Paused').first()).toBeVisible()
    await docker(engine, 'unpause', 'loose-idle')
    await row(app, 'shop-db-1').click()
    await expect(panel.getByRole('heading', { name: 'shop-db-1' })).toBeVisible()
    await expect(panel.getByText(/failed \d+ times in a row/)).toBeVisible()
    await app.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  })

  test('several are ticked, stopped and started by one click each', async ({ app, engine }) => {
    const bar = app.getByRole('toolbar', { name: 'Actions for the selected containers' })
    const names = ['shop-web-1', 'shop-mail-1', 'shop-cache-1']
    for (const name of names) await app.getByRole('checkbox', { name: `Select ${name}` }).check()
    await expect(bar.getByText('3 selected')).toBeVisible()
    const states = async () =>
      (await Promise.all(names.map((name) => property(engine, name, '.State.Status')))).join(' ')
    await bar.getByRole('button', { name: 'Stop, applies to 3' }).click()
    await expect.poll(states).toBe('exited exited exited')
    await expect(app.getByText('3 containers stopped')).toBeVisible()
    await expect(app.getByRole('row', { name: 'Project shop, 3 of 7 running' })).toBeVisible()
    await bar.getByRole('button', { name: 'Start, applies to 3', exact: true }).click()
    await expect.poll(states).toBe('running running running')
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await expect(bar).toHaveCount(0)
  })

  test('by keyboard alone: move, tick, stop, remove, and from region to region', async ({ app, engine }) => {
    await run(engine, 'a-keyed', ...alone, image)
    await app.getByRole('searchbox', { name: 'Filter containers' }).fill('a-keyed')
    await expect(row(app, 'shop-api-1')).toHaveCount(0)
    await app.keyboard.press('ArrowDown')
    await expect(app.getByRole('treegrid', { name: 'Containers' })).toBeFocused()
    await app.keyboard.press('End')
    await app.keyboard.press('Space')
    await expect(row(app, 'a-keyed')).toHaveAttribute('aria-selected', 'true')
    await app.keyboard.press('Escape')
    await expect(row(app, 'a-keyed')).toHaveAttribute('aria-selected', 'false')
    await app.keyboard.press('s')
    await expect.poll(() => property(engine, 'a-keyed', '.State.Status')).toBe('exited')
    await expect(row(app, 'a-keyed')).toHaveAccessibleName(/^a-keyed, (Stopped|Exited)/)
    await app.keyboard.press('Delete')
    const dialog = app.getByRole('alertdialog', { name: 'Remove a-keyed?' })
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await app.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(app.getByRole('treegrid', { name: 'Containers' })).toBeFocused()
    await app.keyboard.press('Enter')
    await expect(app.getByRole('heading', { name: 'a-keyed' })).toBeVisible()
    await app.keyboard.press('Alt+ArrowLeft')
    await app.getByRole('treegrid', { name: 'Containers' }).focus()
    await app.keyboard.press('Delete')
    await expect(dialog).toBeVisible()
    await app.keyboard.press('Control+Enter')
    await expect.poll(async () => (await engine.docker('inspect', 'a-keyed')).code).not.toBe(0)
    const regionOf = () =>
      app.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region'))
    const seen = new Set<unknown>()
    for (let step = 0; step < 5; step += 1) {
      await app.keyboard.press('F6')
      seen.add(await regionOf())
    }
    expect(seen).toContain('sidebar')
    expect(seen).toContain('list')
    expect(seen).toContain('status')
  })
})
