// A private image registry, open or with an account, plain or with TLS. Gone without trace afterwards.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureRegistry } from './engines.mjs'
import { portServer } from './port-forward.mjs'
import { must, run, sleep } from './process.mjs'

/** @typedef {import('./registry.d.mts').LabRegistry} LabRegistry */
/** @typedef {import('./registry.d.mts').RegistryOptions} RegistryOptions */

export const registryUser = 'lab'
export const registryPassword = 'canary-5ec3e7'
/** The registry takes bcrypt only; this is that of the password above. */
const passwordHash = '$2b$05$Iyh68HnNzJqUbQYYS8WaxuUwqxJiK1ob9leJ5vMzY4JTWYuk1.Ypi'

/** @param {RegistryOptions} [options] @returns {Promise<LabRegistry>} */
export async function startRegistry({ engine, port: insidePort, auth = false, tls } = {}) {
  const program = await ensureRegistry()
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-registry-'))
  const { port, closeEntrance } = await choosePort(engine, insidePort)
  if (tls) await makeCertificates(folder, tls.addresses ?? [])
  const config = writeConfig(folder, {
    port,
    auth,
    isTls: tls !== undefined,
    isAnywhere: tls?.addresses !== undefined,
    asksWho: tls?.asksWho ?? false,
  })
  const argv = [program, 'serve', config]
  // When this process dies the registry dies with it.
  const command = ['setpriv', '--pdeathsig', 'KILL', ...(engine ? engine.inNetwork(argv) : argv)]
  const daemon = new Daemon(command, () => answers(engine, port), folder)
  try {
    await daemon.start()
  } catch (error) {
    closeEntrance()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return publicFace(daemon, {
    port,
    isTls: tls !== undefined,
    folder,
    closeEntrance,
  })
}

/**
 * @param {Daemon} daemon
 * @param {{ port: number, isTls: boolean, folder: string, closeEntrance: () => void }} facts
 * @returns {LabRegistry}
 */
function publicFace(daemon, { port, isTls, folder, closeEntrance }) {
  const stop = async () => {
    await daemon.kill()
    closeEntrance()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    name: `localhost:${port}`,
    port,
    scheme: isTls ? 'https' : 'http',
    ca: isTls ? readFileSync(join(folder, 'ca.pem'), 'utf8') : '',
    certificate: () => ({
      cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    }),
    kill: () => daemon.kill(),
    restart: () => daemon.start(),
    freeze: () => daemon.signal('SIGSTOP'),
    thaw: () => daemon.signal('SIGCONT'),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

class Daemon {
  /** @type {import('node:child_process').ChildProcess | null} */ #child = null

  /** @param {string[]} command @param {() => Promise<boolean>} answers @param {string} folder */
  constructor(command, answers, folder) {
    this.command = command
    this.answers = answers
    this.folder = folder
  }

  async start() {
    const [program = '', ...args] = this.command
    // Settings of a person's own registry would go before the file.
    const env = { PATH: process.env['PATH'] ?? '' }
    const child = spawn(program, args, { cwd: this.folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child = child
    let said = ''
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000)
    })
    child.unref()
    const deadline = Date.now() + 30_000
    while (!(await this.answers())) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`No registry started: ${said}`)
      await sleep(20)
    }
  }

  /** @param {NodeJS.Signals} name */
  signal(name) {
    this.#child?.kill(name)
  }

  async kill() {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.kill('SIGKILL')
    await ended
  }
}

/** @param {RegistryOptions['engine']} engine @param {number | undefined} insidePort */
async function choosePort(engine, insidePort) {
  if (insidePort !== undefined) return { port: insidePort, closeEntrance: () => {} }
  if (!engine) return { port: await freePort(), closeEntrance: () => {} }
  const { port, close } = await openEntrance(join(engine.folder, 'ports.sock'))
  return { port, closeEntrance: close }
}

/**
 * This machine's side of a port: the same number on both loopbacks, so that a reference names the same registry
 * for the engine and for us.
 * @param {string} portSocket
 */
async function openEntrance(portSocket) {
  let port = 0
  const server = portServer(portSocket, () => port)
  port = await listen(server)
  server.unref()
  return { port, close: () => void server.close() }
}

/** @param {import('node:net').Server} server @returns {Promise<number>} */
function listen(server) {
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function freePort() {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** @param {import('./engine.d.mts').LabEngine | undefined} engine @param {number} port */
async function answers(engine, port) {
  if (!engine) return accepts(port)
  const probe = engine.inNetwork(['bash', '-c', `: </dev/tcp/127.0.0.1/${port}`])
  return (await run(probe)).code === 0
}

/** @param {number} port @returns {Promise<boolean>} */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/**
 * @param {string} folder
 * @param {{ port: number, auth: boolean, isTls: boolean, isAnywhere: boolean, asksWho: boolean }} options
 */
function writeConfig(folder, { port, auth, isTls, isAnywhere, asksWho }) {
  const data = join(folder, 'data')
  mkdirSync(data)
  const passwords = join(folder, 'htpasswd')
  writeFileSync(passwords, `${registryUser}:${passwordHash}\n`)
  const lines = [
    'version: 0.1',
    'log: {level: error, accesslog: {disabled: true}}',
    `storage: {filesystem: {rootdirectory: ${data}}, delete: {enabled: true}}`,
    'http:',
    `  addr: ${isAnywhere ? '0.0.0.0' : '127.0.0.1'}:${port}`,
    ...(isTls
      ? ['  tls:', `    certificate: ${join(folder, 'cert.pem')}`, `    key: ${join(folder, 'key.pem')}`]
      : []),
    ...(asksWho ? [`    clientcas: [${join(folder, 'ca.pem')}]`] : []),
    ...(auth ? [`auth: {htpasswd: {realm: lab, path: ${passwords}}}`] : []),
  ]
  const file = join(folder, 'config.yml')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** @param {string} folder @param {string[]} addresses */
async function makeCertificates(folder, addresses) {
  const openssl = (/** @type {string[]} */ ...args) => must(['openssl', ...args], { cwd: folder })
  const names = ['DNS:localhost', 'IP:127.0.0.1', ...addresses.map((address) => `IP:${address}`)].join(',')
  writeFileSync(join(folder, 'names.cnf'), `subjectAltName=${names}\n`)
  const newKey = ['-newkey', 'rsa:2048', '-nodes']
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=Bayplan test CA',
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
  )
  await openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', 'key.pem', '-out', 'request.pem')
  await openssl(
    'x509',
    '-req',
    '-in',
    'request.pem',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca-key.pem',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'names.cnf',
    '-out',
    'cert.pem',
  )
}
