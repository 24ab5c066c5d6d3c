import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type LabEngine, startEngine } from '../scripts/lab/engine.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** True when tests use the engine a person has: then it must be neither killed nor assumed to be empty. */
export const isShared = process.env['BAYPLAN_LAB_SHARED'] === '1'

type HostOptions = {
  /** Number of the account to run as. */
  readonly asUser?: number
  /** Settings of its own, such as DOCKER_CONFIG. */
  readonly env?: Readonly<Record<string, string>>
  /** Where `out` and `package.json` are, when not here. */
  readonly folder?: string
}

type HostLine = { readonly url: string; readonly port: number; readonly pid: number; readonly engine: string }

/** The built web host as a person starts it, attached to one engine. */
export class WebHost {
  readonly port: number
  readonly pid: number
  private readonly child: ChildProcess
  private readonly lines: AsyncIterator<string>
  private firstUrl: string | null
  private readonly diagnostics: string[] = []

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, first: HostLine) {
    this.child = child
    this.lines = lines
    this.port = first.port
    this.pid = first.pid
    this.firstUrl = first.url
    child.stderr?.on('data', (chunk: Buffer) => this.diagnostics.push(chunk.toString()))
  }

  static async start(engineHost: string, { asUser, env, folder = root }: HostOptions = {}): Promise<WebHost> {
    const args = ['out/server/main.mjs', '--host', engineHost, '--idle-exit', '0']
    const child = spawn(process.execPath, ['--max-old-space-size=512', ...args], {
      cwd: folder,
      env: { ...process.env, ...env, BAYPLAN_OWNED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(asUser === undefined ? {} : { uid: asUser, gid: asUser }),
    })
    child.stderr.pipe(process.stderr)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return new WebHost(child, lines, await nextLine(lines))
  }

  /** An address with a ticket that lets one window in. */
  async url(): Promise<string> {
    const ready = this.firstUrl
    this.firstUrl = null
    if (ready) return ready
    this.child.stdin?.write('ticket\n')
    return (await nextLine(this.lines)).url
  }

  /** What it wrote about itself. */
  said(): string {
    return this.diagnostics.join('')
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill(signal)
    await exited
  }
}

async function nextLine(lines: AsyncIterator<string>): Promise<HostLine> {
  const { value, done } = await lines.next()
  if (done) throw new Error('the web host ended before it said its address')
  return JSON.parse(String(value)) as HostLine
}

type WorkerFixtures = { readonly engine: LabEngine; readonly host: WebHost }
type TestFixtures = { readonly openApp: (route?: string) => Promise<Page>; readonly app: Page }

/** Opens a host's page with a new ticket and goes to a route in it. */
export async function signIn(page: Page, host: WebHost, route = '#/containers'): Promise<Page> {
  await page.goto(await host.url())
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate((hash) => {
    location.hash = hash
  }, route)
  return page
}

/** Errors that no story may cause: exceptions in the page, and breaches of its own Content-Security-Policy. */
function watchForBugs(page: Page): readonly string[] {
  const bugs: string[] = []
  page.on('pageerror', (error) => bugs.push(String(error.stack ?? error)))
  page.on('console', (message) => {
    if (/content.security.policy|trusted.?type/i.test(message.text())) bugs.push(message.text())
  })
  return bugs
}

/** A private engine and a host for all stories of a run, a signed-in page for each of them. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
    async ({}, use) => {
      const engine = await startEngine({ version: '28', portForward: true })
      await use(engine)
      await engine.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  host: [
    async ({ engine }, use) => {
      const host = await WebHost.start(engine.host)
      await use(host)
      await host.stop()
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  openApp: async ({ host, page }, use) => {
    const bugs = watchForBugs(page)
    await use((route) => signIn(page, host, route))
    expect(bugs).toEqual([])
  },
  app: async ({ openApp }, use) => {
    await use(await openApp())
  },
})

export { expect }

/** The row of a container in the list, which is read as a sentence that begins with the name. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(`^${name}[,，]`) })
}

/** What the docker command prints; fails when it fails. */
export async function docker(engine: LabEngine, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await engine.docker(...args)
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
  return stdout.trim()
}

/** A property of a container as the docker command knows it, such as '.State.Status'. */
export function property(engine: LabEngine, name: string, path: string): Promise<string> {
  return docker(engine, 'container', 'inspect', '--format', `{{${path}}}`, name)
}

/** Runs a container that the story owns; returns its full id. */
export async function run(engine: LabEngine, name: string, ...args: string[]): Promise<string> {
  const start = async () => docker(engine, 'run', '--detach', '--label', testLabel, '--name', name, ...args)
  return start().catch(async (error: unknown) => {
    // The second try of a story finds what its first one left; nobody else's container goes.
    const ours = await docker(
      engine,
      ...allIds,
      '--filter',
      `label=${testLabel}`,
      '--filter',
      `name=^/${name}$`,
    )
    if (ours === '') throw error
    await docker(engine, 'rm', '--force', ours)
    return start()
  })
}

const testLabel = 'bayplan.test=1'
const allIds = ['ps', '--all', '--quiet'] as const

/** Removes all that stories made on this engine. */
export async function removeAll(engine: LabEngine): Promise<void> {
  const listed = await docker(engine, ...allIds, '--filter', `label=${testLabel}`)
  const ids = listed.split('\n').filter((id) => id !== '')
  if (ids.length > 0) await docker(engine, 'rm', '--force', '--volumes', ...ids)
}
