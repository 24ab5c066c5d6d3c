import { createHash } from 'node:crypto'
import { serveReplay } from './replayed-engine.mjs'

const sha = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex')
const startedAt = '2026-01-05T08:00:00.000000000Z'
const neverAt = '0001-01-01T00:00:00Z'
const sampleMs = 1_000

/** @typedef {{ id: string, name: string, at: number, state: 'running' | 'paused' | 'exited', health: 'healthy' | 'unhealthy', usedNano: number }} Played */

/** @param {number} at @param {number} runningCount @returns {Played} */
function played(at, runningCount) {
  return {
    id: sha(`container ${at}`),
    name: at % 5 === 0 ? `shop-${(at / 5) % 100}-app-${at}` : `app-${at}`,
    at,
    state: at < runningCount ? 'running' : 'exited',
    health: 'healthy',
    usedNano: 0,
  }
}

/** @param {Played} container */
function labelsOf({ at }) {
  if (at % 5 !== 0) return { 'com.example.team': `team-${at % 50}` }
  return {
    'com.docker.compose.project': `shop-${(at / 5) % 100}`,
    'com.docker.compose.service': `app-${at}`,
    'com.docker.compose.container-number': '1',
  }
}

const networks = {
  bridge: { NetworkID: sha('bridge'), IPAddress: '', GlobalIPv6Address: '', MacAddress: '' },
}

/** As engine 28 lists it. @param {Played} container */
function listed(container) {
  const words = { running: 'Up 3 hours', paused: 'Up 3 hours (Paused)', exited: 'Exited (0) 3 hours ago' }
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: `registry.example.com/app:${container.at % 40}`,
    ImageID: `sha256:${sha(`image ${container.at % 40}`)}`,
    Command: 'serve',
    Created: 1_760_000_000 - container.at * 60,
    Ports: [],
    Labels: labelsOf(container),
    State: container.state,
    Status: words[container.state],
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: { Networks: networks },
    Mounts: [],
  }
}

/** As it inspects it. @param {Played} container */
function inspected(container) {
  return {
    Id: container.id,
    Name: `/${container.name}`,
    Created: new Date((1_760_000_000 - container.at * 60) * 1000).toISOString(),
    Path: 'serve',
    Args: [],
    Image: `sha256:${sha(`image ${container.at % 40}`)}`,
    State: {
      Status: container.state,
      ExitCode: 0,
      Health: { Status: container.health },
      StartedAt: startedAt,
      FinishedAt: container.state === 'exited' ? startedAt : neverAt,
    },
    RestartCount: 0,
    Config: { Image: `registry.example.com/app:${container.at % 40}`, Labels: labelsOf(container) },
    HostConfig: { NetworkMode: 'bridge', RestartPolicy: { Name: 'no' } },
    NetworkSettings: { Ports: {}, Networks: networks },
    Mounts: [],
  }
}

/** One document of its stats a second later: the first containers use most, and neighbours change places. @param {Played} container */
function sampled(container) {
  const now = new Date()
  if (container.state === 'running')
    container.usedNano += (1e9 + Math.random() * 5e7) / (1 + container.at / 10)
  return {
    read: now.toISOString(),
    pids_stats: { current: 3 },
    blkio_stats: { io_service_bytes_recursive: null },
    num_procs: 0,
    cpu_stats: {
      cpu_usage: { total_usage: Math.round(container.usedNano) },
      system_cpu_usage: Math.round(now.getTime() * 1e6 * 4),
      online_cpus: 4,
    },
    memory_stats: {
      usage: 50_000_000 + container.at,
      limit: 8_000_000_000,
      stats: { inactive_file: 1_000_000 },
    },
    networks: { eth0: { rx_bytes: 1_000, tx_bytes: 1_000 } },
  }
}

/**
 * An engine with thousands of containers, played from memory, whose states change on command. The first of them run
 * and use the CPU, the first most.
 * @param {number} count @param {number} runningCount
 */
export async function replayContainers(count, runningCount) {
  const containers = Array.from({ length: count }, (_, at) => played(at, runningCount))
  const byId = new Map(containers.map((container) => [container.id, container]))
  /** @type {Set<import('node:http').ServerResponse>} */
  const eventReaders = new Set()
  /** @type {Map<import('node:http').ServerResponse, Played>} */
  const statsReaders = new Map()
  const inspections = { count: 0 }
  const engine = await serveReplay((path, response) => {
    if (path === '/containers/json') return response.end(JSON.stringify(containers.map(listed)))
    if (path === '/events') {
      eventReaders.add(response)
      response.once('close', () => eventReaders.delete(response))
      return response.flushHeaders()
    }
    const [, id = '', what] = /^\/containers\/(.+)\/(json|stats)$/.exec(path) ?? []
    const container = byId.get(id)
    if (!container) return null
    if (what === 'json') {
      inspections.count += 1
      return response.end(JSON.stringify(inspected(container)))
    }
    statsReaders.set(response, container)
    response.once('close', () => statsReaders.delete(response))
    return response.write(`${JSON.stringify(sampled(container))}\n`)
  })
  // As the engine does: all in one go, once a second.
  const ticking = setInterval(() => {
    for (const [response, container] of statsReaders)
      response.write(`${JSON.stringify(sampled(container))}\n`)
  }, sampleMs)
  return {
    host: engine.host,
    inspections,
    /** How many are measured. */
    measured: () => statsReaders.size,
    id: (/** @type {number} */ at) => containers[at]?.id ?? '',
    /** Changes one and tells it. @param {number} at @param {Partial<Pick<Played, 'state' | 'health'>>} how @param {string} action */
    change(at, how, action) {
      const container = containers[at]
      if (!container) throw new Error(`there is no container ${at}`)
      Object.assign(container, how)
      for (const [response, each] of statsReaders)
        if (each === container && container.state === 'exited') response.end()
      const nano = BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n)
      const event = {
        Type: 'container',
        Action: action,
        Actor: { ID: container.id, Attributes: { name: container.name } },
        scope: 'local',
        time: Math.floor(Date.now() / 1000),
      }
      const line = `${JSON.stringify(event).slice(0, -1)},"timeNano":${nano}}\n`
      for (const reader of eventReaders) reader.write(line)
    },
    get: (/** @type {number} */ at) => containers[at],
    close() {
      clearInterval(ticking)
      engine.close()
    },
  }
}
