import { lookup } from 'node:dns/promises'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { rootCertificates } from 'node:tls'
import { EngineError } from '../../shared/errors.ts'
import { cancelled, errnoOf, isTlsErrno, messageOf } from '../errors.ts'
import { isPrivateAddress } from './private-address.ts'
import { type Proxy, proxyFor } from './proxy.ts'

/** A registry that says nothing for this long is taken to be away. */
const silenceMs = 20_000
/** Lists and manifests are small; specification and Docker's own limit for manifests is 4 MiB. */
const maxBodyBytes = 8 * 1024 * 1024
const maxRedirects = 4

export type RegistryRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}
export type RegistryAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
export type Trust = {
  /** Any certificate will do, as the engine is told by `insecure-registries`. */
  readonly isInsecure: boolean
  /** Certificate authorities besides the known ones, PEM. */
  readonly ca: readonly string[]
  /** What this computer proves itself with, PEM. */
  readonly client?: ClientCertificate | null
}
export type ClientCertificate = { readonly cert: string; readonly key: string }

/**
 * One exchange with a registry. Follows redirects of reads, without credentials when they lead elsewhere, never
 * from HTTPS to HTTP, and never from a public registry into a private network, which would let a registry
 * have this computer ask its neighbours. Throws tls, no-network, registry-unreachable, not-a-registry, cancelled.
 */
export async function exchange(request: RegistryRequest, trust: Trust): Promise<RegistryAnswer> {
  let current = request
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    // Only the registry itself is shown who we are.
    const isElsewhere = current.url.origin !== request.url.origin
    const answer = await send(current, isElsewhere ? { ...trust, client: null } : trust)
    const target = redirectTarget(answer, current)
    if (target === null) return answer
    await refuseUnsafeRedirect(current.url, target)
    current = { ...current, url: target, headers: headersFor(current, target) }
  }
  throw new EngineError('not-a-registry', `${request.url.host} redirects without end`)
}

function redirectTarget(answer: RegistryAnswer, { method, url }: RegistryRequest): URL | null {
  const { location } = answer.headers
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return null
  // A moved write is an answer, not something to repeat elsewhere.
  if (method !== 'GET' && method !== 'HEAD') return null
  try {
    return new URL(location, url)
  } catch {
    throw new EngineError('not-a-registry', `${url.host} redirects to "${location.slice(0, 200)}"`)
  }
}

function headersFor({ url, headers = {} }: RegistryRequest, target: URL): Readonly<Record<string, string>> {
  if (target.origin === url.origin) return headers
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  )
}

/** Throws `not-a-registry` for a redirect that leads to something less safe than where it came from. */
export async function refuseUnsafeRedirect(from: URL, to: URL): Promise<void> {
  const isDowngrade = from.protocol === 'https:' && to.protocol !== 'https:'
  const isWeb = to.protocol === 'https:' || to.protocol === 'http:'
  if (!isWeb || isDowngrade) {
    throw new EngineError(
      'not-a-registry',
      `${from.host} redirects to ${to.protocol}//${to.host}, which is not safe`,
    )
  }
  await refuseIntrusion(from, to)
}

/** A public host must not send us to an address that only this computer can reach. Throws `not-a-registry`. */
export async function refuseIntrusion(from: URL, to: URL): Promise<void> {
  if (to.hostname === from.hostname || !(await isPrivateHost(to)) || (await isPrivateHost(from))) return
  throw new EngineError(
    'not-a-registry',
    `${from.host} refers to ${to.host}, an address of a private network`,
  )
}

async function isPrivateHost({ hostname }: URL): Promise<boolean> {
  const name = hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) !== 0) return isPrivateAddress(name)
  const addresses = await lookup(name, { all: true }).catch(() => [])
  return addresses.some(({ address }) => isPrivateAddress(address))
}

function send(request: RegistryRequest, trust: Trust): Promise<RegistryAnswer> {
  const { url, method, headers, body, signal } = request
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled())
    const proxy = proxyFor(url)
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
      agent: proxy?.agent ?? false,
      method,
      headers: { 'User-Agent': 'bayplan', ...headers },
      signal,
      ...(url.protocol === 'https:' ? secureOptions(trust) : {}),
    })
    outgoing.on('proxyConnect', ({ statusCode }: { statusCode?: number }) => {
      // For plain HTTP there is no tunnel, and no answer of the proxy's own yet.
      if (statusCode !== undefined && statusCode !== 200)
        outgoing.destroy(proxyRefusal(proxy, url, statusCode))
    })
    const fail = (error: unknown): void => reject(signal.aborted ? cancelled() : failureOf(error, url))
    outgoing.on('error', fail)
    outgoing.setTimeout(silenceMs, () => {
      outgoing.destroy(new EngineError('registry-unreachable', `${url.host} does not answer`))
    })
    outgoing.on('response', (answer) => {
      // Nor any other than this one later.
      if (answer.statusCode === 407) {
        outgoing.destroy(proxyRefusal(proxy, url, 407))
        return
      }
      readBody(answer, url).then((bytes) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes })
      }, fail)
    })
    outgoing.end(body)
  })
}

function secureOptions({ isInsecure, ca, client }: Trust): https.RequestOptions {
  return {
    rejectUnauthorized: !isInsecure,
    ...(ca.length > 0 ? { ca: [...rootCertificates, ...ca] } : {}),
    ...(client ? { cert: client.cert, key: client.key } : {}),
  }
}

function proxyRefusal(proxy: Proxy | null, url: URL, status: number): EngineError {
  const said = `the proxy ${proxy?.host ?? ''} answered with status ${status} when asked for ${url.host}`
  return new EngineError('registry-unreachable', said, { status })
}

async function readBody(answer: IncomingMessage, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > maxBodyBytes) throw new EngineError('not-a-registry', `the answer of ${url.host} is too long`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const networkErrnos: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
])
const connectionErrnos: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
])

/** What Node throws, as an `EngineError`; what is no failure of a connection is a bug and comes back as it was. */
function failureOf(error: unknown, url: URL): unknown {
  if (error instanceof EngineError) return error
  const errno = errnoOf(error)
  const said = `${url.host}: ${messageOf(error)}`
  if (networkErrnos.has(errno)) return new EngineError('no-network', said)
  if (connectionErrnos.has(errno)) return new EngineError('registry-unreachable', said)
  if (isTlsErrno(errno)) return new EngineError('tls', said)
  // Whatever answers there does not speak HTTP.
  return errno.startsWith('HPE_') ? new EngineError('not-a-registry', said) : error
}
