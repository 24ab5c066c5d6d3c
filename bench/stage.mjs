import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startEngine } from '../scripts/lab/engine.mjs'
import { launchBareBrowser } from './bare-page.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The built web host on an engine.
 * @param {string} engineHost
 */
export async function openHost(engineHost) {
  const host = spawn(process.execPath, ['out/server/main.mjs', '--host', engineHost, '--idle-exit', '0'], {
    cwd: root,
    env: { ...process.env, BAYPLAN_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  let url = JSON.parse(String(first.value)).url
  return {
    pid: host.pid ?? 0,
    /** A fresh address of the page: each ticket lets one window in. */
    async address() {
      const ready = url
      host.stdin.write('ticket\n')
      const next = await lines.next()
      url = JSON.parse(String(next.value)).url
      return ready
    },
    close: () => host.kill(),
  }
}

/**
 * What every figure is measured on: a private engine, the built web host, a real Chromium.
 * @typedef {Awaited<ReturnType<typeof openStage>>} Stage
 */
export async function openStage() {
  const engine = await startEngine({ version: '28' })
  const host = await openHost(engine.host)
  const browser = await launchBareBrowser(process.env['BAYPLAN_CHROMIUM'] ?? '/usr/bin/chromium')
  return {
    engine,
    hostPid: host.pid,
    browser,
    address: () => host.address(),
    /** Opens a signed-in page; `script` runs before any of the page's own. @param {string} route @param {(() => void) | string} [script] */
    async openPage(route, script) {
      const { page, goto } = await browser.newPage(script)
      await goto(await host.address())
      await page.until(() => document.querySelector('nav') !== null)
      await page.evaluate((/** @type {string} */ hash) => {
        location.hash = hash
      }, route)
      return page
    },
    async close() {
      await browser.close()
      host.close()
      await engine.stop()
    },
  }
}

/**
 * Runs docker against the stage's engine and throws when it fails.
 * @param {Stage} stage @param {readonly string[]} args
 */
export async function docker(stage, ...args) {
  const result = await stage.engine.docker(...args)
  if (result.code !== 0) throw new Error(`docker ${args[0]}: ${result.stderr}`)
  return result.stdout.trim()
}

/**
 * Wall time of a command whose output goes nowhere, in milliseconds.
 * @param {Stage} stage @param {readonly string[]} args
 */
export function timeDocker(stage, ...args) {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(stage.engine.dockerPath, args, { env: stage.engine.dockerEnv, stdio: 'ignore' })
    child.on('error', reject)
    child.on('close', () => resolve(performance.now() - startedAt))
  })
}
