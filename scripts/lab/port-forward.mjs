// Makes the ports that containers publish inside a sandbox reachable on this machine's 127.0.0.1. TCP only.
// No interface, route or firewall rule is added: connections cross over a Unix socket, which network namespaces share.
import { connect, createServer } from 'node:net'
import { call, followEvents } from './engine-api.mjs'
import { say, sleep } from './process.mjs'

/** @typedef {{ socket: string, portSocket: string, tell: (line: string) => Promise<string> }} ForwardedSandbox */

/** @param {ForwardedSandbox} sandbox */
export async function forwardPorts(sandbox) {
  await sandbox.tell(`forward ${process.execPath}`)
  const ports = new ForwardedPorts(sandbox.portSocket)
  const stopping = new AbortController()
  void keepInStep(sandbox.socket, ports, stopping.signal)
  return {
    close() {
      stopping.abort()
      ports.setOpen([])
    },
  }
}

/**
 * @param {string} socket
 * @param {ForwardedPorts} ports
 * @param {AbortSignal} signal
 */
async function keepInStep(socket, ports, signal) {
  const query = `filters=${encodeURIComponent(JSON.stringify({ type: ['container'], event: ['start', 'die'] }))}`
  /** @type {NodeJS.Timeout | undefined} */ let timer
  const refresh = async () => {
    const containers = await call(socket, 'GET', '/containers/json').catch(() => null)
    if (containers && !signal.aborted) ports.setOpen(publishedTcpPorts(containers))
  }
  const refreshSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), 60) // the engine's list lags a few milliseconds behind its events
  }
  while (!signal.aborted) {
    refreshSoon()
    await followEvents(socket, query, refreshSoon, signal) // ends when the engine is killed or restarted
    if (!signal.aborted) await sleep(300)
  }
  clearTimeout(timer)
}

/** @param {{ Ports?: { PublicPort?: number, Type: string }[] }[]} containers */
export function publishedTcpPorts(containers) {
  const ports = containers.flatMap((container) => container.Ports ?? [])
  return [
    ...new Set(ports.flatMap((port) => (port.Type === 'tcp' && port.PublicPort ? [port.PublicPort] : []))),
  ]
}

class ForwardedPorts {
  /** @type {Map<number, import('node:net').Server>} */ #open = new Map()

  /** @param {string} portSocket */
  constructor(portSocket) {
    this.portSocket = portSocket
  }

  /** @param {number[]} wanted */
  setOpen(wanted) {
    for (const [port, server] of this.#open) {
      if (wanted.includes(port)) continue
      server.close()
      this.#open.delete(port)
    }
    for (const port of wanted) if (!this.#open.has(port)) this.#open.set(port, this.#listen(port))
  }

  /** @param {number} port */
  #listen(port) {
    const server = portServer(this.portSocket, () => port)
    server.on('error', (error) =>
      say(`Port ${port} is published in the sandbox but not reachable here: ${error.message}`),
    )
    server.listen(port, '127.0.0.1')
    server.unref()
    return server
  }
}

/**
 * A server whose connections lead to a port inside the sandbox.
 * @param {string} portSocket
 * @param {() => number} port
 */
export function portServer(portSocket, port) {
  return createServer({ allowHalfOpen: true }, (outside) => {
    const inside = connect({ path: portSocket, allowHalfOpen: true })
    inside.write(`${port()}\n`)
    joinSockets(outside, inside)
  })
}

/** @param {import('node:net').Socket} one @param {import('node:net').Socket} other */
export function joinSockets(one, other) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from?.on('error', () => to?.destroy())
    from?.on('close', () => to?.destroySoon())
    if (to) from?.pipe(to)
  }
}
