import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { LabRegistry } from '../../scripts/lab/registry.d.mts'
import { registryPassword, registryUser, startRegistry } from '../../scripts/lab/registry.mjs'
import { docker, expect, isShared, removeAll, run, signIn, test, WebHost } from '../fixtures.ts'

test.skip(isShared, 'a shared engine is in another network than the registry')

let registry: LabRegistry
let folder = ''
let host: WebHost

test.beforeEach(async ({ engine }) => {
  folder = await mkdtemp(join(tmpdir(), 'bayplan-story-'))
  registry = await startRegistry({ engine, auth: true })
  // Nobody is signed in. With any entry at all, the keychain of whoever runs the story is left alone.
  await mkdir(join(folder, 'other'))
  for (const config of [folder, join(folder, 'other')])
    await writeFile(join(config, 'config.json'), '{ "auths": { "unused.invalid": {} } }')
  host = await WebHost.start(engine.host, { env: { DOCKER_CONFIG: folder } })
})
test.afterEach(async ({ engine }) => {
  await host?.stop()
  await removeAll(engine)
  const left = await docker(engine, 'images', '--quiet', '--filter', `reference=${registry.name}/*/*`)
  if (left !== '') await docker(engine, 'rmi', '--force', ...new Set(left.split('\n')))
  await registry?.stop()
  await rm(folder, { recursive: true, force: true })
})

const dialog = (page: Page) => page.getByRole('dialog')

/** Writes the account into the open sign-in dialog. */
async function writeAccount(page: Page, password: string): Promise<void> {
  await dialog(page).getByLabel('User name').fill(registryUser)
  await dialog(page).getByLabel('Password or access token').fill(password)
}

async function pullAs(page: Page, reference: string): Promise<void> {
  await page.getByRole('button', { name: 'Pull an image' }).click()
  await dialog(page).getByRole('textbox', { name: 'Image' }).fill(reference)
  await dialog(page).getByRole('button', { name: 'Pull', exact: true }).click()
}

test('a private image: refused, signed in, pulled layer by layer; then out again', async ({
  page,
  engine,
}) => {
  const reference = `${registry.name}/team/private:1`
  const account = ['--config', join(folder, 'other')]
  // Of its own, so that there is a layer to pull.
  await run(engine, 'private-image', '--network', 'none', 'bb', 'sh', '-c', 'head -c 8m /dev/urandom >/own')
  await docker(engine, 'wait', 'private-image')
  await docker(engine, 'commit', 'private-image', reference)
  await docker(
    engine,
    ...account,
    'login',
    '--username',
    registryUser,
    '--password',
    registryPassword,
    registry.name,
  )
  await docker(engine, ...account, 'push', reference)
  await docker(engine, 'rmi', reference)

  await signIn(page, host, '#/registries')
  await expect(page.getByRole('heading', { name: 'Signed in nowhere' })).toBeVisible()
  await pullAs(page, reference)
  await expect(dialog(page).getByRole('alert')).toContainText('wants an account')

  await dialog(page)
    .getByRole('button', { name: `Sign in to ${registry.name}` })
    .click()
  await writeAccount(page, 'wrong')
  const confirm = dialog(page).getByRole('button', { name: 'Sign in', exact: true })
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await dialog(page).getByRole('checkbox', { name: 'Write it to this file all the same' }).check()
  await confirm.click()
  await expect(dialog(page).getByRole('alert')).toContainText('User name or password was not accepted')
  await dialog(page).getByLabel('Password or access token').fill(registryPassword)
  await confirm.click()

  // The pull that was refused goes on by itself.
  await expect(dialog(page).getByText(`Pulled ${reference}`)).toBeVisible()
  const layers = dialog(page).getByRole('list', { name: 'Layers' }).getByRole('listitem')
  await expect(layers.filter({ hasText: 'Done' })).toHaveCount(1)
  await expect(layers.filter({ hasText: 'MB' })).not.toHaveCount(0)
  await expect(dialog(page).getByText(/^sha256:[0-9a-f]{64}$/)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('listitem', { name: registry.name })).toContainText(registryUser)
  expect(await readFile(join(folder, 'config.json'), 'utf8')).toContain(registry.name)

  // Neither as it was typed nor as it is sent is the password anywhere else.
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
  for (const secret of [registryPassword, btoa(`${registryUser}:${registryPassword}`)]) {
    expect(`${await page.content()}${kept}`).not.toContain(secret)
    expect(`- ${host.said()}`).not.toContain(secret)
  }

  await page.getByRole('button', { name: `Sign out of ${registry.name}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Signed in nowhere' })).toBeVisible()
  expect(await readFile(join(folder, 'config.json'), 'utf8')).not.toContain(registry.name)
})

test('an account, a push, a look into the registry, and a tag that is deleted there', async ({
  page,
  engine,
}) => {
  const reference = `${registry.name}/team/app:1`
  await run(engine, 'own-image', '--network', 'none', 'bb', 'true')
  await docker(engine, 'commit', 'own-image', reference)
  await signIn(page, host, '#/registries')
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await dialog(page).getByLabel('Registry').fill(registry.name)
  await writeAccount(page, registryPassword)
  await dialog(page).getByRole('checkbox').check()
  await dialog(page).getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog(page)).toBeHidden()

  await page.evaluate(() => {
    location.hash = '#/images'
  })
  await page.getByRole('row', { name: new RegExp(reference) }).click()
  await page.getByRole('button', { name: `Push ${reference}` }).click()
  await expect(dialog(page).getByText(`Signed in as ${registryUser}`)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Push', exact: true }).click()
  await expect(dialog(page).getByText(`Pushed ${reference}`)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  // The docker command is signed in by the same file.
  await docker(engine, '--config', folder, 'pull', reference)

  await page.evaluate(() => {
    location.hash = '#/registries'
  })
  await page.getByRole('button', { name: `Browse ${registry.name}` }).click()
  await page.getByRole('button', { name: 'team/app', exact: true }).click()
  await page
    .getByRole('region', { name: 'Tags of team/app' })
    .getByRole('button', { name: '1', exact: true })
    .click()
  const detail = page.getByRole('region', { name: reference })
  await expect(detail.getByRole('row', { name: /linux\// })).toContainText('1 layer')
  await detail.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(`${reference} was deleted from the registry`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Tags of team/app' })).toContainText('No tags')
})

test('mirrors: the settings of the engine are kept and what is new is marked', async ({ page }) => {
  await signIn(page, host, '#/registries')
  await page.getByRole('tab', { name: 'Mirrors and trust' }).click()
  await page.getByLabel('Present settings').fill('{ "log-driver": "local" }')
  await page.getByLabel('Mirrors, one address on each line').fill('mirror.example')
  await expect(page.getByText('mirror.example is no address')).toBeVisible()
  await page.getByLabel('Mirrors, one address on each line').fill('https://mirror.example')
  const result = page.getByRole('region', { name: 'New settings' })
  await expect(result).toContainText('"log-driver": "local"')
  await expect(result.locator('[data-new]').filter({ hasText: 'mirror.example' })).toHaveCount(1)
  await expect(result.locator('[data-new]').filter({ hasText: 'log-driver' })).toHaveCount(0)
  await page.getByLabel('Where the engine runs').selectOption('Colima')
  await expect(page.getByText('colima restart')).toBeVisible()
})
