import AxeBuilder from '@axe-core/playwright'
import type { LabEngine } from '../../scripts/lab/engine.mjs'
import { docker, expect, removeAll, row, run, test } from '../fixtures.ts'

const label = ['--label', 'bayplan.test=1'] as const

/** An image that adds a layer of 20 MB to the lab's own. Answers with its id. */
async function build(engine: LabEngine, ...references: string[]): Promise<string> {
  const source = ['run', '--detach', ...label, '--network', 'none', 'bayplan/quickstop:1']
  const container = await docker(engine, ...source, 'dd', 'if=/dev/zero', 'of=/blob', 'bs=1M', 'count=20')
  await docker(engine, 'wait', container)
  const changes = ['--change', 'ENV API_TOKEN=hunter2', '--change', 'EXPOSE 3000/tcp']
  const id = await docker(engine, 'commit', ...changes, container, ...references.slice(0, 1))
  for (const reference of references.slice(1)) await docker(engine, 'tag', id, reference)
  await docker(engine, 'rm', '--force', container)
  return id
}

test.afterAll(async ({ engine }) => removeAll(engine))

test('what the docker command does to images shows in the list at once', async ({ openApp, engine }) => {
  const app = await openApp('#/images')
  await docker(engine, 'tag', 'bayplan/health:1', 'story/seen:1')
  await expect(app.getByRole('grid', { name: 'Images' })).toBeVisible()
  await app.getByRole('searchbox').fill('story/seen')
  await expect(row(app, 'bayplan/health:1')).toContainText('+1')
  // The tag moves to another image; the engine tells only of the other one.
  await docker(engine, 'tag', 'bayplan/web:1', 'story/seen:1')
  await expect(row(app, 'bayplan/web:1')).toContainText('+1')
  await expect(row(app, 'bayplan/health:1')).toHaveCount(0)
  await docker(engine, 'rmi', 'story/seen:1')
  await expect(app.getByText('Nothing matches “story/seen”')).toBeVisible()
})

test('an image tells its layers and its configuration, who holds it back, and goes', async ({
  openApp,
  engine,
}) => {
  await build(engine, 'story/api:2.8.1', 'story/api:latest')
  await run(engine, 'story-user', '--network', 'none', 'story/api:2.8.1', 'sleep', '100000')
  const app = await openApp('#/images')
  await row(app, 'story/api:2.8.1').click()
  const panel = app.getByRole('complementary', { name: 'Images' })
  await expect(panel.getByText('Added by this image')).toBeVisible()
  await expect(panel.getByText('From bayplan/busybox:1')).toBeVisible()
  await expect(panel.getByRole('button', { name: /^21.0 MB/ })).toBeVisible()

  const { violations } = await new AxeBuilder({ page: app }).analyze()
  const barriers = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(barriers.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await panel.getByRole('tab', { name: 'Config' }).click()
  await expect(panel.getByText('Ports that the program listens on.')).toBeVisible()
  await expect(panel.getByText('hunter2')).toHaveCount(0)
  await panel.getByRole('button', { name: 'Remove the tag story/api:latest' }).click()
  await expect(panel.getByText('story/api:latest')).toHaveCount(0)

  await panel.getByRole('button', { name: 'Tag story/api:2.8.1', exact: true }).click()
  await app.getByLabel('New reference').fill('localhost:5000/story/api')
  await expect(app.getByText('In full: localhost:5000/story/api:latest')).toBeVisible()
  await app.getByRole('button', { name: 'Add tag' }).click()
  await expect(row(app, 'story/api:2.8.1')).toContainText('+1')

  await panel.getByRole('button', { name: 'Remove story/api:2.8.1', exact: true }).click()
  const dialog = app.getByRole('alertdialog', { name: 'Remove story/api:2.8.1?' })
  await expect(dialog).toContainText(/2\d(\.\d)?\sMB are freed on the disk\. [\d.]+\sMB stay/)
  await expect(dialog.getByRole('button', { name: 'Remove image' })).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('link', { name: 'story-user' }).click()
  await expect(app).toHaveURL(/#\/containers\/[0-9a-f]{64}\/logs$/)
  await docker(engine, 'stop', 'story-user')
  await app.goBack()

  await panel.getByRole('button', { name: 'Remove story/api:2.8.1', exact: true }).click()
  await dialog.getByRole('checkbox', { name: 'Remove although stopped containers use it' }).check()
  await dialog.getByRole('button', { name: 'Remove image' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row(app, 'story/api:2.8.1')).toHaveCount(0)
  expect(await docker(engine, 'images', '--quiet', 'story/api')).toBe('')
})

test('untagged images are removed together, with one result', async ({ openApp, engine }) => {
  await docker(engine, 'rm', '--force', 'story-user')
  const ids = [await build(engine), await build(engine), await build(engine)]
  const app = await openApp('#/images')
  await app.getByRole('radio', { name: /^Untagged/ }).check()
  const grid = app.getByRole('grid', { name: 'Images' })
  for (const id of ids) await expect(row(app, `Untagged ${id.slice(7, 19)}`)).toBeVisible()
  await grid.press('Control+a')
  await app
    .getByRole('toolbar')
    .getByRole('button', { name: /^Remove…/ })
    .click()
  const dialog = app.getByRole('alertdialog')
  await expect(dialog).toContainText('image rm')
  await dialog.press('Control+Enter')
  await expect(app.getByText(/^Removed \d+ images$/)).toBeVisible()
  await expect(app.getByText('No image is untagged')).toBeVisible()
  expect(await docker(engine, 'images', '--quiet', '--filter', 'dangling=true')).toBe('')
})
