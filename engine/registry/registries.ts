import type { CallHandler } from '../../shared/contract.ts'
import type { ErrorSubject } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'
import type {
  CredentialStorage,
  NamePage,
  RegistryAccounts,
  RegistryImage,
  RegistrySettings,
} from '../../shared/registry.ts'
import type { EngineConnection } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { cancelled } from '../errors.ts'
import { recordOf, textOf } from '../normalize/record.ts'
import type { Credential, Credentials } from './credentials.ts'
import { serverKey } from './credentials.ts'
import type { EngineRegistrySettings } from './engine-settings.ts'
import { fromRegistryRefusal } from './failure.ts'
import { RegistryBrowser } from './registry-browser.ts'
import { RegistrySession } from './registry-session.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly credentials: Credentials
  readonly settings: EngineRegistrySettings
}
type Target = { readonly registry: string }
type Page = Target & { readonly after: string | null }
type SignIn = Target & {
  readonly username: string
  readonly secret: string
  readonly allowPlainText: boolean
}

/** Accounts at registries, and looking into them. Failures are `EngineError`s that name the registry. */
export class Registries {
  private readonly dependencies: Dependencies
  /** One per registry, for the tokens; let go when the account changes. */
  private readonly sessions = new Map<string, Promise<RegistrySession>>()

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
    // Another engine trusts other registries.
    dependencies.connection.onStatus(() => this.sessions.clear())
  }

  readonly accounts: CallHandler<Record<string, never>, RegistryAccounts> = (_, signal) =>
    this.dependencies.credentials.list(signal)

  readonly storage: CallHandler<Target, CredentialStorage> = ({ registry }) =>
    this.dependencies.credentials.storageFor(registry)

  /**
   * Has the engine try the account at the registry, and keeps it when that went well.
   *
   * Source: `SystemAuth`. Errors: unauthorized, bad-request (no helper and no consent to base64), no-network,
   * tls, registry-unreachable, not-a-registry, rate-limited; what the credential helper throws.
   */
  readonly signIn: CallHandler<SignIn, null> = (params, signal) =>
    this.about(params.registry, 'SystemAuth', async () => {
      const { registry, username, secret, allowPlainText } = params
      const { connection, credentials } = this.dependencies
      if ((await credentials.storageFor(registry)).kind === 'file' && !allowPlainText) {
        throw new EngineError('bad-request', 'no credential helper, and no consent to base64')
      }
      const answer = await requestJson(connection.client(), {
        method: 'POST',
        path: '/auth',
        body: { username, password: secret, serveraddress: serverKey(registry) },
        signal,
      })
      const identityToken = textOf(recordOf(answer)['IdentityToken'])
      const credential: Credential =
        identityToken === ''
          ? { kind: 'password', username, password: secret }
          : { kind: 'token', identityToken }
      await credentials.store(registry, credential, allowPlainText, signal)
      this.sessions.delete(registry)
      return null
    })

  readonly signOut: CallHandler<Target, null> = ({ registry }, signal) =>
    this.about(registry, 'registry.signOut', async () => {
      await this.dependencies.credentials.erase(registry, signal)
      this.sessions.delete(registry)
      return null
    })

  /** Source: `SystemInfo`. Errors: engine-unreachable. */
  readonly engineSettings: CallHandler<Record<string, never>, RegistrySettings> = (_, signal) =>
    this.dependencies.settings.read(signal)

  readonly repositories: CallHandler<Page, NamePage> = ({ registry, after }, signal) =>
    this.browse(registry, signal, (browser) => browser.repositories(after, signal))

  readonly tags: CallHandler<Page & { readonly repository: string }, NamePage> = (params, signal) =>
    this.browse(params.registry, signal, (browser) => browser.tags(params.repository, params.after, signal))

  readonly image: CallHandler<
    Target & { readonly repository: string; readonly reference: string },
    RegistryImage
  > = (params, signal) => this.browse(params.registry, signal, (browser) => browser.image(params, signal))

  readonly deleteImage: CallHandler<
    Target & { readonly repository: string; readonly digest: string; readonly tag: string | null },
    null
  > = ({ registry, repository, digest, tag }, signal) =>
    this.browse(registry, signal, async (browser) => {
      await browser.delete(repository, digest, tag, signal)
      return null
    })

  private async browse<T>(
    registry: string,
    signal: AbortSignal,
    work: (browser: RegistryBrowser) => Promise<T>,
  ): Promise<T> {
    return this.about(registry, 'registry.browse', async () => {
      try {
        const session = await this.session(registry)
        if (signal.aborted) throw cancelled()
        return await work(new RegistryBrowser(session))
      } catch (error) {
        // The docker command may sign somebody in meanwhile: the next try looks again.
        if (error instanceof EngineError && error.code === 'unauthorized') this.sessions.delete(registry)
        throw error
      }
    })
  }

  /** Opened for everybody who waits for it: one who leaves must not end it for the others. */
  private session(registry: string): Promise<RegistrySession> {
    const known = this.sessions.get(registry)
    if (known) return known
    const opening = this.open(registry, new AbortController().signal)
    this.sessions.set(registry, opening)
    // What failed is tried anew the next time.
    opening.catch(() => this.sessions.delete(registry))
    return opening
  }

  private async open(registry: string, signal: AbortSignal): Promise<RegistrySession> {
    const { credentials, settings } = this.dependencies
    const [trust, credential] = await Promise.all([
      settings.trust(registry, signal),
      credentials.get(registry, signal),
    ])
    return new RegistrySession({ registry, trust, credential })
  }

  private async about<T>(registry: string, operation: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const known = operation === 'SystemAuth' ? fromRegistryRefusal(error) : error
      if (!(known instanceof EngineError)) throw known
      const subject: ErrorSubject = { kind: 'registry', id: registry, name: registry }
      throw known.with({ operation, subject })
    }
  }
}
