import { EngineError } from '../../shared/errors.ts'
import { numberOf, parseRecord, textOf } from '../normalize/record.ts'
import type { Credential } from './credentials.ts'
import type { Trust } from './http.ts'
import { exchange, refuseIntrusion } from './http.ts'

export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      readonly realm: string
      readonly service: string | null
      readonly scope: string | null
    }

/** What a 401 asks for, from `WWW-Authenticate`; null when it is nothing we can do. */
export function parseChallenge(header: string | undefined): Challenge | null {
  const found = /(?:^|,\s*)(bearer|basic)(?:\s+(.*))?$/i.exec(header ?? '')
  if (!found) return null
  if (found[1]?.toLowerCase() === 'basic') return { scheme: 'basic' }
  const parameters = new Map(
    [...(found[2] ?? '').matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/gi)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value.replace(/\\(.)/g, '$1'),
    ]),
  )
  const realm = parameters.get('realm')
  if (!realm) return null
  return {
    scheme: 'bearer',
    realm,
    service: parameters.get('service') ?? null,
    scope: parameters.get('scope') ?? null,
  }
}

export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
}

type TokenRequest = {
  readonly registryUrl: URL
  readonly challenge: Extract<Challenge, { scheme: 'bearer' }>
  readonly credential: Credential | null
  readonly trust: Trust
  readonly signal: AbortSignal
}
export type Token = { readonly token: string; readonly expiresInSeconds: number }

/** What the token specification says is meant where nothing is said. */
const defaultLifeSeconds = 60

/**
 * Gets a token as the distribution specification describes: GET with user and password, or POST with an
 * identity token. Throws `unauthorized`, `rate-limited`, `not-a-registry` (the realm is not safe, or the answer
 * is no token) and what the exchange throws.
 */
export async function fetchToken(request: TokenRequest): Promise<Token> {
  const realm = await safeRealm(request)
  const { credential, trust, signal } = request
  const answer =
    credential?.kind === 'token'
      ? await exchange(
          { method: 'POST', url: realm, ...refreshForm(request, credential.identityToken), signal },
          trust,
        )
      : await exchange(
          { method: 'GET', url: withQuery(realm, request), ...basicHeader(credential), signal },
          trust,
        )
  if (answer.status >= 400) throw refusal(answer.status, realm)
  const parsed = parseRecord(answer.body.toString('utf8'))
  const token = textOf(parsed?.['token']) || textOf(parsed?.['access_token'])
  if (token === '') throw new EngineError('not-a-registry', `${realm.host} gave no token`)
  return { token, expiresInSeconds: numberOf(parsed?.['expires_in']) ?? defaultLifeSeconds }
}

/** The realm is where the password goes: a registry may not name a place that is less safe than itself. */
async function safeRealm({ registryUrl, challenge }: TokenRequest): Promise<URL> {
  let realm: URL
  try {
    realm = new URL(challenge.realm)
  } catch {
    throw new EngineError('not-a-registry', `"${challenge.realm.slice(0, 200)}" is no address for a token`)
  }
  const isSafe =
    realm.protocol === 'https:' || (realm.protocol === 'http:' && registryUrl.protocol === 'http:')
  if (!isSafe) {
    throw new EngineError(
      'not-a-registry',
      `${registryUrl.host} wants the password sent in the clear to ${realm.host}`,
    )
  }
  await refuseIntrusion(registryUrl, realm)
  return realm
}

function withQuery(realm: URL, { challenge, credential }: TokenRequest): URL {
  const url = new URL(realm)
  if (challenge.service !== null) url.searchParams.set('service', challenge.service)
  for (const scope of challenge.scope?.split(' ') ?? []) url.searchParams.append('scope', scope)
  if (credential?.kind === 'password') url.searchParams.set('account', credential.username)
  return url
}

function basicHeader(credential: Credential | null): { headers?: Readonly<Record<string, string>> } {
  if (credential?.kind !== 'password') return {}
  return { headers: { Authorization: basicAuthorization(credential.username, credential.password) } }
}

function refreshForm(
  { challenge }: TokenRequest,
  identityToken: string,
): { headers: Readonly<Record<string, string>>; body: string } {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'bayplan',
    refresh_token: identityToken,
    ...(challenge.service === null ? {} : { service: challenge.service }),
    ...(challenge.scope === null ? {} : { scope: challenge.scope }),
  })
  return { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() }
}

function refusal(status: number, realm: URL): EngineError {
  const said = `${realm.host} gave no token: status ${status}`
  if (status === 429) return new EngineError('rate-limited', said, { status })
  return new EngineError(status >= 500 ? 'registry-unreachable' : 'unauthorized', said, { status })
}
