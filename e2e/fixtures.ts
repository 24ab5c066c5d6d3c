import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import { type LabEngine, startEngine } from '../scripts/lab/engine.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

type HostLine = { readonly url: string; readonly port: number; readonly pid: number; readonly engine: string }

/** The built web host as a person starts it, attached to one engine. */
export class WebHost {
  readonly port: number
  readonly pid: number
  private readonly child: ChildProcess
  private readonly lines: AsyncIterator<string>
  private firstUrl: string | null

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, first: HostLine) {
    this.child = child
    this.lines = lines
    this.port = first.port
    this.pid = first.pid
    this.firstUrl = first.url
  }

  static async start(engineHost: string, flags: readonly string[] = []): Promise<WebHost> {
    const args = ['out/server/main.mjs', '--host', engineHost, '--idle-exit', '0', ...flags]
    const child = spawn(process.execPath, ['--max-old-space-size=512', ...args], {
      cwd: root,
      env: { ...process.env, BAYPLAN_OWNED: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
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

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return
    const exited = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
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

/** A private engine and a host for each spec file, a signed-in page for each test. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
    async ({}, use) => {
      const engine = await startEngine({ version: '28' })
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
    await use(async (route = '#/containers') => {
      await page.goto(await host.url())
      await page.getByRole('navigation').first().waitFor()
      await page.evaluate((hash) => {
        location.hash = hash
      }, route)
      return page
    })
  },
  app: async ({ openApp }, use) => {
    await use(await openApp())
  },
})

export { expect } from '@playwright/test'

/** Runs a container that the story owns; returns its full id. */
export async function run(engine: LabEngine, name: string, ...args: string[]): Promise<string> {
  const started = await engine.docker('run', '--detach', '--label', 'bayplan.test=1', '--name', name, ...args)
  if (started.code !== 0) throw new Error(started.stderr)
  return started.stdout.trim()
}

/** Removes all that stories made on this engine. */
export async function removeAll(engine: LabEngine): Promise<void> {
  const listed = await engine.docker('ps', '--all', '--quiet', '--filter', 'label=bayplan.test=1')
  const ids = listed.stdout.split('\n').filter((id) => id !== '')
  if (ids.length > 0) await engine.docker('rm', '--force', '--volumes', ...ids)
}
