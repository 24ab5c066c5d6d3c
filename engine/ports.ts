import type * as z from 'zod/mini'
import type { Container } from '../shared/container.ts'
import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type { HostPorts, PortAnswer, PortOutcome, probePortParams } from '../shared/ports.ts'
import type { EngineConnection } from './client.ts'
import { readListeners } from './network-probe.ts'
import { attemptConnection } from './ports-connect.ts'
import { readHostPorts } from './ports-host.ts'
import { parseHost } from './target.ts'

type ProbeParams = z.infer<typeof probePortParams>

type Dependencies = {
  readonly connection: EngineConnection
  readonly known: (id: string) => Container | undefined
}

/** Outcomes that what the container itself listens on can explain. */
const explainable: ReadonlySet<PortOutcome> = new Set(['closed', 'refused', 'timed-out', 'unreachable'])

/** What is known of the ports of the engine's host beyond what the engine tells: its programs, and who answers. */
export class Ports {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Source: this machine, when the engine is on it. Errors: engine-unreachable, cancelled. */
  readonly list: CallHandler<Record<string, never>, HostPorts> = async (_, signal) => {
    if (this.remoteHostname() !== null) return { isKnown: false, reason: 'remote' }
    if (process.platform !== 'linux') return { isKnown: false, reason: 'not-linux' }
    return readHostPorts(signal)
  }

  /**
   * Connects to a published port as a program on this machine would, and looks into the container when that fails.
   * Only ports that a container publishes, or that something here listens on, are connected to: the page cannot
   * make this process knock elsewhere.
   *
   * Source: a TCP connection; `ContainerExec`, `ExecStart`. Ends: after a few seconds.
   * Errors: not-found (nobody has this port), engine-unreachable.
   */
  readonly probe: CallHandler<ProbeParams, PortAnswer> = async (params, signal) => {
    const container = await this.holderOf(params, signal)
    const host = this.addressOf(params.hostIp)
    const address = host === null ? params.hostIp : join(host, params.hostPort)
    const startedAtMs = performance.now()
    const outcome = await attempt(params, host, signal)
    const tookMs = Math.round(performance.now() - startedAtMs)
    const inside =
      container && explainable.has(outcome) ? await this.lookInside(container, params, signal) : null
    return {
      outcome,
      address,
      tookMs,
      insideAddresses: inside?.map((listener) => listener.address) ?? null,
      isInsideLoopbackOnly:
        inside !== null && inside.length > 0 && inside.every(({ isLoopback }) => isLoopback),
    }
  }

  /** The container that publishes the port, null for a program of this machine. */
  private async holderOf(params: ProbeParams, signal: AbortSignal): Promise<Container | null> {
    const { containerId, hostPort, protocol, hostIp } = params
    if (containerId === null) {
      const ports = await this.list({}, signal)
      const isThere =
        ports.isKnown &&
        ports.listeners.some(
          (each) => each.port === hostPort && each.protocol === protocol && each.address === hostIp,
        )
      if (isThere) return null
    }
    const container = containerId === null ? undefined : this.dependencies.known(containerId)
    if (container && bindingOf(container, params)) return container
    throw new EngineError('not-found', `nothing holds port ${hostPort}/${protocol}`)
  }

  /** What the container listens on at the port behind the published one; null when it does not tell. */
  private async lookInside(container: Container, params: ProbeParams, signal: AbortSignal) {
    const port = bindingOf(container, params)?.containerPort
    try {
      const client = this.dependencies.connection.client()
      const listeners = await readListeners(client, container.id, signal)
      return listeners?.filter((listener) => listener.port === port) ?? null
    } catch (error) {
      // Gone or stopped meanwhile: the attempt itself has been told already.
      if (error instanceof EngineError && error.code !== 'engine-unreachable') return null
      throw error
    }
  }

  /** Where to connect to reach a bound address, null when that is another computer's loopback. */
  private addressOf(hostIp: string): string | null {
    const remote = this.remoteHostname()
    const isEvery = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::'
    if (remote !== null && isEvery) return remote
    if (remote !== null && isLoopback(hostIp)) return null
    if (isEvery) return hostIp === '::' ? '::1' : '127.0.0.1'
    return hostIp
  }

  /** Null when the engine is reached through a socket of this machine. */
  private remoteHostname(): string | null {
    const { host } = this.dependencies.connection.client().endpoint
    const address = parseHost(host, false)
    return address.kind === 'tcp' ? address.hostname : null
  }
}

function attempt(
  { protocol, hostPort }: ProbeParams,
  host: string | null,
  signal: AbortSignal,
): Promise<PortOutcome> {
  if (protocol !== 'tcp') return Promise.resolve('no-handshake')
  return host === null ? Promise.resolve('other-host') : attemptConnection(host, hostPort, signal)
}

function bindingOf(container: Container, { hostPort, protocol, hostIp }: ProbeParams) {
  return container.ports.find(
    (port) =>
      port.hostPort === hostPort &&
      port.protocol === protocol &&
      (port.hostIps.length === 0 || port.hostIps.includes(hostIp)),
  )
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === 'localhost'
}

function join(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
