import { EngineError, toErrorData } from '../../shared/errors.ts'
import { defaultRegistry, parseRegistry } from '../../shared/reference.ts'
import type { CredentialStorage, RegistryAccount, RegistryAccounts } from '../../shared/registry.ts'
import type { Environment } from '../endpoint-facts.ts'
import type { Json } from '../normalize/record.ts'
import { recordOf, textOf, textRecordOf } from '../normalize/record.ts'
import { CredentialHelper, detectHelper, helperEnvironment, tokenUser } from './credential-helper.ts'
import { DockerConfig } from './docker-config.ts'

/** What a registry or the engine is given. An identity token stands in for user name and password. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly identityToken: string }

/** The key under which docker keeps Docker Hub's account; every other registry has its own name. */
const hubKey = 'https://index.docker.io/v1/'

export function serverKey(registry: string): string {
  return registry === defaultRegistry ? hubKey : registry
}

type Options = { readonly env: Environment; readonly platform: string }

/**
 * Accounts at registries, kept where the docker command keeps them and found by it: in the helper that
 * config.json names for the registry (`credHelpers`) or for all (`credsStore`), else in config.json itself in
 * base64. Secrets are never logged and never part of an error.
 */
export class Credentials {
  private readonly options: Options
  private readonly config: DockerConfig

  constructor(options: Options) {
    const { env, platform } = options
    this.options = { env: helperEnvironment(env, platform), platform }
    this.config = new DockerConfig(env)
  }

  /** Null when nobody is signed in there. Throws what the helper or the file throws. */
  async get(registry: string, signal: AbortSignal): Promise<Credential | null> {
    const config = await this.config.read()
    const helper = helperFor(config, registry)
    if (helper === null) return credentialInFile(config, registry)
    const found = await this.helper(helper).get(serverKey(registry), signal)
    if (!found || found.secret === '') return null
    return found.username === tokenUser
      ? { kind: 'token', identityToken: found.secret }
      : { kind: 'password', username: found.username, password: found.secret }
  }

  /** Where `store` would put it. */
  async storageFor(registry: string): Promise<CredentialStorage> {
    const config = await this.config.read()
    return storage((await this.chooseHelper(config, registry)).helper, this.config.file)
  }

  /** Keeps it. Refuses, as `bad-request`, to write base64 into the file that nobody has agreed to. */
  async store(
    registry: string,
    credential: Credential,
    allowPlainText: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { helper, isDetected } = await this.chooseHelper(await this.config.read(), registry)
    if (helper === null && !allowPlainText) {
      throw new EngineError(
        'bad-request',
        `no credential helper; ${this.config.file} would hold the secret in base64`,
      )
    }
    const key = serverKey(registry)
    if (helper !== null) await this.helper(helper).store(key, helperCredential(credential), signal)
    await this.config.change((config) => ({
      ...config,
      // An empty entry beside a helper is how the docker command remembers where it is signed in.
      auths: { ...recordOf(config['auths']), [key]: helper === null ? fileEntry(credential) : {} },
      ...(isDetected ? { credsStore: helper } : {}),
    }))
  }

  /** Forgets it, under every name that the docker command may have used. */
  async erase(registry: string, signal: AbortSignal): Promise<void> {
    const config = await this.config.read()
    const helper = helperFor(config, registry)
    if (helper !== null) await this.helper(helper).erase(serverKey(registry), signal)
    await this.config.change((before) => {
      const auths = Object.entries(recordOf(before['auths']))
      const kept = auths.filter(([key]) => parseRegistry(key) !== registry)
      return kept.length === auths.length ? before : { ...before, auths: Object.fromEntries(kept) }
    })
  }

  /** Everybody who is signed in anywhere, without secrets. A helper that fails hides no other. */
  async list(signal: AbortSignal): Promise<RegistryAccounts> {
    const config = await this.config.read()
    const accounts = new Map<string, RegistryAccount>()
    const failures: { helper: string; error: ReturnType<typeof toErrorData> }[] = []
    for (const account of accountsInFile(config, this.config.file)) accounts.set(account.registry, account)
    await Promise.all(
      helpersOf(config).map(async ({ name, registries }) => {
        try {
          for (const account of await this.accountsOf(name, registries, signal)) {
            accounts.set(account.registry, account)
          }
        } catch (error) {
          failures.push({ helper: name, error: toErrorData(error) })
        }
      }),
    )
    return { accounts: [...accounts.values()].toSorted(byRegistry), file: this.config.file, failures }
  }

  /** What a helper holds: all of it for the common store, else what it is named for. */
  private async accountsOf(
    name: string,
    registries: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<readonly RegistryAccount[]> {
    const listed = Object.entries(await this.helper(name).list(signal))
    return listed.flatMap(([key, username]) => {
      const registry = parseRegistry(key)
      if (registry === null || isBesidesAccount(key)) return []
      if (registries !== null && !registries.includes(registry)) return []
      const isToken = username === tokenUser
      return [
        { registry, username: isToken ? '' : username, isToken, storage: { kind: 'helper', helper: name } },
      ]
    })
  }

  /** As the docker command: what is set, else, when nothing is set at all, the platform's own keychain. */
  private async chooseHelper(
    config: Json,
    registry: string,
  ): Promise<{ readonly helper: string | null; readonly isDetected: boolean }> {
    const helper = helperFor(config, registry)
    const isFresh =
      Object.keys(recordOf(config['auths'])).length === 0 &&
      Object.keys(recordOf(config['credHelpers'])).length === 0
    if (helper !== null || !isFresh) return { helper, isDetected: false }
    const detected = await detectHelper(this.options.env, this.options.platform)
    return { helper: detected, isDetected: detected !== null }
  }

  private helper(name: string): CredentialHelper {
    return new CredentialHelper(name, this.options.env)
  }
}

/** `X-Registry-Auth`: URL-safe base64 with padding; engines silently ignore any other form. */
export function registryAuthHeader(registry: string, credential: Credential | null): string {
  const serveraddress = serverKey(registry)
  const auth =
    credential === null
      ? {}
      : credential.kind === 'token'
        ? { identitytoken: credential.identityToken, serveraddress }
        : { username: credential.username, password: credential.password, serveraddress }
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** The helper set for a registry; the docker command looks up Docker Hub by its key, people write its name. */
function helperFor(config: Json, registry: string): string | null {
  const own = Object.entries(textRecordOf(config['credHelpers'])).find(
    ([key]) => parseRegistry(key) === registry,
  )
  return own?.[1] || textOf(config['credsStore']) || null
}

type NamedHelper = { readonly name: string; readonly registries: readonly string[] | null }

function helpersOf(config: Json): readonly NamedHelper[] {
  const common = textOf(config['credsStore'])
  const own = new Map<string, string[]>()
  for (const [key, name] of Object.entries(textRecordOf(config['credHelpers']))) {
    const registry = parseRegistry(key)
    if (registry !== null && name !== '') own.set(name, [...(own.get(name) ?? []), registry])
  }
  return [
    ...(common === '' ? [] : [{ name: common, registries: null }]),
    ...[...own].map(([name, registries]) => ({ name, registries })),
  ]
}

function credentialInFile(config: Json, registry: string): Credential | null {
  const auths = Object.entries(recordOf(config['auths']))
  const entry =
    auths.find(([key]) => key === serverKey(registry)) ??
    auths.find(([key]) => parseRegistry(key) === registry)
  return entry ? credentialOfEntry(recordOf(entry[1])) : null
}

function credentialOfEntry(entry: Json): Credential | null {
  const identityToken = textOf(entry['identitytoken'])
  if (identityToken !== '') return { kind: 'token', identityToken }
  const text = Buffer.from(textOf(entry['auth']), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon > 0) {
    // Old versions of the docker command padded with NUL.
    const password = text.slice(colon + 1).replace(/\0+$/, '')
    return { kind: 'password', username: text.slice(0, colon), password }
  }
  const username = textOf(entry['username'])
  return username === '' ? null : { kind: 'password', username, password: textOf(entry['password']) }
}

function accountsInFile(config: Json, file: string): readonly RegistryAccount[] {
  return Object.entries(recordOf(config['auths'])).flatMap(([key, value]) => {
    const registry = parseRegistry(key)
    const credential = credentialOfEntry(recordOf(value))
    // With a helper, what lies in the file is not used.
    if (registry === null || credential === null || helperFor(config, registry) !== null) return []
    const username = credential.kind === 'password' ? credential.username : ''
    return [{ registry, username, isToken: credential.kind === 'token', storage: { kind: 'file', file } }]
  })
}

function fileEntry(credential: Credential): Json {
  if (credential.kind === 'token') return { identitytoken: credential.identityToken }
  const { username, password } = credential
  return { auth: Buffer.from(`${username}:${password}`, 'utf8').toString('base64') }
}

function helperCredential(credential: Credential): { username: string; secret: string } {
  return credential.kind === 'token'
    ? { username: tokenUser, secret: credential.identityToken }
    : { username: credential.username, secret: credential.password }
}

function storage(helper: string | null, file: string): CredentialStorage {
  return helper === null ? { kind: 'file', file } : { kind: 'helper', helper }
}

/** Docker Desktop keeps tokens of its own beside the account, under longer paths. */
function isBesidesAccount(key: string): boolean {
  return key.startsWith(hubKey) && key !== hubKey
}

function byRegistry(a: RegistryAccount, b: RegistryAccount): number {
  const rank = (account: RegistryAccount): number => (account.registry === defaultRegistry ? 0 : 1)
  return rank(a) - rank(b) || (a.registry < b.registry ? -1 : 1)
}
