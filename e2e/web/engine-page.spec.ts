import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, signIn, test, WebHost } from '../fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** An account that may do nothing in particular. */
const nobody = 65_534

let folder = ''
let host: WebHost | null = null

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bayplan-story-'))
  await chmod(folder, 0o755)
})
test.afterEach(async () => {
  await host?.stop()
  host = null
  await rm(folder, { recursive: true, force: true })
})

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** Opens the page of a host that looks for its engine at a socket of this name. */
async function openAt(page: Page, socket: string): Promise<string> {
  const path = join(folder, socket)
  host = await WebHost.start(`unix://${path}`)
  await signIn(page, host)
  return path
}

/** Answers as an engine would that speaks these versions of the API. */
async function fakeEngine(path: string, ApiVersion: string, MinAPIVersion: string): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('Api-Version', ApiVersion)
    response.setHeader('Content-Type', 'application/json')
    const isVersion = request.url?.endsWith('/version')
    response.end(isVersion ? JSON.stringify({ Version: '1.12.6', ApiVersion, MinAPIVersion }) : 'OK')
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return server
}

async function endServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

test('a missing socket: what to do, and the page opens by itself when the engine comes', async ({
  page,
  engine,
}) => {
  const path = await openAt(page, 'late.sock')
  await expect(
    page.getByRole('heading', { level: 1, name: /^Docker is not (running|installed)$/ }),
  ).toBeVisible()
  await expect(page.getByText('Come back here')).toBeVisible()
  await expect(page.getByText('The socket is not there')).toBeVisible()
  await expect(page.getByText(path).first()).toBeVisible()
  await expect(page.getByRole('contentinfo', { name: 'Status bar' })).toContainText('Not connected')
  // The engine comes: from now on the path leads to it.
  await symlink(engine.socketPath, path)
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('contentinfo', { name: 'Status bar' })).toContainText('Connected')
})

test('a socket that nothing listens on any more', async ({ page }) => {
  const path = join(folder, 'dead.sock')
  const listen = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`
  const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  await openAt(page, 'dead.sock')
  await expect(title(page, 'Docker is not running')).toBeVisible()
  await expect(page.getByText('sudo systemctl start docker')).toBeVisible()
  await expect(page.getByText('The socket exists')).toBeVisible()
})

test('a file where the socket should be', async ({ page }) => {
  await writeFile(join(folder, 'file.sock'), 'not a socket')
  const path = await openAt(page, 'file.sock')
  await expect(title(page, 'What answers there is not Docker')).toBeVisible()
  await expect(page.getByText(path).first()).toBeVisible()
})

test('something that answers, but not as an engine', async ({ page }) => {
  const server = createServer((_request, response) => response.end('<h1>hello</h1>'))
  await new Promise<void>((resolve) => server.listen(join(folder, 'web.sock'), resolve))
  await openAt(page, 'web.sock')
  await expect(title(page, 'What answers there is not Docker')).toBeVisible()
  await expect(page.getByText('Check the address')).toBeVisible()
  await endServer(server)
})

test('no permission: the docker group, and what that costs', async ({ page }) => {
  test.skip(process.getuid?.() !== 0, 'only root can start the host as somebody else')
  const path = join(folder, 'locked.sock')
  const server = await fakeEngine(path, '1.48', '1.24')
  await chmod(path, 0o600)
  for (const part of ['out/server', 'out/renderer', 'package.json']) {
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  host = await WebHost.start(`unix://${path}`, { asUser: nobody, folder })
  await signIn(page, host)
  await expect(title(page, 'Docker is running, but your account may not use it')).toBeVisible()
  await expect(page.getByText(/^sudo usermod --append --groups docker \S+$/)).toBeVisible()
  await expect(page.getByText('Sign out and sign in again', { exact: true })).toBeVisible()
  await expect(page.getByText(/can become root on this computer/)).toBeVisible()
  await expect(page.getByText('Your account cannot open it')).toBeVisible()
  await endServer(server)
})

test('an engine that is too old', async ({ page }) => {
  const server = await fakeEngine(join(folder, 'old.sock'), '1.24', '1.12')
  await openAt(page, 'old.sock')
  await expect(title(page, 'This engine is too old')).toBeVisible()
  await expect(page.getByText(/It speaks API 1\.24\. Bayplan needs 1\.41 or newer/)).toBeVisible()
  await endServer(server)
})

test('check again, and another connection', async ({ page, engine }) => {
  const path = await openAt(page, 'again.sock')
  await expect(page.getByRole('heading', { level: 1, name: /^Docker is not/ })).toBeVisible()
  await page.getByRole('button', { name: 'Use another connection' }).click()
  await expect(page.getByRole('menu')).toContainText('Connections')
  await page.keyboard.press('Escape')
  await symlink(engine.socketPath, path)
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
})
