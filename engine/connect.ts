import Docker from 'dockerode'
import type { EngineInfo, UnreachableReason } from '../shared/engine.ts'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineRequest } from './client.ts'
import { DockerodeModem } from './dockerode-modem.ts'
import { errnoOf, fromRequestFailure, isTlsErrno } from './errors.ts'
import { isApiVersion, negotiate, newestApiVersion, oldestApiVersion } from './negotiate.ts'
import type { Json } from './normalize/record.ts'
import { listOf, numberOf, parseRecord, recordOf, textOf } from './normalize/record.ts'
import type { EngineTarget } from './target.ts'
import { parseHost } from './target.ts'
import { readText, Transport } from './transport.ts'

/** What an engine says of itself before a version is agreed. Source: `SystemVersion`, unversioned. */
export type EngineVersion = {
  readonly version: string
  readonly apiVersion: string
  readonly minApiVersion: string | null
  readonly product: 'docker' | 'podman'
  readonly os: string
  readonly architecture: string
}

/** A client together with the right to end it. */
export type ConnectedEngine = EngineClient & {
  readonly version: EngineVersion
  /** Asks `/_ping`. Rejects when there is no good answer. */
  ping(signal: AbortSignal): Promise<void>
  /** Ends every request and stream of this client with `engine-unreachable` or `stream-lost`. */
  close(): void
}

/** Why there is no connection, as data for the diagnosis. */
export class ConnectError extends EngineError {
  readonly reason: UnreachableReason
  readonly serverApiVersion: string | null

  constructor(reason: UnreachableReason, message: string, serverApiVersion: string | null = null) {
    super(reason === 'permission-denied' ? 'permission-denied' : 'engine-unreachable', message)
    this.name = 'ConnectError'
    this.reason = reason
    this.serverApiVersion = serverApiVersion
  }
}

/**
 * Makes the one kind of connection there is: asks for the version, agrees on an API version and pins it.
 *
 * Source: `SystemVersion`. The environment (`DOCKER_HOST` and its kin) has no influence here.
 * Errors: `ConnectError` with a reason; `cancelled`.
 */
export async function connectEngine(target: EngineTarget, signal: AbortSignal): Promise<ConnectedEngine> {
  const transport = openTransport(target)
  const version = await readVersion(transport, signal)
  const agreed = negotiate(version.apiVersion, version.minApiVersion)
  if (agreed.kind !== 'agreed') {
    const theirs = `${version.minApiVersion ?? '?'} to ${version.apiVersion}`
    const words = `the engine speaks API ${theirs}, Bayplan ${oldestApiVersion} to ${newestApiVersion}`
    throw new ConnectError(
      agreed.kind,
      words,
      agreed.kind === 'api-too-old' ? version.apiVersion : version.minApiVersion,
    )
  }
  return clientOf(target, transport, version, agreed.apiVersion)
}

/** Asks who answers at an endpoint, without agreeing on anything. Errors: as `connectEngine`. */
export async function probeEngine(target: EngineTarget, signal: AbortSignal): Promise<EngineVersion> {
  return readVersion(openTransport(target), signal)
}

/** Facts about a connected engine. Source: `SystemInfo`. */
export async function readEngineInfo(engine: ConnectedEngine, signal: AbortSignal): Promise<EngineInfo> {
  const { body } = await engine.stream({ method: 'GET', path: '/info', signal })
  const info = recordOf(parseRecord(await readText(body)))
  const { version } = engine
  return {
    name: textOf(info['Name']),
    product: engine.product,
    version: version.version,
    apiVersion: version.apiVersion,
    negotiatedApiVersion: engine.apiVersion,
    operatingSystem: textOf(info['OperatingSystem']),
    osType: textOf(info['OSType']) || version.os,
    architecture: textOf(info['Architecture']) || version.architecture,
    cpuCount: numberOf(info['NCPU']) ?? 0,
    memoryBytes: numberOf(info['MemTotal']) ?? 0,
    storageDriver: textOf(info['Driver']),
    cgroupVersion: textOf(info['CgroupVersion']),
    imageCount: numberOf(info['Images']) ?? 0,
  }
}

function openTransport(target: EngineTarget): Transport {
  const address = parseHost(target.endpoint.host, target.tls !== null)
  if (address.kind === 'unsupported') {
    const advice =
      address.scheme === 'ssh'
        ? "forward the engine's socket first: ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock user@host, then use unix:///tmp/engine.sock"
        : 'use unix://, npipe:// or tcp://'
    throw new ConnectError('unsupported-endpoint', `${target.endpoint.host} is not supported; ${advice}`)
  }
  return new Transport(target)
}

/** The path, if it leads where it says: an image called `a/../../containers/b` would make another operation of it. */
function withoutDots(path: string): string {
  // The engine takes an encoded slash for one, too. What follows the question mark names files, not operations.
  const [route = ''] = path.split('?', 1)
  if (!route.split(/\/|%2f/i).some((part) => part === '.' || part === '..')) return path
  throw new EngineError('bad-request', `no such name: ${path}`)
}

function clientOf(
  target: EngineTarget,
  transport: Transport,
  version: EngineVersion,
  apiVersion: string,
): ConnectedEngine {
  const versioned = (request: EngineRequest): EngineRequest => ({
    ...request,
    path: `/v${apiVersion}${withoutDots(request.path)}`,
  })
  const stream: EngineClient['stream'] = async (request) => transport.request(versioned(request))
  return {
    endpoint: target.endpoint,
    apiVersion,
    product: version.product,
    version,
    docker: openDockerode(stream),
    stream,
    streamRaw: async (request) => transport.readRaw(versioned(request)),
    hijack: async (request) => transport.upgrade(versioned(request)),
    ping: async (signal) => {
      const { body } = await transport.request({ method: 'GET', path: '/_ping', signal })
      await readText(body)
    },
    close: () => transport.close(),
  }
}

/** dockerode takes a ready modem instead of options; its types do not know. */
function openDockerode(send: EngineClient['stream']): Docker {
  return new Docker({ modem: new DockerodeModem(send) } as unknown as Docker.DockerOptions)
}

async function readVersion(transport: Transport, signal: AbortSignal): Promise<EngineVersion> {
  const text = await ask(transport, '/version', signal)
  const answer = parseRecord(text)
  const apiVersion = textOf(answer?.['ApiVersion'])
  if (!answer || !isApiVersion(apiVersion)) {
    throw new ConnectError('not-an-engine', 'what answers there is not a container engine')
  }
  const minApiVersion = textOf(answer['MinAPIVersion'])
  return {
    version: textOf(answer['Version']),
    apiVersion,
    minApiVersion: isApiVersion(minApiVersion) ? minApiVersion : null,
    product: isPodman(answer) ? 'podman' : 'docker',
    os: textOf(answer['Os']),
    architecture: textOf(answer['Arch']),
  }
}

async function ask(transport: Transport, path: string, signal: AbortSignal): Promise<string> {
  try {
    const { body } = await transport.request({ method: 'GET', path, signal })
    return await readText(body)
  } catch (error) {
    throw toConnectError(error)
  }
}

/** What went wrong while nothing was agreed yet, with its reason; `cancelled` and bugs stay what they are. */
export function toConnectError(error: unknown): unknown {
  if (error instanceof ConnectError) return error
  const known = fromRequestFailure(error)
  if (!(known instanceof EngineError) || known.code === 'cancelled') return known
  return new ConnectError(reasonOf(known), known.data.engineMessage)
}

/** From errno and status alone; what is found in the file system refines it later. */
function reasonOf(error: EngineError): UnreachableReason {
  const { status } = error.data
  if (status === 401 || status === 403) return 'permission-denied'
  // 500 and above is an engine in trouble, or a proxy without its engine.
  if (status !== null) return status >= 500 ? 'not-answering' : 'not-an-engine'
  const errno = errnoOf(error.cause)
  if (isTlsErrno(errno)) return 'tls'
  if (errno.startsWith('HPE_')) return 'not-an-engine'
  return reasonsByErrno.get(errno) ?? 'not-answering'
}

const reasonsByErrno: ReadonlyMap<string, UnreachableReason> = new Map([
  ['ENOENT', 'socket-missing'],
  ['EACCES', 'permission-denied'],
  ['EPERM', 'permission-denied'],
  ['ECONNREFUSED', 'daemon-down'],
  ['ENOTSOCK', 'not-an-engine'],
  ['ENOTFOUND', 'host-unknown'],
  ['EAI_AGAIN', 'host-unknown'],
])

function isPodman(version: Json): boolean {
  return listOf(version['Components']).some((part) => recordOf(part)['Name'] === 'Podman Engine')
}
