// Makes the example containers through the engine's API, as `docker compose up` would have labelled them.
import { createHash } from 'node:crypto'
import { call } from '../lab/engine-api.mjs'
import { demoContainers } from './services.mjs'

/** @typedef {import('./services.mjs').DemoContainer} DemoContainer */

/** Made besides the containers: networks and volumes nothing uses, as time leaves them behind. */
const extraVolumes = ['shop_old-uploads', 'pg-backup-2026-10']

/**
 * Creates and starts everything.
 * @param {string} socketPath
 * @param {import('./services.mjs').DemoPorts} ports
 * @returns {Promise<number>} how many containers there are
 */
export async function seedWorkload(socketPath, ports) {
  const containers = demoContainers(ports)
  const engine = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ json) =>
    call(socketPath, method, path, { json })
  for (const [name, labels] of projectNetworks(containers)) {
    await engine('POST', '/networks/create', { Name: name, Labels: labels, CheckDuplicate: true })
  }
  for (const [name, labels] of projectVolumes(containers)) {
    await engine('POST', '/volumes/create', { Name: name, Labels: labels })
  }
  for (const name of extraVolumes) await engine('POST', '/volumes/create', { Name: name })
  const queue = [...containers]
  const take = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await createContainer(engine, next)
  }
  await Promise.all([take(), take(), take()]) // an engine gains nothing from more at once
  return containers.length
}

/** @typedef {(method: string, path: string, json?: unknown) => Promise<any>} EngineCall */

/** @param {DemoContainer[]} containers */
function projectNetworks(containers) {
  /** @type {Map<string, Record<string, string>>} */ const found = new Map()
  for (const { project, networks = [] } of containers) {
    for (const network of networks) {
      const labels = { 'com.docker.compose.project': project ?? '', 'com.docker.compose.network': network }
      found.set(`${project}_${network}`, labels)
    }
  }
  return found
}

/** @param {DemoContainer[]} containers */
function projectVolumes(containers) {
  /** @type {Map<string, Record<string, string>>} */ const found = new Map()
  for (const { project, volumes = {} } of containers) {
    for (const volume of Object.keys(volumes)) {
      const labels = { 'com.docker.compose.project': project ?? '', 'com.docker.compose.volume': volume }
      found.set(scoped(project, volume), project ? labels : {})
    }
  }
  return found
}

/** @param {string | undefined} project @param {string} name */
const scoped = (project, name) => (project ? `${project}_${name}` : name)

/** @param {EngineCall} engine @param {DemoContainer} container */
async function createContainer(engine, container) {
  const name = container.name ?? `${container.project}-${container.service}-1`
  const path = `/containers/create?name=${encodeURIComponent(name)}`
  const { Id: id } = await engine('POST', path, creationBody(container))
  for (const network of container.networks?.slice(1) ?? []) {
    const body = { Container: id, EndpointConfig: { Aliases: [container.service] } }
    await engine('POST', `/networks/${container.project}_${network}/connect`, body)
  }
  if (container.afterwards === 'created') return
  await engine('POST', `/containers/${id}/start`)
  if (container.afterwards === 'paused') await engine('POST', `/containers/${id}/pause`)
  if (container.afterwards === 'killed') await engine('POST', `/containers/${id}/kill`)
  if (container.afterwards === 'stopped') await engine('POST', `/containers/${id}/stop`)
}

/** @param {DemoContainer} container */
function creationBody(container) {
  const { project, service, networks = [] } = container
  const first = networks[0] ? `${project}_${networks[0]}` : 'bridge'
  const endpoints = networks[0] ? { [first]: { Aliases: [service] } } : {}
  return {
    Image: container.image,
    Labels: project && service ? composeLabels(project, service, container) : {},
    Cmd: container.command, // what is undefined is not sent, and the image's own setting holds
    Env: container.env,
    Healthcheck: container.health,
    Tty: container.hasTerminal,
    OpenStdin: container.hasTerminal,
    HostConfig: { NetworkMode: first, ...hostConfig(container) },
    NetworkingConfig: { EndpointsConfig: endpoints },
  }
}

/** @param {DemoContainer} container */
function hostConfig({ project, ports = {}, volumes = {}, memoryMb = 0, cpus = 0, restart }) {
  const published = Object.entries(ports).map(([port, hostPort]) => [
    port,
    [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }],
  ])
  return {
    Binds: Object.entries(volumes).map(([name, path]) => `${scoped(project, name)}:${path}`),
    PortBindings: Object.fromEntries(published),
    Memory: memoryMb * 1024 * 1024,
    NanoCpus: cpus * 1e9,
    RestartPolicy: { Name: restart ?? 'no' },
  }
}

/**
 * The labels `docker compose up` writes.
 * @param {string} project
 * @param {string} service
 * @param {DemoContainer} container
 */
function composeLabels(project, service, container) {
  const folder = `/home/sam/code/${project}`
  const dependsOn = (container.dependsOn ?? []).map((name) => `${name}:service_started:false`)
  return {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.depends_on': dependsOn.join(','),
    'com.docker.compose.image': container.image,
    'com.docker.compose.config-hash': createHash('sha256').update(JSON.stringify(container)).digest('hex'),
    'com.docker.compose.project.working_dir': folder,
    'com.docker.compose.project.config_files': `${folder}/compose.yaml`,
    'com.docker.compose.version': '2.40.3',
  }
}
