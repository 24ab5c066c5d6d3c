import type { Page } from '@playwright/test'
import { docker, expect, property, removeAll, run, test } from '../fixtures.ts'

let web = ''

const words = (text: string) => text.split(' ')

test.beforeAll(async ({ engine }) => {
  web = await run(
    engine,
    'page-web',
    ...words('--network none --interactive --tty --memory 64m --label team=blue'),
    ...words('--env API_TOKEN=canary-7 --env MODE=debug --health-interval 1s'),
    '--health-cmd',
    'echo probed; test -e /ok',
    ...words('bayplan/quickstop:1 sh -c'),
    'sleep 4444 & exec sh',
  )
})
test.afterAll(async ({ engine }) => removeAll(engine))

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

test('the overview tells where variables come from, hides secrets, and links to the other tabs', async ({
  openApp,
}) => {
  const page = await openApp(`#/containers/${web}/overview`)
  const variables = page.getByRole('table', { name: 'Environment' })
  await expect(variables.getByRole('row', { name: /^MODE debug container/ })).toBeVisible()
  await expect(variables.getByRole('row', { name: /^PATH .* image/ })).toBeVisible()
  expect(await page.content()).not.toContain('canary-7')
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await expect(variables.getByText('canary-7')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Labels' }).getByText('blue')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit and recreate page-web' })).toBeVisible()
})

test('processes are a tree, and a signal goes to the one that was meant', async ({ openApp, engine }) => {
  const page = await openApp(`#/containers/${web}/processes`)
  const processes = page.getByRole('table', { name: 'Processes' })
  const sleeper = processes.getByRole('row', { name: /sleep 4444/ })
  await expect(sleeper).toBeVisible()
  await expect(processes.getByText('main', { exact: true })).toBeVisible()
  await sleeper.getByRole('button', { name: /^Send signal to/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Send a signal to sleep' })
  await dialog.getByLabel('Signal').selectOption({ label: 'SIGKILL: end at once, unsaved work is lost' })
  await expect(dialog).toContainText('exec --user 0 page-web kill -KILL PID')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Sent SIGKILL to sleep')).toBeVisible()
  await expect(sleeper).toBeHidden()
  expect(await property(engine, 'page-web', '.State.Running')).toBe('true')
})

test('health shows each probe with its output, and runs one when asked', async ({ openApp }) => {
  const page = await openApp(`#/containers/${web}/health`)
  const probes = page.getByRole('table', { name: 'Probes' })
  await expect(probes.getByRole('row', { name: /failed with code 1 .* probed/ }).first()).toBeVisible()
  await expect(page.getByText(/failed \d+ times? in a row/)).toBeVisible()
  await page.getByRole('button', { name: 'Run probe now' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your probe' })).toContainText('probed')
})

test('inspect explains every setting of the engine, and marks what was chosen', async ({ openApp }) => {
  const page = await openApp(`#/containers/${web}/inspect`)
  await page.getByRole('radio', { name: 'Explained' }).check()
  const settings = page.getByRole('treeitem', { name: 'HostConfig', exact: true })
  await settings.getByRole('button', { name: /^HostConfig/ }).click()
  const memory = settings.getByRole('treeitem', { name: /^Memory:/ })
  await expect(memory).toContainText('The most memory in bytes')
  await expect(memory).toContainText('--memory')
  await expect(memory).toContainText('mem_limit')
  await expect(memory).toContainText('chosen')
  await expect(settings.getByRole('treeitem', { name: /^CpuShares:/ })).not.toContainText('chosen')
  const unexplained = await settings.evaluate((node) =>
    [...node.querySelectorAll(':scope > ul > li')]
      .filter((item) => item.querySelector(':scope > p') === null)
      .map((item) => item.getAttribute('aria-label')),
  )
  expect(unexplained).toEqual([])
})

test('attaching says what it means, and the keys of choice leave the program running', async ({
  openApp,
  engine,
}) => {
  const page = await openApp(`#/containers/${web}/terminal`)
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  const form = page.getByRole('form', { name: 'Attach' })
  await form.getByRole('checkbox', { name: 'Type into the program' }).check()
  await expect(form).toContainText('Ctrl+C goes to the program and usually ends it')
  await form.getByLabel('Keys that leave it running').fill('ctrl-x,x')
  await expect(form).toContainText('attach --detach-keys ctrl-x,x page-web')
  await form.getByRole('button', { name: 'Attach' }).click()
  await expect(tab(page, 'sh main program')).toBeVisible()
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('echo at $((40+2))')
  await page.keyboard.press('Enter')
  await expect(page.locator('.xterm-rows')).toContainText('at 42')
  await page.keyboard.press('Control+x')
  await page.keyboard.press('x')
  await expect(page.getByText('You left the main program of page-web. It runs on.')).toBeVisible()
  expect(await property(engine, 'page-web', '.State.Running')).toBe('true')
})

test('tells when a container ends, on another page, and makes an image of it', async ({
  openApp,
  engine,
}) => {
  const id = await run(engine, 'page-ends', '--network', 'none', 'bayplan/quickstop:1')
  const page = await openApp(`#/containers/${id}/stats`)
  const more = page.getByRole('button', { name: 'More actions for page-ends' })
  await more.click()
  await page.getByRole('menuitem', { name: 'Commit to an image…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make an image of page-ends' })
  await dialog.getByLabel('Name of the image').fill('made/here:v1')
  await dialog.getByRole('textbox', { name: 'Changes' }).fill('ENV MADE=yes')
  await dialog.getByRole('button', { name: 'Make image' }).click()
  await expect(page.getByText('Made image made/here:v1 of page-ends')).toBeVisible()
  expect(await docker(engine, 'image', 'inspect', '--format', '{{.Config.Env}}', 'made/here:v1')).toContain(
    'MADE=yes',
  )
  await docker(engine, 'rmi', 'made/here:v1')
  await more.click()
  await page.getByRole('menuitem', { name: 'Tell me when it ends' }).click()
  await expect(page.getByText('Waiting for page-ends to end')).toBeVisible()
  await page.getByRole('link', { name: /^Images/ }).click()
  await docker(engine, 'kill', 'page-ends')
  await expect(page.getByText('page-ends ended with exit code 137')).toBeVisible()
})

test('says why a container did not start, and why another stopped', async ({ openApp, engine }) => {
  const typo = await docker(
    engine,
    ...words('create --label bayplan.test=1 --name page-typo --network none bayplan/quickstop:1 ngnix'),
  )
  await engine.docker('start', 'page-typo')
  const page = await openApp(`#/containers/${typo}/overview`)
  const never = page.getByRole('region', { name: 'Why did it not start?' })
  await expect(never).toContainText('Its program is not in the image')
  await expect(never).toContainText('The image has no ngnix')
  const failed = await run(
    engine,
    'page-failed',
    ...words('--network none bayplan/quickstop:1 sh -c'),
    'echo "DB_URL is required" >&2; exit 1',
  )
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/containers/${failed}/overview`)
  const stopped = page.getByRole('region', { name: 'Why did it stop?' })
  await expect(stopped).toContainText('A setting is missing')
  await expect(stopped).toContainText('DB_URL is required')
  await expect(stopped).toContainText('Set the variable with --env')
})
