import type { ErrorCode, ErrorSubject } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'
import { defaultRegistry } from '../../shared/reference.ts'
import { listOf, parseRecord, recordOf, textOf } from '../normalize/record.ts'
import type { Credential } from './credentials.ts'
import type { RegistryAnswer, RegistryRequest, Trust } from './http.ts'
import { exchange } from './http.ts'
import type { Challenge } from './token-auth.ts'
import { basicAuthorization, fetchToken, parseChallenge } from './token-auth.ts'

/** Where Docker Hub's API answers. */
const hubHost = 'registry-1.docker.io'
/** A token is not used in its last seconds, so that it does not end on the way. */
const tokenMarginSeconds = 5

type SessionOptions = {
  readonly registry: string
  readonly trust: Trust
  readonly credential: Credential | null
}
type Request = Omit<RegistryRequest, 'url'> & { readonly path: string }

/** Exchanges with one registry as one account, with the tokens that it gave. */
export class RegistrySession {
  readonly options: SessionOptions
  private base: URL | null = null
  private readonly tokens = new Map<string, { header: string; untilMs: number }>()

  constructor(options: SessionOptions) {
    this.options = options
  }

  /** Rejects with an `EngineError` on a status of 400 or more, its code from what the registry's JSON says. */
  async request(request: Request): Promise<RegistryAnswer> {
    const known = this.tokens.get(scopeKey(request))
    const header = known && known.untilMs > Date.now() ? known.header : null
    const first = await this.send(request, header)
    const answer = first.status === 401 ? await this.retryAuthorized(request, first) : first
    if (answer.status >= 400 || isWebPage(answer)) throw this.failure(answer)
    return answer
  }

  private async retryAuthorized(request: Request, refused: RegistryAnswer): Promise<RegistryAnswer> {
    const challenge = parseChallenge(refused.headers['www-authenticate'])
    if (!challenge) return refused
    const found = await this.authorize(challenge, request.signal)
    if (!found) return refused
    this.tokens.set(scopeKey(request), found)
    return this.send(request, found.header)
  }

  private async authorize(
    challenge: Challenge,
    signal: AbortSignal,
  ): Promise<{ header: string; untilMs: number } | null> {
    const { credential, trust } = this.options
    if (challenge.scheme === 'basic') {
      if (credential?.kind !== 'password') return null
      const header = basicAuthorization(credential.username, credential.password)
      return { header, untilMs: Number.POSITIVE_INFINITY }
    }
    const registryUrl = await this.baseUrl(signal)
    const found = await fetchToken({ registryUrl, challenge, credential, trust, signal })
    const untilMs = Date.now() + (found.expiresInSeconds - tokenMarginSeconds) * 1_000
    return { header: `Bearer ${found.token}`, untilMs }
  }

  private async send(request: Request, authorization: string | null): Promise<RegistryAnswer> {
    const { path, headers, ...rest } = request
    const url = new URL(path, await this.baseUrl(request.signal))
    const withAuth = authorization === null ? { ...headers } : { ...headers, Authorization: authorization }
    return exchange({ ...rest, url, headers: withAuth }, this.options.trust)
  }

  /** HTTPS; a registry that the engine may reach insecurely is asked by HTTPS first and then by HTTP, as it does. */
  private async baseUrl(signal: AbortSignal): Promise<URL> {
    if (this.base) return this.base
    const { registry, trust } = this.options
    const host = registry === defaultRegistry ? hubHost : registry
    const secure = new URL(`https://${host}`)
    this.base =
      trust.isInsecure && !(await speaks(secure, trust, signal)) ? new URL(`http://${host}`) : secure
    return this.base
  }

  private failure(answer: RegistryAnswer): EngineError {
    const { status } = answer
    const subject: ErrorSubject = {
      kind: 'registry',
      id: this.options.registry,
      name: this.options.registry,
    }
    if (isWebPage(answer)) {
      const said = `${this.options.registry} answered with a web page (status ${status})`
      return new EngineError('not-a-registry', said, { status, subject })
    }
    const first = recordOf(listOf(parseRecord(answer.body.toString('utf8'))?.['errors'])[0])
    const code = textOf(first['code'])
    const said = textOf(first['message']) || code || `status ${status}`
    return new EngineError(codes[code] ?? codeOfStatus(status), said, { status, subject })
  }
}

/** Error codes of the distribution specification. */
const codes: Readonly<Record<string, ErrorCode>> = {
  UNAUTHORIZED: 'unauthorized',
  DENIED: 'unauthorized',
  NAME_UNKNOWN: 'not-found',
  MANIFEST_UNKNOWN: 'not-found',
  BLOB_UNKNOWN: 'not-found',
  NOT_FOUND: 'not-found',
  TOOMANYREQUESTS: 'rate-limited',
  UNSUPPORTED: 'unsupported',
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not-found'
  if (status === 405) return 'unsupported'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'registry-unreachable' : 'bad-request'
}

function isWebPage(answer: RegistryAnswer): boolean {
  return /^text\/html\b/i.test(answer.headers['content-type'] ?? '')
}

/** Tokens are given per action and repository. */
function scopeKey({ method, path }: Request): string {
  const action = method === 'GET' || method === 'HEAD' ? 'read' : method
  return `${action} ${/^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(path)?.[1] ?? ''}`
}

async function speaks(base: URL, trust: Trust, signal: AbortSignal): Promise<boolean> {
  try {
    await exchange({ method: 'GET', url: new URL('/v2/', base), signal }, trust)
    return true
  } catch (error) {
    if (error instanceof EngineError && error.code === 'tls') return false
    if (error instanceof EngineError && error.code === 'registry-unreachable') return false
    throw error
  }
}
