import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))
const standinFolder = join(root, 'e2e/standin')
/** Where the built app lies; the mutation check points this at a damaged copy. */
const appFolder = process.env['BAYPLAN_APP_FOLDER'] ?? root

export type Runtime = 'standin' | 'electron'

/** The executable of a runtime, or null where there is none. Never asks the package, which would download. */
export function executableOf(runtime: Runtime): string | null {
  if (runtime === 'standin') return join(standinFolder, 'electron')
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist')
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }
  const executable = join(dist, names[process.platform] ?? 'electron')
  return existsSync(executable) ? executable : null
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A zombie still has a number.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The built desktop app on one runtime, attached to one engine, with a profile of its own. */
export class DesktopApp {
  readonly runtime: Runtime
  readonly electron: ElectronApplication
  readonly page: Page
  readonly readyFile: string
  /** What the app wrote to its error stream. */
  readonly log: string[] = []
  private readonly child: ChildProcess
  private again: ChildProcess | null = null
  readonly profile: string
  private readonly args: readonly string[]

  private constructor(
    runtime: Runtime,
    profile: string,
    args: readonly string[],
    parts: [ElectronApplication, Page],
  ) {
    this.runtime = runtime
    this.profile = profile
    this.args = args
    this.readyFile = join(profile, 'ready')
    ;[this.electron, this.page] = parts
    this.child = this.electron.process()
    this.child.stderr?.on('data', (chunk) => this.log.push(String(chunk)))
  }

  /** `more`: what the person gave the app besides, such as a link. */
  static async launch(
    runtime: Runtime,
    engineHost: string,
    more: readonly string[] = [],
  ): Promise<DesktopApp> {
    // Playwright asks the electron package for the executable, and the package asks this variable.
    if (runtime === 'standin') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standinFolder
    const profile = mkdtempSync(join(tmpdir(), 'bayplan-desktop-'))
    const args = ['.', `--user-data-dir=${profile}`, `--host=${engineHost}`]
    const electron = await _electron.launch({
      cwd: appFolder,
      args: [...args, ...more],
      // What it writes for the next login must not reach the person who runs the stories.
      env: {
        ...definedEnv(),
        BAYPLAN_READY_FILE: join(profile, 'ready'),
        XDG_CONFIG_HOME: join(profile, 'config'),
      },
      timeout: 20_000,
    })
    const page = await electron.firstWindow()
    // A window exists before it has gone anywhere.
    await page.waitForFunction(() => location.protocol !== 'about:' && document.readyState === 'complete')
    return new DesktopApp(runtime, profile, args, [electron, page])
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** The engine process, as the app itself counts it; null while there is none. */
  enginePid(): Promise<number | null> {
    return this.electron.evaluate(
      ({ app }) => app.getAppMetrics().find((metric) => metric.name === 'Bayplan engine')?.pid ?? null,
    )
  }

  /** Starts the app a second time on the same profile; resolves when that one has ended. */
  async startAgain(
    ...more: readonly string[]
  ): Promise<{ readonly code: number | null; readonly saidReady: boolean }> {
    const readyFile = join(this.profile, 'ready-again')
    const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(executableOf(this.runtime) ?? '', [...noSandbox, ...this.args, ...more], {
      cwd: appFolder,
      env: { ...definedEnv(), BAYPLAN_READY_FILE: readyFile },
      stdio: 'ignore',
    })
    this.again = child
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { code, saidReady: existsSync(readyFile) }
  }

  exited(): Promise<number | null> {
    const { child } = this
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
    return new Promise((resolve) => child.once('exit', resolve))
  }

  async close(): Promise<void> {
    // It has ended, unless the very thing under test is broken.
    this.again?.kill()
    if (isRunning(this.pid)) await this.electron.close()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
