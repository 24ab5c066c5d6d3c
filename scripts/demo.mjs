#!/usr/bin/env node
// npm run demo: Bayplan on a private sandbox engine with a believable workload, for people without Docker.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { demoImages } from './demo/images.mjs'
import { seedWorkload } from './demo/workload.mjs'
import { installMissing } from './lab/apt.mjs'
import { startEngine } from './lab/engine.mjs'
import { loadImages } from './lab/engine-api.mjs'
import { ensureEngines, installedEngine } from './lab/engines.mjs'
import { exitCodeFor, onLeaving } from './lab/life.mjs'
import { aptFamily, findProgram, isRoot, run, say } from './lab/process.mjs'
import { parseFlags } from './start/flags.mjs'

const help = `Usage: npm run demo [-- options]

Starts a private Docker engine with example containers and opens Bayplan on it.
The engine has its own processes, network and disk; stopping the demo removes all of it.

  --engine-only   start the engine only and print one line of JSON with its address
  --help          show this text

All other options go to "npm start", such as --web, --port, --no-open, --json.
`

/** Ports people expect; the next free one is taken when something else listens there. */
const wantedPorts = { web: 8080, grafana: 3000, prometheus: 9090, mail: 8025, registry: 5000 }

/**
 * An engine to run and the tools it needs, or an Error that says what is missing.
 * @returns {Promise<import('./lab/engines.d.mts').EnginePaths>}
 */
async function findEngine() {
  if (process.platform !== 'linux') {
    throw new Error('The demo needs Linux. With Docker Desktop or another engine running, use "npm start".')
  }
  if (!isRoot()) {
    throw new Error(
      'The demo must run as root: it makes namespaces and mounts for its engine. Try "sudo npm run demo".',
    )
  }
  if (aptFamily()) await installMissing(['iproute2', 'iptables', 'ca-certificates'])
  for (const tool of ['unshare', 'ip', 'iptables']) {
    if (!findProgram(tool)) throw new Error(`The demo needs the program "${tool}", which is not installed.`)
  }
  const installed = await installedEngine()
  if (installed && (await isStatic(installed.busybox))) return installed
  if (aptFamily()) return /** @type {never} */ ((await ensureEngines(['28']))[0])
  const missing = installed ? 'a statically linked busybox' : 'the program "dockerd"'
  throw new Error(`The demo needs ${missing} in PATH. Only on Debian and Ubuntu can it fetch that by itself.`)
}

/** The demo's images hold nothing but busybox, so it must need no library. @param {string} busybox */
async function isStatic(busybox) {
  if (!busybox) return false
  const libraries = await run(['ldd', busybox])
  return /not a dynamic executable|statically linked/.test(libraries.stdout + libraries.stderr)
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** @returns {Promise<import('./demo/services.mjs').DemoPorts>} */
async function pickPorts() {
  const ports = { ...wantedPorts }
  for (const name of /** @type {(keyof typeof ports)[]} */ (Object.keys(ports))) {
    while (!(await isFree(ports[name]))) ports[name] += 10
  }
  return ports
}

/** Runs `npm start` on the engine and resolves with its exit code. @param {string} host @param {string[]} flags */
function runApp(host, flags) {
  const start = fileURLToPath(new URL('start.mjs', import.meta.url))
  const app = spawn(process.execPath, [start, '--host', host, ...flags], {
    stdio: 'inherit',
    env: { ...process.env, BAYPLAN_OWNED: '1' }, // ends with the demo, also when the demo is killed
  })
  /** @type {Promise<number>} */ const ended = new Promise((resolve) =>
    app.on('exit', (code, signal) => resolve(signal ? exitCodeFor(signal) : (code ?? 1))),
  )
  return { ended, end: () => app.kill('SIGTERM') }
}

/** @param {string[]} argv */
function readFlags(argv) {
  const flags = argv.filter((flag) => flag !== '--engine-only')
  const parsed = parseFlags(flags)
  const picksEngine = 'error' in parsed ? false : parsed.host || parsed.context
  const error = picksEngine ? 'The demo brings its own engine.' : 'error' in parsed ? parsed.error : ''
  return { flags, engineOnly: flags.length < argv.length, error }
}

async function main() {
  const { flags, engineOnly, error } = readFlags(process.argv.slice(2))
  if (error) {
    say(`${error} "npm run demo -- --help" lists the options.`)
    return 2
  }
  if (flags.includes('--help')) {
    process.stdout.write(help)
    return 0
  }
  /** @type {(reason: string) => void} */ let leave = (reason) => process.exit(exitCodeFor(reason))
  onLeaving((reason) => leave(reason))

  const paths = await findEngine()
  say(`Starting a private Docker Engine ${paths.version} …`)
  const engine = await startEngine({ paths, seed: false, portForward: true })
  /** @type {Promise<number>} */ const asked = new Promise(
    (resolve) => (leave = (reason) => resolve(exitCodeFor(reason))),
  )
  try {
    await loadImages(engine.socketPath, await demoImages(engine.busyboxPath))
    const ports = await pickPorts()
    const count = await seedWorkload(engine.socketPath, ports)
    say(`${count} example containers; the shop is at http://127.0.0.1:${ports.web}/`)
    if (engineOnly) {
      process.stdout.write(`${JSON.stringify({ host: engine.host, ports, docker: engine.dockerPath })}\n`)
      return await asked
    }
    const app = runApp(engine.host, flags)
    const code = await Promise.race([app.ended, asked])
    app.end()
    await app.ended
    return code
  } finally {
    await engine.stop()
    say('The sandbox engine and everything in it is gone.')
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(error.message)
    process.exit(1)
  },
)
