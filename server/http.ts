import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Transfers } from '../engine/transfers.ts'
import { contentSecurityPolicy, trustedTypesPolicy, withNonce } from '../shared/csp.ts'
import type { Authority, Refusal } from './access.ts'
import { refuseRequest, refuseTransfer } from './access.ts'
import type { PageFile } from './files.ts'
import { answerTransfer, isTransfer } from './transfer.ts'

/** A browser sends its headers at once; who does not is holding a connection open on purpose. */
const headersTimeoutMs = 5_000
/** A connection on which nothing moves, in the middle of an answer for instance. Sockets of pages are exempt. */
const idleSocketMs = 30_000
/** A window needs one socket and, while it loads, six connections. */
const maxConnections = 256

const permissions = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

const fixedHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': permissions.map((name) => `${name}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

const notFound: Refusal = { status: 404, reason: 'not found' }

export type PageServerOptions = {
  readonly files: ReadonlyMap<string, PageFile>
  readonly transfers: Transfers
  /** Asked for at each request: the port is not known before the server listens. */
  readonly authority: () => Authority
  readonly onError: (error: unknown) => void
  readonly headersTimeoutMs?: number
}

/** Serves the built page and the page's transfers to the page's own origin, nothing else. */
export function createPageServer(options: PageServerOptions): Server {
  const timeoutMs = options.headersTimeoutMs ?? headersTimeoutMs
  const server = createServer(
    {
      headersTimeout: timeoutMs,
      // An upload takes as long as it takes; anything else that has a body is refused.
      requestTimeout: 0,
      keepAliveTimeout: timeoutMs,
      // How often Node looks for such connections; its own default is 30 s.
      connectionsCheckingInterval: timeoutMs / 5,
    },
    (request, response) => {
      answer(request, response, options).catch((error: unknown) => {
        options.onError(error)
        response.destroy()
      })
    },
  )
  server.maxConnections = maxConnections
  server.setTimeout(idleSocketMs)
  return server
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: PageServerOptions,
): Promise<void> {
  const authority = options.authority()
  const nonce = randomBytes(16).toString('base64')
  // Also on scripts: a worker is governed by the policy of its own script.
  const policy = contentSecurityPolicy(nonce, `ws://${authority.host}`)
  for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', policy)
  const refusal = isTransfer(request) ? refuseTransfer(request, authority) : refuseRequest(request, authority)
  if (refusal) return refuse(response, refusal)
  if (!isTransfer(request)) return answerFile(request, response, { options, policy, nonce })
  if (!answerTransfer(request, response, options.transfers)) refuse(response, notFound)
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  { options, policy, nonce }: { options: PageServerOptions; policy: string; nonce: string },
): Promise<void> {
  const file = options.files.get(request.url ?? '')
  const content = file ? await readPageFile(file, nonce) : null
  if (!file || !content) return refuse(response, notFound)
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': content.byteLength,
    'Cache-Control': file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-store',
    ...(isPage(file) ? { 'Content-Security-Policy': `${policy}; ${trustedTypesPolicy}` } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

function isPage(file: PageFile): boolean {
  return file.type.startsWith('text/html')
}

/** Null when a build replaced the file since the host started. */
async function readPageFile(file: PageFile, nonce: string): Promise<Buffer | null> {
  try {
    const content = await readFile(file.path)
    return isPage(file) ? Buffer.from(withNonce(content.toString(), nonce)) : content
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  const body = `${reason}\n`
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    ...(status === 405 ? { Allow: isTransfer(response.req) ? 'GET, PUT' : 'GET, HEAD' } : {}),
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
