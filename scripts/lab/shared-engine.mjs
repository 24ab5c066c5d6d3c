// The engine a person already has, in the shape of a lab engine. For machines where no private one can be started.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, loadImages } from './engine-api.mjs'
import { ensureTools, installedEngine } from './engines.mjs'
import { labImages } from './images.mjs'
import { aptFamily, run } from './process.mjs'

/** Every object a test makes carries it; nothing else on the engine is touched. */
const testLabel = 'bayplan.test=1'

/** @returns {string | null} the endpoint, when tests are told to share an engine */
export function sharedHost() {
  const host = process.env['BAYPLAN_LAB_SHARED'] === '1' ? process.env['BAYPLAN_LAB_HOST'] : undefined
  return host?.startsWith('unix://') ? host : null
}

/**
 * @param {string} host
 * @param {boolean} seed
 * @returns {Promise<import('./engine.d.mts').LabEngine>}
 */
export async function joinSharedEngine(host, seed) {
  const socketPath = host.slice('unix://'.length)
  const { Version: version } = await call(socketPath, 'GET', '/version')
  const tools = await findTools()
  if (seed) await loadImages(socketPath, await labImages(tools.busybox))
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-shared-'))
  const dockerEnv = { DOCKER_HOST: host, DOCKER_CONFIG: folder }
  const refuse = () =>
    Promise.reject(new Error('This engine is shared; it is not ours to kill, freeze or enter.'))
  const stop = async () => {
    await removeTestContainers(socketPath)
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    host,
    socketPath,
    version,
    dockerPath: tools.docker,
    busyboxPath: tools.busybox,
    dockerEnv,
    folder,
    logTail: () => '',
    kill: refuse,
    terminate: refuse,
    freeze: refuse,
    thaw: refuse,
    restart: refuse,
    stop,
    [Symbol.asyncDispose]: stop,
    docker: (...args) => run([tools.docker, ...args], { env: { ...process.env, ...dockerEnv } }),
    inNetwork: (argv) => argv,
    nsenter: refuse,
  }
}

async function findTools() {
  const tools = aptFamily() ? await ensureTools() : await installedEngine()
  const { docker, busybox } = tools ?? { docker: '', busybox: '' }
  if (!docker || !busybox)
    throw new Error('The programs "docker" and "busybox" (statically linked) are needed in PATH.')
  return { docker, busybox }
}

/** @param {string} socketPath */
async function removeTestContainers(socketPath) {
  const filters = encodeURIComponent(JSON.stringify({ label: [testLabel] }))
  const containers = await call(socketPath, 'GET', `/containers/json?all=1&filters=${filters}`)
  for (const { Id: id } of containers)
    await call(socketPath, 'DELETE', `/containers/${id}?force=1&v=1`).catch(() => {})
}
