// A window of its own for the web host: Chrome, Chromium or Edge in app mode.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from '../lab/process.mjs'

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const windowsPaths = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {(file: string) => boolean} isExecutable
 * @returns {string | null}
 */
export function findBrowser(platform, env, isExecutable) {
  const candidates = {
    linux: () =>
      linuxNames.flatMap((name) => (env['PATH'] ?? '').split(':').map((folder) => `${folder}/${name}`)),
    darwin: () =>
      ['', env['HOME'] ?? ''].flatMap((home) =>
        macApps.map((app) => `${home}/Applications/${app}.app/Contents/MacOS/${app}`),
      ),
    win32: () =>
      [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
        .filter(Boolean)
        .flatMap((folder) => windowsPaths.map((path) => `${folder}/${path}`)),
  }
  const list = platform in candidates ? candidates[/** @type {'linux'} */ (platform)]() : []
  return list.find((file) => isExecutable(file)) ?? null
}

/**
 * Opens `url` in an app window. The address holds a secret that must not show in the process list, so the browser
 * is given a private file that leads on to it.
 * @param {string} browser
 * @param {string} url
 */
export function openAppWindow(browser, url) {
  const folder = privateFolder(browser)
  const page = join(folder, 'open.html')
  writeFileSync(page, hopPage(url), { mode: 0o600 })
  const timer = setTimeout(() => rmSync(page, { force: true }), 30_000)
  timer.unref()
  const args = [
    `--app=file://${page}`,
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1440,900',
    '--password-store=basic', // there is no password to keep, so no keyring needs unlocking
    ...(isRoot() && process.platform === 'linux' ? ['--no-sandbox'] : []),
  ]
  const child = spawn(browser, args, { stdio: 'ignore' })
  /** @type {Promise<void>} */ const cleaned = new Promise((resolve) => {
    const clean = () => {
      // The browser's helpers may still write into the profile for a moment.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      resolve()
    }
    child.on('error', clean)
    child.on('exit', clean)
  })
  return {
    /** Resolves when the browser is gone and its profile removed. */
    close: () => {
      child.kill()
      return cleaned
    },
  }
}

/** @param {string} url */
export function hopPage(url) {
  const literal = JSON.stringify(url).replaceAll('<', '\\u003c')
  return `<!doctype html><meta charset="utf-8"><title>Bayplan</title><script>location.replace(${literal})</script>\n`
}

/** mkdtemp makes it for this user only. A browser from a snap sees no /tmp and no hidden folders. @param {string} browser */
function privateFolder(browser) {
  const snap = /^\/snap\/bin\/([\w-]+)/.exec(browser)?.[1]
  const parent = snap ? join(homedir(), 'snap', snap, 'common') : tmpdir()
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'bayplan-window-'))
}
