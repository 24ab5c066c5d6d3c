import type { IncomingMessage } from 'node:http'
import { socketPath } from '../shared/login.ts'

/** The one name under which the host answers. `localhost` is none: other programs may listen there on `::1`. */
export type Authority = {
  /** As in a Host header: `127.0.0.1:4711`. */
  readonly host: string
  /** As in an Origin header: `http://127.0.0.1:4711`. */
  readonly origin: string
}

export type Refusal = { readonly status: 400 | 403 | 404 | 405 | 413; readonly reason: string }

export function authorityOf(port: number): Authority {
  const { host, origin } = new URL(`http://127.0.0.1:${port}`)
  return { host, origin }
}

/** Why a request for a page or file must not be answered, or null. */
export function refuseRequest(request: IncomingMessage, authority: Authority): Refusal | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, reason: 'only GET and HEAD' }
  }
  return (
    refuseHost(request, authority) ??
    refuseOtherOrigin(request, authority) ??
    refuseSite(request) ??
    refuseContent(request)
  )
}

/**
 * Why a request for a one-time address must not be answered, or null. Nobody is led there by a link: only the
 * page asks, and what sends bytes must say where it comes from.
 */
export function refuseTransfer(request: IncomingMessage, authority: Authority): Refusal | null {
  const { 'sec-fetch-site': site, origin } = request.headers
  if (request.method !== 'GET' && request.method !== 'PUT') return { status: 405, reason: 'only GET and PUT' }
  const refusal = refuseHost(request, authority) ?? refuseOtherOrigin(request, authority)
  if (refusal) return refusal
  if (request.method === 'PUT' && origin === undefined) {
    return { status: 403, reason: 'not from this page: Origin' }
  }
  if (site === undefined || site === 'same-origin') return null
  return { status: 403, reason: 'not from this page: Sec-Fetch-Site' }
}

/** Why a WebSocket must not be opened, or null. Here the Origin is not optional. */
export function refuseSocket(request: IncomingMessage, authority: Authority): Refusal | null {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (request.method !== 'GET') return { status: 405, reason: 'only GET' }
  const refusal = refuseHost(request, authority)
  if (refusal) return refusal
  if (typeof origin !== 'string' || origin !== authority.origin) {
    return { status: 403, reason: 'not from this page: Origin' }
  }
  if (site !== undefined && site !== 'same-origin') {
    return { status: 403, reason: 'not from this page: Sec-Fetch-Site' }
  }
  return request.url === socketPath ? null : { status: 404, reason: 'no such socket' }
}

/** A page of another site can make its own name point here (DNS rebinding), but cannot change the Host header. */
function refuseHost(request: IncomingMessage, authority: Authority): Refusal | null {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0)
  const isSingle = names.filter((name) => name.toLowerCase() === 'host').length === 1
  if (isSingle && request.headers.host === authority.host) return null
  return { status: 403, reason: `the host is called ${authority.host} only` }
}

function refuseOtherOrigin(request: IncomingMessage, authority: Authority): Refusal | null {
  const { origin } = request.headers
  if (origin === undefined || origin === authority.origin) return null
  return { status: 403, reason: 'not from this page: Origin' }
}

/**
 * Fetch metadata, where the browser sends it: other sites (a container's page on another loopback port counts
 * as `same-site`) may lead a person here, as a link or a redirect does, and nothing else.
 */
function refuseSite(request: IncomingMessage): Refusal | null {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest } = request.headers
  if (site === undefined || site === 'same-origin' || site === 'none') return null
  const isTopLevelVisit = mode === 'navigate' && dest === 'document' && request.url === '/'
  return isTopLevelVisit ? null : { status: 403, reason: 'not from this page: Sec-Fetch-Site' }
}

/** What comes with a body comes to a transfer. Anything else would only keep a connection busy. */
function refuseContent(request: IncomingMessage): Refusal | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const isEmpty = encoding === undefined && (length === undefined || length === '0')
  return isEmpty ? null : { status: 413, reason: 'no content expected' }
}
