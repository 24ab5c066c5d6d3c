#!/usr/bin/env node
// npm start: from a fresh clone to an open window. Uses nothing but Node until the packages are installed.
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './lab/engines.mjs'
import { exitCodeFor, onLeaving } from './lab/life.mjs'
import { isExecutable, say, sleep } from './lab/process.mjs'
import { findBrowser, openAppWindow } from './start/browser.mjs'
import { hasDisplay, startDesktop } from './start/desktop.mjs'
import { fetchElectron, findElectron } from './start/electron-binary.mjs'
import { help, parseFlags } from './start/flags.mjs'
import { prepare } from './start/prepare.mjs'
import { startWebHost } from './start/web-host.mjs'

/** @typedef {import('./start/flags.mjs').StartFlags} StartFlags */

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const { env, platform } = process
const leaveTimeoutMs = 3000

/** What to end when we are asked to leave. @type {(() => unknown)[]} */
const running = []
let isLeaving = false

/** Ends what runs, with a limit to how long a stubborn one is waited for. */
const endAll = () => Promise.race([Promise.allSettled(running.map((end) => end())), sleep(leaveTimeoutMs)])

/**
 * @param {StartFlags} flags
 * @returns {Promise<{ binary: string } | { why: string }>}
 */
async function chooseDesktop({ web, retry }) {
  if (web) return { why: '' }
  if (!hasDisplay(env, platform))
    return { why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' }
  const place = { root, env, platform }
  const binary = findElectron(place)
  return binary ? { binary } : fetchElectron(place, { cache: cacheFolder(), retry })
}

/** @param {string} binary @param {StartFlags} flags @returns {Promise<number | string>} exit code, or why it failed */
async function runDesktop(binary, flags) {
  const app = startDesktop(binary, root, flags)
  running.push(app.end)
  if (await app.ready) {
    if (flags.json) printJson({ url: null, pid: app.pid, engine: flags.host ?? null })
    return app.ended
  }
  const code = await app.ended
  // Ending at once and in order is how a second instance behaves: the first one came to the front.
  return code === 0 ? 0 : `the desktop app ended before its window was ready (code ${code})`
}

/** @param {StartFlags} flags */
async function runWeb(flags) {
  const browser = flags.open && hasDisplay(env, platform) ? findBrowser(platform, env, isExecutable) : null
  const host = await startWebHost(root, flags, { exitsWhenIdle: browser !== null })
  running.push(host.end)
  const { url, pid, engine } = host.first
  if (flags.json) printJson({ url, pid, engine })
  if (browser) {
    const appWindow = openAppWindow(browser, await host.newAddress())
    running.push(appWindow.close)
  }
  if (!flags.json) {
    const lead = browser ? 'Bayplan opens in a window. It is also at' : 'Bayplan is at'
    process.stdout.write(`${lead}\n\n  ${url}\n\nThe address works once. `)
    process.stdout.write(process.stdin.isTTY ? 'Enter prints a new one, Ctrl-C ends Bayplan.\n' : '\n')
    printAddressesOnEnter(host.newAddress)
  }
  const code = await host.ended
  await endAll()
  return code
}

/** @param {() => Promise<string>} newAddress */
function printAddressesOnEnter(newAddress) {
  if (!process.stdin.isTTY) return
  createInterface({ input: process.stdin }).on('line', () => {
    void newAddress().then((url) => process.stdout.write(`  ${url}\n`))
  })
}

/** @param {Record<string, unknown>} line */
const printJson = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function main() {
  const flags = parseFlags(process.argv.slice(2))
  if ('error' in flags) {
    say(`${flags.error} "npm start -- --help" lists the options.`)
    return 2
  }
  if (flags.help) {
    process.stdout.write(help)
    return 0
  }
  onLeaving((reason) => {
    isLeaving = true
    void endAll().then(() => process.exit(exitCodeFor(reason)))
  })
  await prepare(root)
  const desktop = await chooseDesktop(flags)
  let why = 'why' in desktop ? desktop.why : ''
  if ('binary' in desktop) {
    const outcome = await runDesktop(desktop.binary, flags)
    if (typeof outcome === 'number') return outcome
    why = outcome
  }
  if (why) say(`No desktop window: ${why}. Bayplan runs in the browser instead.`)
  return runWeb(flags)
}

void main()
  .catch(async (error) => {
    say(error.message)
    await endAll()
    return 1
  })
  .then((code) => {
    // What we end on leaving makes main() end as well; the signal decides the exit code then.
    if (!isLeaving) process.exit(code)
  })
