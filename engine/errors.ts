import type { ErrorData } from '../shared/errors.ts'
import { EngineError } from '../shared/errors.ts'

type About = Partial<Pick<ErrorData, 'operation' | 'subject'>>

/**
 * An error status of the engine as an `EngineError`. The code comes from the status alone, because texts
 * differ between versions and products.
 *
 * Statuses that are wider than they look: 500 is also how dockerd says "port is already allocated" and
 * "no space left on device", and how Podman says "name is in use"; nothing structured tells them apart,
 * so they stay `engine-failed` with the engine's words. 507 is what proxies in front of an engine send.
 */
export function fromStatus(status: number, message: string, about: About = {}): EngineError {
  const engineMessage = message || `HTTP status ${status}`
  return new EngineError(codeOfStatus(status), engineMessage, { ...about, status })
}

function codeOfStatus(status: number): ErrorData['code'] {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized'
    case 404:
      return 'not-found'
    case 408:
    case 504:
      return 'timeout'
    case 409:
      return 'conflict'
    case 501:
      return 'unsupported'
    case 502:
    case 503:
      return 'engine-unreachable'
    case 507:
      return 'out-of-space'
    default:
      return status >= 500 ? 'engine-failed' : 'bad-request'
  }
}

/** The `code` of a Node error, such as `ECONNREFUSED`; empty when it has none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : ''
}

const unreachableErrnos: ReadonlySet<string> = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTSOCK',
  // More connections at once than the engine's socket or this process takes.
  'EAGAIN',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'EPROTO',
])

/**
 * What Node throws while a request has no answer yet, as an `EngineError`. Anything that is no known
 * failure of a connection is a bug and comes back as it was.
 */
export function fromRequestFailure(error: unknown, about: About = {}): unknown {
  if (error instanceof EngineError) return withAbout(error, about)
  const code = codeOfErrno(error)
  if (code === null) return error
  const failure = new EngineError(code, messageOf(error), about)
  failure.cause = error
  return failure
}

function codeOfErrno(error: unknown): ErrorData['code'] | null {
  if (error instanceof Error && error.name === 'AbortError') return 'cancelled'
  const errno = errnoOf(error)
  if (errno === 'EACCES' || errno === 'EPERM') return 'permission-denied'
  if (errno === 'ENOSPC') return 'out-of-space'
  return unreachableErrnos.has(errno) || isTlsErrno(errno) || errno.startsWith('HPE_')
    ? 'engine-unreachable'
    : null
}

/** OpenSSL's and Node's codes for a handshake or certificate that failed. */
export function isTlsErrno(errno: string): boolean {
  return (
    errno.startsWith('ERR_SSL_') ||
    errno.startsWith('ERR_TLS_') ||
    errno.startsWith('CERT_') ||
    errno.startsWith('UNABLE_TO_') ||
    errno.endsWith('SELF_SIGNED_CERT') ||
    errno.startsWith('SELF_SIGNED_') ||
    errno === 'EPROTO'
  )
}

/** What a body or hijacked socket raised after the answer began: `stream-lost`, or `cancelled` on abort. */
export function fromStreamFailure(error: unknown, about: About = {}): unknown {
  const known = fromRequestFailure(error, about)
  if (!(known instanceof EngineError) || known.code !== 'engine-unreachable') return known
  return new EngineError('stream-lost', known.data.engineMessage, about)
}

export function cancelled(): EngineError {
  return new EngineError('cancelled', 'stopped on request')
}

export function messageOf(error: unknown): string {
  // Node's happy-eyeballs failure has an empty message and the real ones inside.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

function withAbout(error: EngineError, about: About): EngineError {
  if (!about.operation && !about.subject) return error
  const told = error.with({
    ...(about.operation ? { operation: about.operation } : {}),
    ...(about.subject ? { subject: about.subject } : {}),
  })
  told.cause = error.cause
  return told
}
