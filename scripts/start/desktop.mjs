import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from '../lab/process.mjs'

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
export function hasDisplay(env, platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * Starts the desktop app. `ready` becomes true once its window shows, false when it ended before.
 * Readiness comes through a marker file: Electron windows have broken on Linux with an inherited IPC channel.
 * @param {string} binary
 * @param {string} root
 * @param {import('./flags.mjs').StartFlags} flags
 */
export function startDesktop(binary, root, { host, context }) {
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-ready-'))
  const marker = join(folder, 'ready')
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  const args = [
    ...(isRoot() && process.platform === 'linux' ? ['--no-sandbox'] : []), // Chromium's sandbox refuses root
    '.',
    ...(host ? [`--host=${host}`] : []),
    ...(context ? [`--context=${context}`] : []),
  ]
  const app = spawn(binary, args, {
    cwd: root,
    env: { ...env, BAYPLAN_READY_FILE: marker },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  /** @type {Promise<number>} */ const ended = new Promise((resolve) => {
    app.on('error', () => resolve(127))
    app.on('exit', (code) => resolve(code ?? 1))
  })
  void ended.then(() => rmSync(folder, { recursive: true, force: true }))
  return { pid: app.pid ?? 0, ended, ready: whenReady(marker, ended), end: () => app.kill('SIGTERM') }
}

/** @param {string} marker @param {Promise<number>} ended @returns {Promise<boolean>} */
function whenReady(marker, ended) {
  return new Promise((resolve) => {
    const timer = setInterval(() => existsSync(marker) && settle(true), 100)
    const settle = (/** @type {boolean} */ isReady) => {
      clearInterval(timer)
      resolve(isReady)
    }
    void ended.then(() => settle(false))
  })
}
