import { EngineError } from '../../shared/errors.ts'
import { defaultRegistry } from '../../shared/reference.ts'
import type { NamePage, RegistryImage, RegistryPlatform } from '../../shared/registry.ts'
import type { Json } from '../normalize/record.ts'
import { parseRecord, textOf, textsOf, timeMsOf } from '../normalize/record.ts'
import type { RegistryAnswer } from './http.ts'
import type { SingleManifest } from './manifests.ts'
import {
  acceptManifests,
  digestOfBytes,
  entriesOf,
  isIndexType,
  platformOf,
  platformRow,
  singleOf,
} from './manifests.ts'
import type { RegistrySession } from './registry-session.ts'

/** Names per page: what registries give without being asked for more. */
const pageSize = 100
/** Manifests of an index that are read at once. */
const parallelReads = 4
/** An index has a handful of platforms; more are listed without sizes. */
const maxSizedPlatforms = 32

type Target = { readonly repository: string; readonly reference: string }

/** Reads a registry through its API (distribution specification, v2). Errors: see `RegistrySession.request`. */
export class RegistryBrowser {
  private readonly session: RegistrySession

  constructor(session: RegistrySession) {
    this.session = session
  }

  /** A page of repositories, as the registry orders them. Throws `unsupported` for Docker Hub, which lists none. */
  async repositories(after: string | null, signal: AbortSignal): Promise<NamePage> {
    if (this.session.options.registry === defaultRegistry) {
      throw new EngineError('unsupported', 'Docker Hub does not list repositories')
    }
    return this.page('/v2/_catalog', 'repositories', after, signal)
  }

  /** A page of tags of a repository. */
  async tags(repository: string, after: string | null, signal: AbortSignal): Promise<NamePage> {
    return this.page(`/v2/${repository}/tags/list`, 'tags', after, signal)
  }

  /** What a tag or digest stands for: one image, or an index with one for each platform. */
  async image({ repository, reference }: Target, signal: AbortSignal): Promise<RegistryImage> {
    const { mediaType, digest, manifest } = await this.manifest(repository, reference, signal)
    if (!isIndexType(mediaType)) {
      const single = singleOf(manifest)
      const config = await this.config(repository, single, signal)
      const row = platformRow({ digest, platform: platformOf(config ?? {}) }, single)
      const createdAtMs = timeMsOf(config?.['created'])
      return { digest, mediaType, isIndex: false, platforms: [row], createdAtMs }
    }
    const platforms = await this.sizedPlatforms(repository, manifest, signal)
    return { digest, mediaType, isIndex: true, platforms, createdAtMs: null }
  }

  /**
   * Deletes a manifest, and with it every tag that stands for it. Throws `conflict` when `tag` stands for
   * another one by now, `unsupported` when the registry does not allow deleting.
   */
  async delete(repository: string, digest: string, tag: string | null, signal: AbortSignal): Promise<void> {
    if (tag !== null) {
      const now = await this.manifest(repository, tag, signal)
      if (now.digest !== digest) {
        throw new EngineError('conflict', `${repository}:${tag} has moved to ${now.digest}`)
      }
    }
    await this.session.request({ method: 'DELETE', path: `/v2/${repository}/manifests/${digest}`, signal })
  }

  private async page(
    path: string,
    key: string,
    after: string | null,
    signal: AbortSignal,
  ): Promise<NamePage> {
    const query = new URLSearchParams({ n: String(pageSize), ...(after === null ? {} : { last: after }) })
    const answer = await this.session.request({ method: 'GET', path: `${path}?${query.toString()}`, signal })
    return { names: textsOf(this.json(answer)[key]), next: nextOf(answer.headers['link']) }
  }

  private async manifest(
    repository: string,
    reference: string,
    signal: AbortSignal,
  ): Promise<{ mediaType: string; digest: string; manifest: Json }> {
    const path = `/v2/${repository}/manifests/${reference}`
    const answer = await this.session.request({
      method: 'GET',
      path,
      headers: { Accept: acceptManifests },
      signal,
    })
    const manifest = this.json(answer)
    const mediaType = answer.headers['content-type']?.split(';')[0]?.trim() || textOf(manifest['mediaType'])
    return { mediaType, digest: digestOfBytes(answer.body), manifest }
  }

  private async sizedPlatforms(
    repository: string,
    index: Json,
    signal: AbortSignal,
  ): Promise<readonly RegistryPlatform[]> {
    const entries = entriesOf(index)
    const rows: RegistryPlatform[] = []
    for (let from = 0; from < entries.length; from += parallelReads) {
      const some = entries.slice(from, from + parallelReads)
      const read = await Promise.all(
        some.map(async (entry) => {
          if (from >= maxSizedPlatforms) return platformRow(entry, null)
          return platformRow(entry, await this.single(repository, entry.digest, signal))
        }),
      )
      rows.push(...read)
    }
    return rows
  }

  /** Null for a platform that the registry lists and does not have. */
  private async single(
    repository: string,
    digest: string,
    signal: AbortSignal,
  ): Promise<SingleManifest | null> {
    const found = await this.manifest(repository, digest, signal).catch(nothingIfMissing)
    return found === null ? null : singleOf(found.manifest)
  }

  private async config(
    repository: string,
    { configDigest }: SingleManifest,
    signal: AbortSignal,
  ): Promise<Json | null> {
    if (!/^[a-z0-9]+:[0-9a-f]+$/.test(configDigest)) return null
    const path = `/v2/${repository}/blobs/${configDigest}`
    const answer = await this.session.request({ method: 'GET', path, signal }).catch(nothingIfMissing)
    return answer === null ? null : parseRecord(answer.body.toString('utf8'))
  }

  private json(answer: RegistryAnswer): Json {
    const parsed = parseRecord(answer.body.toString('utf8'))
    if (parsed) return parsed
    const { registry } = this.session.options
    throw new EngineError('not-a-registry', `the answer of ${registry} is not JSON`)
  }
}

function nothingIfMissing(error: unknown): null {
  if (error instanceof EngineError && error.code === 'not-found') return null
  throw error
}

/** The `last` of a `Link: </v2/_catalog?last=x&n=100>; rel="next"`; where it leads is not followed. */
function nextOf(link: string | string[] | undefined): string | null {
  const found = /<([^>]*)>\s*;\s*rel="?next"?/i.exec(String(link ?? ''))?.[1]
  if (found === undefined) return null
  const query = found.slice(found.indexOf('?') + 1)
  return new URLSearchParams(query).get('last')
}
