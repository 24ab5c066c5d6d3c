import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { docker, expect, property, removeAll, row, run, test } from '../fixtures.ts'

const title = 'Run container'
const form = (page: Page) => page.getByRole('dialog', { name: title })
const strip = (dialog: Locator) => dialog.getByRole('region', { name: 'Equivalent command' })

test.afterAll(async ({ engine }) => {
  await removeAll(engine)
  await docker(engine, 'volume', 'rm', '--force', 'story_run_data')
})

async function fill(page: Page, command: string): Promise<Locator> {
  await page.keyboard.press('Control+n')
  const dialog = form(page)
  await dialog.getByRole('button', { name: 'Paste a docker run command' }).click()
  await page.getByRole('textbox', { name: 'A docker run command, on one line or several' }).fill(command)
  await dialog.getByRole('button', { name: 'Fill the form' }).click()
  return dialog
}

test('a service of a pasted Compose file fills the form, and what has no option is named', async ({
  openApp,
}) => {
  const page = await openApp('#/containers')
  const yaml = [
    'services:',
    '  web: { image: "bayplan/web:1", ports: ["18482:80"], depends_on: [db] }',
    '  db: { image: "bayplan/quickstop:1", environment: { MODE: calm } }',
  ].join('\n')
  await page.keyboard.press('Control+n')
  const dialog = form(page)
  await dialog.getByRole('button', { name: 'Paste a docker run command' }).click()
  await page.getByRole('textbox', { name: /^A docker run command/ }).fill(yaml)
  await expect(dialog.getByText(/^Not taken over, .*depends_on/)).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Service' }).click()
  await page.getByRole('option', { name: 'db' }).click()
  await dialog.getByRole('button', { name: 'Fill the form' }).click()
  await expect(dialog.getByRole('combobox', { name: 'Image' })).toHaveValue('bayplan/quickstop:1')
  await expect(dialog.getByRole('textbox', { name: 'Value of MODE' })).toHaveValue('calm')
  await page.keyboard.press('Escape')
})

test('a form filled by hand becomes the container it shows', async ({ openApp, engine }) => {
  await run(engine, 'story-owner', '-p', '18480:80', 'bb', 'sleep', '100000')
  const page = await openApp('#/containers')
  await expect(row(page, 'story-owner')).toBeVisible()
  await page.keyboard.press('Control+n')
  const dialog = form(page)
  await dialog.getByRole('combobox', { name: 'Image' }).fill('bb')
  await expect(dialog.getByText(/^On this engine, /)).toBeVisible()
  await page.keyboard.press('Tab')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('story-owner')
  await dialog.getByRole('button', { name: 'Use story-owner-2 instead' }).click()

  // A taken port names its owner, and the part of the command that the field writes is marked.
  await dialog.getByRole('button', { name: 'Add port' }).click()
  await page.keyboard.type('18480')
  await dialog.getByRole('textbox', { name: 'Container port' }).fill('80')
  await expect(dialog.getByText(/^Port 18480 is taken by story-owner\./)).toBeVisible()
  await expect(dialog.getByRole('button', { name: '1 problem to fix' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await dialog.getByRole('button', { name: 'Use 18481 instead' }).click()

  await dialog.getByRole('button', { name: 'Add variable' }).click()
  await page.keyboard.type('DB_PASSWORD')
  await page.keyboard.press('Tab')
  await page.keyboard.type('it is secret')
  const file = {
    name: 'app.env',
    mimeType: 'text/plain',
    buffer: Buffer.from('# said twice\nCOLOUR=red green\n'),
  }
  await dialog.getByLabel('From .env file').last().setInputFiles(file)
  await expect(dialog.getByRole('textbox', { name: 'Value of COLOUR' })).toHaveValue('red green')
  await dialog.getByRole('button', { name: 'Add volume or folder' }).click()
  await page.getByRole('menuitem', { name: /^Volume/ }).click()
  await dialog.getByRole('combobox', { name: 'Volume' }).fill('story_run_data')
  await dialog.getByRole('textbox', { name: 'Path inside' }).fill('/data')
  await dialog.getByRole('button', { name: 'Command', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Command', exact: true }).fill("sh -c 'sleep 100000'")
  await dialog.getByRole('button', { name: 'CPU and memory' }).click()
  await dialog.getByRole('textbox', { name: '--memory', exact: true }).fill('64m')
  await dialog.getByRole('button', { name: 'Labels' }).click()
  await dialog.getByRole('button', { name: 'Add a value of --label', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Label', exact: true }).fill('bayplan.test=1')
  await dialog.getByText('On failure', { exact: true }).click()

  await expect(strip(dialog)).toContainText('--publish 18481:80')
  await expect(strip(dialog)).not.toContainText('it is secret')
  await strip(dialog).getByRole('button', { name: '--publish 18481:80' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Host port' })).toBeFocused()
  expect((await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(row(page, 'story-owner-2')).toBeVisible()

  const about = (path: string) => property(engine, 'story-owner-2', path)
  expect(await about('.HostConfig.PortBindings')).toContain('18481')
  expect(await about('.Config.Env')).toContain('DB_PASSWORD=it is secret')
  expect(await about('.Config.Env')).toContain('COLOUR=red green')
  expect(await about('.Config.Cmd')).toBe('[sh -c sleep 100000]')
  expect(await about('.HostConfig.Memory')).toBe(String(64 * 1_024 * 1_024))
  expect(await about('.HostConfig.RestartPolicy.Name')).toBe('on-failure')
  expect(await about('.HostConfig.Binds')).toBe('[story_run_data:/data]')
})

test('a pasted command fills the form; what is refused is told at its field and nothing is lost', async ({
  app,
  engine,
}) => {
  const line =
    'docker run -itd --rm --label bayplan.test=1 --name story-pasted --shiny=1 --network story-nowhere -e A=1 bb sh'
  const dialog = await fill(app, line)
  await expect(dialog.getByText(/1 flag is unknown; it is kept under Advanced/)).toBeVisible()
  await expect(strip(dialog)).toContainText('--shiny=1')
  await dialog.getByRole('button', { name: 'Remove --shiny=1' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Remove when it stops' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  const network = dialog.getByRole('combobox', { name: 'Network' })
  await expect(network).toHaveAttribute('aria-invalid', 'true')
  await expect(network).toBeFocused()
  await expect(dialog.getByRole('textbox', { name: 'Value of A' })).toHaveValue('1')

  await app.keyboard.press('Escape')
  const question = app.getByRole('alertdialog', { name: 'Discard what was typed?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await network.fill('none')
  await app.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(() => property(engine, 'story-pasted', '.HostConfig.NetworkMode')).toBe('none')
  expect(await property(engine, 'story-pasted', '.Config.Tty')).toBe('true')
})

test('an edit says what it does: in place, or by a new container with the same volumes', async ({
  openApp,
  engine,
}) => {
  const before = await run(
    engine,
    'story-edit',
    '-v',
    'story_run_data:/data',
    '--init',
    'bb',
    'sleep',
    '100000',
  )
  const page = await openApp('#/containers')
  const edit = async () => {
    await row(page, 'story-edit').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Edit…' }).click()
    return page.getByRole('dialog', { name: 'Edit story-edit' })
  }
  const live = await edit()
  await live.getByRole('button', { name: 'CPU and memory' }).click()
  await live.getByRole('textbox', { name: '--memory', exact: true }).fill('96m')
  await expect(live.getByText(/^Changed while it runs: --memory/)).toBeVisible()
  await live.getByRole('button', { name: 'Apply' }).click()
  await expect(live).toBeHidden()
  await expect
    .poll(() => property(engine, 'story-edit', '.HostConfig.Memory'))
    .toBe(String(96 * 1_024 * 1_024))
  expect(await property(engine, 'story-edit', '.Id')).toBe(before)

  const anew = await edit()
  await anew.getByRole('button', { name: 'Add variable' }).click()
  await page.keyboard.type('COLOUR')
  await page.keyboard.press('Tab')
  await page.keyboard.type('red')
  await expect(
    anew.getByText(/The container is replaced to change --env\. The old one stays in the bin\./),
  ).toBeVisible()
  await anew.getByRole('button', { name: 'Recreate' }).click()
  await expect(anew).toBeHidden()
  await expect.poll(() => property(engine, 'story-edit', '.Config.Env')).toContain('COLOUR=red')
  expect(await property(engine, 'story-edit', '.Id')).not.toBe(before)
  expect(await property(engine, 'story-edit', '.HostConfig.Binds')).toBe('[story_run_data:/data]')
})

test('a line takes variables from where it is run, and says what is not there', async ({
  openApp,
  engine,
}) => {
  const page = await openApp('#/containers')
  const line =
    'docker run -d --name story-place -l bayplan.test=1 -l where=$PATH -e NOT_SET_HERE bb sleep $(date)'
  const dialog = await fill(page, line)
  await expect(dialog.getByText(`where=${process.env['PATH']}`)).toBeVisible()
  await expect(dialog.getByText(/^Not set in the environment of this computer/)).toBeVisible()
  await expect(dialog.getByText(/^Only a shell can tell what \$\(date\) stands for/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Command', exact: true }).fill('sleep 100000')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(row(page, 'story-place')).toBeVisible()
  expect(await property(engine, 'story-place', '.Config.Labels')).toContain(`where:${process.env['PATH']}`)
})
