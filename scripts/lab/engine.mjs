// One private, real Docker Engine per call: own processes, mounts, network and disk, gone without trace afterwards.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loadImages, ping } from './engine-api.mjs'
import { ensureEngines } from './engines.mjs'
import { labImages } from './images.mjs'
import { forwardPorts } from './port-forward.mjs'
import { isAlive, isRoot, run, sleep } from './process.mjs'
import { joinSharedEngine, sharedHost } from './shared-engine.mjs'

/** @typedef {import('./engine.d.mts').LabEngine} LabEngine */
/** @typedef {import('./engine.d.mts').StartOptions} StartOptions */
/** @typedef {import('./engines.d.mts').EnginePaths} EnginePaths */

const script = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
const folderPrefix = 'bayplan-'

/**
 * Starts an engine and resolves when it answers. Linux and root only, unless BAYPLAN_LAB_SHARED=1 and
 * BAYPLAN_LAB_HOST name an engine to share: that one is used whatever version it is, and never killed or frozen.
 * @param {StartOptions} [options]
 * @returns {Promise<LabEngine>}
 */
export function startEngine(options = {}) {
  const shared = sharedHost()
  return shared ? joinSharedEngine(shared, options.seed ?? true) : startPrivateEngine(options)
}

/** @param {StartOptions} options @returns {Promise<LabEngine>} */
async function startPrivateEngine({ version = '28', seed = true, flags = [], portForward = false, paths }) {
  if (process.platform !== 'linux' || !isRoot()) throw new Error('A private engine needs Linux and root.')
  sweepLeftovers()
  const engine = paths ?? /** @type {EnginePaths} */ ((await ensureEngines([version]))[0])
  const sandbox = new Sandbox(engine, flags)
  try {
    await sandbox.open()
    await sandbox.startDaemon()
    if (seed) await loadImages(sandbox.socket, await labImages(engine.busybox))
    const forwarding = portForward ? await forwardPorts(sandbox) : null
    return publicFace(sandbox, forwarding)
  } catch (error) {
    const log = sandbox.logTail()
    await sandbox.close()
    throw new Error(`Engine ${engine.version} did not start: ${/** @type {Error} */ (error).message}\n${log}`)
  }
}

/**
 * @param {Sandbox} sandbox
 * @param {Awaited<ReturnType<typeof forwardPorts>> | null} forwarding
 * @returns {LabEngine}
 */
function publicFace(sandbox, forwarding) {
  const { engine } = sandbox
  const stop = async () => {
    forwarding?.close()
    await sandbox.close()
  }
  return {
    host: `unix://${sandbox.socket}`,
    socketPath: sandbox.socket,
    version: engine.version,
    dockerPath: engine.docker,
    busyboxPath: engine.busybox,
    dockerEnv: sandbox.dockerEnv,
    folder: sandbox.folder,
    logTail: () => sandbox.logTail(),
    kill: () => sandbox.endDaemon('KILL'),
    terminate: () => sandbox.endDaemon('TERM'),
    freeze: () => sandbox.signal('STOP'),
    thaw: () => sandbox.signal('CONT'),
    restart: async () => {
      if (await sandbox.isDaemonAlive()) await sandbox.endDaemon('TERM')
      await sandbox.startDaemon()
    },
    stop,
    [Symbol.asyncDispose]: stop,
    docker: (...args) => run([engine.docker, ...args], { env: { ...process.env, ...sandbox.dockerEnv } }),
    inNetwork: (argv) => ['nsenter', '-t', String(sandbox.hostPid), '-n', '--', ...argv],
    nsenter: (argv) => run(['nsenter', '-t', String(sandbox.hostPid), '-m', '-n', '-p', '--', ...argv]),
  }
}

/** The namespaces with a supervisor in them that obeys one-line commands. */
class Sandbox {
  /** @type {ReturnType<typeof spawnSandbox> | undefined} */ #child
  /** @type {((line: string) => void)[]} */ #waiting = []
  #ended = false
  hostPid = 0

  /** @param {EnginePaths} engine @param {string[]} flags */
  constructor(engine, flags) {
    this.engine = engine
    this.folder = mkdtempSync(join(shortTmpdir(), folderPrefix))
    this.socket = join(this.folder, 'docker.sock')
    this.portSocket = join(this.folder, 'ports.sock')
    this.cgroup = `${folderPrefix}${randomBytes(4).toString('hex')}`
    this.command = [engine.dockerd, ...this.#daemonFlags(), ...flags]
    this.dockerEnv = this.#makeDockerEnv()
  }

  #daemonFlags() {
    const config = join(this.folder, 'daemon.json')
    writeFileSync(config, '{}\n') // without a config file of its own, dockerd reads the machine's
    return [
      ['--data-root', join(this.folder, 'data')],
      ['--exec-root', join(this.folder, 'exec')],
      ['--pidfile', join(this.folder, 'pid')],
      ['--host', `unix://${this.socket}`],
      ['--config-file', config],
      ['--cgroup-parent', `/${this.cgroup}`], // apart from the machine's containers, and easy to remove
      ['--exec-opt', 'native.cgroupdriver=cgroupfs'], // systemd would be told process ids of our namespace
      ['--shutdown-timeout', '1'],
    ].flat()
  }

  /** Settings that make any docker command talk to this engine and read no configuration of the user's. */
  #makeDockerEnv() {
    const config = join(this.folder, 'cli')
    mkdirSync(join(config, 'cli-plugins'), { recursive: true })
    if (this.engine.composePlugin)
      symlinkSync(this.engine.composePlugin, join(config, 'cli-plugins/docker-compose'))
    const off = { DOCKER_CONTEXT: '', DOCKER_CERT_PATH: '', DOCKER_TLS_VERIFY: '', DOCKER_API_VERSION: '' }
    return { ...off, DOCKER_HOST: `unix://${this.socket}`, DOCKER_CONFIG: config }
  }

  async open() {
    const child = spawnSandbox(this.engine, [this.folder, this.cgroup, ...this.command])
    this.#child = child
    writeFileSync(join(this.folder, 'sandbox.pid'), String(child.pid))
    child.stdin.on('error', () => {}) // a closed pipe shows as "ended" below
    child.on('close', () => this.#end())
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.(line))
    letNodeExit(child)
    const [word, detail] = (await this.#answer()).split(/ (.*)/)
    if (word !== 'ready') throw new Error(detail ?? 'the sandbox ended at once')
    this.hostPid = Number(detail)
  }

  #end() {
    this.#ended = true
    for (const wake of this.#waiting.splice(0)) wake('ended')
  }

  /** @returns {Promise<string>} */
  #answer() {
    return new Promise((resolve) => {
      if (this.#ended) return resolve('ended')
      // The timer also keeps Node alive while it waits: the pipes do not (see letNodeExit).
      const timer = setTimeout(resolve, 20_000, 'ended')
      this.#waiting.push((line) => {
        clearTimeout(timer)
        resolve(line)
      })
    })
  }

  /** @param {string} line */
  tell(line) {
    const answer = this.#answer()
    if (!this.#ended) this.#child?.stdin?.write(`${line}\n`)
    return answer
  }

  async startDaemon() {
    await this.tell('start')
    const deadline = Date.now() + 60_000
    while (!(await ping(this.socket))) {
      if (!(await this.isDaemonAlive())) throw new Error('dockerd ended.')
      if (Date.now() > deadline) throw new Error('dockerd does not answer after 60 s.')
      await sleep(25)
    }
  }

  async isDaemonAlive() {
    return (await this.tell('alive')) === 'yes'
  }

  /** @param {string} name */
  async signal(name) {
    if ((await this.tell(`signal ${name}`)) !== 'sent') throw new Error('dockerd is not running.')
  }

  /** @param {'KILL' | 'TERM'} name */
  async endDaemon(name) {
    await this.signal(name)
    while (await this.isDaemonAlive()) await sleep(15)
  }

  logTail(lines = 12) {
    try {
      return readFileSync(join(this.folder, 'log'), 'utf8').trim().split('\n').slice(-lines).join('\n')
    } catch {
      return ''
    }
  }

  /** Ends everything in the sandbox; resolves when processes, mounts, cgroups and files are gone. */
  async close() {
    const child = this.#child
    if (!child || this.#ended) return rmSync(this.folder, { recursive: true, force: true })
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.ref()
    child.stdin?.end() // the supervisor leaves at end of input
    await ended
  }
}

/**
 * @param {EnginePaths} engine
 * @param {string[]} args
 */
function spawnSandbox(engine, args) {
  return spawn('bash', [script('sandbox.sh'), ...args], {
    detached: true, // Ctrl-C in the terminal must reach the owner only, who then closes in order
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    env: { ...process.env, BAYPLAN_LAB_PATH: engine.path, BAYPLAN_LAB_SONAMES: engine.sharedObjectPath },
  })
}

/**
 * An engine that was forgotten must not keep its owner from exiting; the owner's exit ends the engine.
 * @param {ReturnType<typeof spawnSandbox>} child
 */
function letNodeExit(child) {
  child.unref()
  for (const stream of [child.stdin, child.stdout]) /** @type {import('node:net').Socket} */ (stream).unref()
}

/** Socket paths have 107 bytes at most, and /run is empty inside the sandbox. */
function shortTmpdir() {
  const folder = tmpdir()
  return folder.length > 40 || folder.startsWith('/run') || folder.startsWith('/var/run') ? '/tmp' : folder
}

/** Folders whose sandbox was killed so hard that it could not clean up: nothing runs in them any more. */
function sweepLeftovers() {
  const root = shortTmpdir()
  for (const name of readdirSync(root)) {
    if (!/^bayplan-[A-Za-z0-9]{6}$/.test(name)) continue
    try {
      const pid = Number(readFileSync(join(root, name, 'sandbox.pid'), 'utf8'))
      if (pid && !isAlive(pid)) rmSync(join(root, name), { recursive: true, force: true })
    } catch {
      // No pid file yet: somebody is starting.
    }
  }
}
