import type { CallHandler } from '../shared/contract.ts'
import { EngineError, type ErrorSubject } from '../shared/errors.ts'
import type {
  CreateNetwork,
  Network,
  NetworkAttachment,
  NetworkConnection,
  NetworkDetails,
  ProbeReport,
} from '../shared/network.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import { isApiAtLeast } from './negotiate.ts'
import { type ProbeParams, probe } from './network-probe.ts'
import { attachmentOf, endpointOf } from './normalize/attachment.ts'
import { networkOf } from './normalize/network.ts'
import { listOf, parseRecord, recordOf, textOf } from './normalize/record.ts'
import { readText } from './transport.ts'

type Target = { readonly id: string }
type Act<P, R = null> = CallHandler<P, R>

type Dependencies = {
  readonly connection: EngineConnection
  /** The row as last known: its name goes into errors. */
  readonly known: (id: string) => Network | undefined
}

/** Containers of a network that are asked about at once. */
const parallelInspects = 4

/**
 * What is done to networks. Every failure is an `EngineError` that names the network. Engines answer 403 to what
 * the state of their networks forbids (addresses that overlap, containers still connected, a built-in network):
 * here that is `conflict`, because no login would help.
 */
export class Networks {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Source: `NetworkInspect`, `ContainerList`, `ContainerInspect`. Errors: not-found. */
  readonly inspect: Act<Target, NetworkDetails> = ({ id }, signal) =>
    this.about(id, 'NetworkInspect', async (client) => {
      const raw = await read(client, { method: 'GET', path: networkPath(id), signal })
      const network = networkOf(parseRecord(raw))
      return { network, attachments: await attachmentsOf(client, network, signal), raw }
    })

  /**
   * Source: `NetworkCreate`. Errors: conflict (the name, status 409; the addresses, status 403), not-found (the
   * driver or the configuration), bad-request, unsupported (IPv4 switched off before API 1.48).
   */
  readonly create: Act<CreateNetwork, { id: string; warning: string }> = (params, signal) =>
    this.about(params.name, 'NetworkCreate', async (client) => {
      if (params.hasIpv4 !== null && !isApiAtLeast(client.apiVersion, '1.48'))
        throw new EngineError(
          'unsupported',
          `IPv4 on or off needs API 1.48, the engine speaks ${client.apiVersion}`,
        )
      const body = createBody(params)
      const answer = parseRecord(
        await read(client, { method: 'POST', path: '/networks/create', body, signal }),
      )
      return { id: textOf(answer?.['Id']), warning: textOf(answer?.['Warning']) }
    })

  /**
   * Source: `NetworkConnect`. Errors: not-found, conflict (address taken, connected already), bad-request
   * (an address outside of the subnets), unsupported (gateway priority before API 1.48), engine-failed.
   */
  readonly connect: Act<NetworkConnection> = (params, signal) =>
    this.about(params.networkId, 'NetworkConnect', async (client) => {
      if (params.gatewayPriority !== null && !isApiAtLeast(client.apiVersion, '1.48'))
        throw new EngineError(
          'unsupported',
          `a gateway priority needs API 1.48, the engine speaks ${client.apiVersion}`,
        )
      const body = { Container: params.containerId, EndpointConfig: endpointOf(params) }
      await read(client, { method: 'POST', path: `${networkPath(params.networkId)}/connect`, body, signal })
      return null
    })

  /**
   * Answers with what connects it again as it was. Source: `ContainerInspect`, `NetworkDisconnect`.
   * Errors: not-found, conflict (not connected, or the container shares another's network).
   */
  readonly disconnect: Act<{ networkId: string; containerId: string; force: boolean }, NetworkConnection> = (
    { networkId, containerId, force },
    signal,
  ) =>
    this.about(networkId, 'NetworkDisconnect', async (client) => {
      const network = networkOf(
        parseRecord(await read(client, { method: 'GET', path: networkPath(networkId), signal })),
      )
      // With force even one that is gone can be disconnected: then there is nothing to remember.
      const before = await findAttachment(client, containerId, network, signal).catch(rethrowUnless(force))
      const body = { Container: containerId, Force: force }
      await read(client, { method: 'POST', path: `${networkPath(networkId)}/disconnect`, body, signal })
      return before?.connection ?? plainConnection(network.id, containerId)
    })

  /** Source: `NetworkDelete`. Errors: not-found, conflict (containers connected, built in). */
  readonly remove: Act<Target> = ({ id }, signal) =>
    this.about(id, 'NetworkDelete', async (client) => {
      await read(client, { method: 'DELETE', path: networkPath(id), signal })
      return null
    })

  /** Source: `ContainerInspect`, `ContainerExec`, `ExecStart`. Errors: not-found; an unreachable target is an outcome. */
  readonly probe: Act<ProbeParams, ProbeReport> = async (params, signal) =>
    probe(this.dependencies.connection.client(), params, signal)

  private async about<T>(
    id: string,
    operation: string,
    work: (client: EngineClient) => Promise<T>,
  ): Promise<T> {
    const { connection, known } = this.dependencies
    try {
      return await work(connection.client())
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      const subject: ErrorSubject = { kind: 'network', id, name: known(id)?.name ?? id }
      if (error.data.status !== 403) throw error.with({ operation, subject })
      throw new EngineError('conflict', error.data.engineMessage, { ...error.data, operation, subject })
    }
  }
}

function rethrowUnless(isForced: boolean) {
  return (error: unknown): null => {
    if (isForced && error instanceof EngineError && error.code === 'not-found') return null
    throw error
  }
}

function networkPath(id: string): string {
  return `/networks/${encodeURIComponent(id)}`
}

async function read(client: EngineClient, request: EngineRequest): Promise<string> {
  const { body } = await client.stream(request)
  return readText(body)
}

function createBody(params: CreateNetwork): Readonly<Record<string, unknown>> {
  const { configFrom, ipamDriver, ipamOptions, pools } = params
  return {
    Name: params.name,
    // Older engines make a second network of the same name without it.
    CheckDuplicate: true,
    Driver: params.driver,
    ...(params.scope === null ? {} : { Scope: params.scope }),
    Internal: params.isInternal,
    Attachable: params.isAttachable,
    Ingress: params.isIngress,
    ConfigOnly: params.isConfigOnly,
    ...(configFrom === null ? {} : { ConfigFrom: { Network: configFrom } }),
    ...(params.hasIpv4 === null ? {} : { EnableIPv4: params.hasIpv4 }),
    ...(params.hasIpv6 === null ? {} : { EnableIPv6: params.hasIpv6 }),
    IPAM: {
      Driver: ipamDriver ?? 'default',
      Options: ipamOptions,
      Config: pools.map((pool) => ({
        Subnet: pool.subnet,
        ...(pool.gateway === null ? {} : { Gateway: pool.gateway }),
        ...(pool.ipRange === null ? {} : { IPRange: pool.ipRange }),
        AuxiliaryAddresses: pool.auxAddresses,
      })),
    },
    Options: params.options,
    Labels: params.labels,
  }
}

/** Everyone who is attached, by name. The network itself tells only of those that run. */
async function attachmentsOf(
  client: EngineClient,
  network: Network,
  signal: AbortSignal,
): Promise<readonly NetworkAttachment[]> {
  const path = '/containers/json'
  const listed = parseAnswer(
    await read(client, { method: 'GET', path, query: { all: true }, signal }),
  ) as unknown
  const ids = listOf(listed)
    .map(recordOf)
    .filter((record) => attachmentOf(record, network) !== null)
    .map((record) => textOf(record['Id']))
  const found: NetworkAttachment[] = []
  const queue = ids.values()
  const worker = async (): Promise<void> => {
    for (const id of queue) {
      const attachment = await findAttachment(client, id, network, signal).catch(rethrowUnless(true))
      if (attachment) found.push(attachment)
    }
  }
  await Promise.all(Array.from({ length: parallelInspects }, worker))
  return found.sort((a, b) => a.containerName.localeCompare(b.containerName))
}

async function findAttachment(
  client: EngineClient,
  containerId: string,
  network: Network,
  signal: AbortSignal,
): Promise<NetworkAttachment | null> {
  const path = `/containers/${encodeURIComponent(containerId)}/json`
  return attachmentOf(parseRecord(await read(client, { method: 'GET', path, signal })), network)
}

function plainConnection(networkId: string, containerId: string): NetworkConnection {
  return {
    networkId,
    containerId,
    aliases: [],
    ipv4Address: null,
    ipv6Address: null,
    linkLocalAddresses: [],
    links: [],
    driverOptions: {},
    gatewayPriority: null,
  }
}
