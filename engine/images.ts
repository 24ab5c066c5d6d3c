import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type {
  BaseImage,
  Image,
  ImageDetails,
  ImageHistory,
  ImageRemoval,
  ImageSearchResult,
  ImageStep,
  SharedSizes,
} from '../shared/image.ts'
import { fullName, parseReference } from '../shared/reference.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { requestJson } from './engine-json.ts'
import type { KnownLayers } from './image-kind.ts'
import { imagePath } from './image-path.ts'
import { isApiAtLeast } from './negotiate.ts'
import { imageDetailsOf, imageStepOf, layersOf, searchResultOf } from './normalize/image.ts'
import { listOf, numberOf, recordOf, textOf } from './normalize/record.ts'
import { readText } from './transport.ts'

type Target = { readonly id: string }

type Dependencies = {
  readonly connection: EngineConnection
  readonly layers: KnownLayers
  /** The row as last known: its reference goes into errors. */
  readonly known: (id: string) => Image | undefined
}

/** What is asked of and done to images. Every failure is an `EngineError` that names the image. */
export class Images {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Source: `ImageInspect`. Errors: not-found. */
  readonly inspect: CallHandler<Target, ImageDetails> = (params, signal) =>
    this.about(params.id, 'ImageInspect', async (client) => {
      const { body } = await client.stream({ method: 'GET', path: `${imagePath(params.id)}/json`, signal })
      // As text: the raw view shows the answer as it came.
      return imageDetailsOf(await readText(body))
    })

  /**
   * How an image was made, and which image on this engine it begins with. Source: `ImageHistory`,
   * `ImageInspect`. Errors: not-found.
   */
  readonly history: CallHandler<Target, ImageHistory> = (params, signal) =>
    this.about(params.id, 'ImageHistory', async (client) => {
      const record = await getJson(client, `${imagePath(params.id)}/json`, signal)
      const steps = await stepsOf(client, params.id, signal)
      const own = { id: textOf(recordOf(record)['Id']), layers: layersOf(record), steps }
      return { steps, base: await this.findBase(client, own, signal) }
    })

  /**
   * What images share, measured by the engine now: it may take seconds. Source: `ImageList` with
   * `shared-size`; `SystemDataUsage` before API 1.42.
   */
  readonly sharedSizes: CallHandler<Readonly<Record<string, never>>, SharedSizes> = async (_, signal) => {
    const client = this.dependencies.connection.client()
    const rows = isApiAtLeast(client.apiVersion, '1.42')
      ? await getJson(client, '/images/json', signal, { 'shared-size': true })
      : recordOf(await getJson(client, '/system/df', signal))['Images']
    const sizes = listOf(rows).map((row) => [
      textOf(recordOf(row)['Id']),
      numberOf(recordOf(row)['SharedSize']),
    ])
    // Less than zero means that it was not measured.
    const measured = sizes.filter((pair): pair is [string, number] => Number(pair[1] ?? -1) >= 0)
    return { sharedBytes: Object.fromEntries(measured), measuredAtMs: Date.now() }
  }

  /** Source: `ImageTag`. A tag that another image has moves here. Errors: not-found, bad-request. */
  readonly tag: CallHandler<Target & { readonly reference: string }, null> = (params, signal) =>
    this.about(params.id, 'ImageTag', async (client) => {
      const parsed = parseReference(params.reference)
      if (!parsed.ok) throw new EngineError('bad-request', `not a reference: ${parsed.problem}`)
      const query = { repo: fullName(parsed.reference), tag: parsed.reference.tag ?? 'latest' }
      await requestJson(client, { method: 'POST', path: `${imagePath(params.id)}/tag`, query, signal })
      return null
    })

  /** Source: `ImageDelete`. Errors: not-found, conflict (used by a container, other images, several references). */
  readonly remove: CallHandler<
    { readonly target: string; readonly force: boolean; readonly noPrune: boolean },
    ImageRemoval
  > = (params, signal) =>
    this.about(params.target, 'ImageDelete', async (client) => {
      const answer = await requestJson(client, {
        method: 'DELETE',
        path: imagePath(params.target),
        query: { force: params.force, noprune: params.noPrune },
        signal,
      })
      const lines = listOf(answer).map(recordOf)
      const told = (key: string): string[] =>
        lines.map((line) => textOf(line[key])).filter((text) => text !== '')
      return { untagged: told('Untagged'), deleted: told('Deleted') }
    })

  /** Source: `ImageSearch`: the engine asks Docker Hub. Errors: engine-failed (no way to it), unauthorized. */
  readonly search: CallHandler<
    {
      readonly term: string
      readonly limit: number
      readonly isOfficial: boolean
      readonly leastStars: number
    },
    ImageSearchResult[]
  > = async (params, signal) => {
    const filters = {
      ...(params.isOfficial ? { 'is-official': ['true'] } : {}),
      ...(params.leastStars > 0 ? { stars: [String(params.leastStars)] } : {}),
    }
    try {
      const query = { term: params.term, limit: params.limit, filters: JSON.stringify(filters) }
      const rows = await getJson(this.dependencies.connection.client(), '/images/search', signal, query)
      return listOf(rows).map(searchResultOf)
    } catch (error) {
      throw error instanceof EngineError ? error.with({ operation: 'ImageSearch' }) : error
    }
  }

  /** The image with the most layers in common whose own steps are the oldest of this one's. */
  private async findBase(
    client: EngineClient,
    own: { id: string; layers: readonly string[]; steps: readonly ImageStep[] },
    signal: AbortSignal,
  ): Promise<BaseImage | null> {
    const { known } = this.dependencies
    const candidates = this.imagesThatBegin(own.layers, (layers) => startsWith(own.layers, layers))
      .filter(({ id }) => id !== own.id)
      .toSorted((a, b) => b.layers.length - a.layers.length || tagCount(known(b.id)) - tagCount(known(a.id)))
    for (const { id, layers } of candidates.slice(0, mostCandidates)) {
      const steps = await stepsOf(client, id, signal)
      if (!isOlderPart(steps, own.steps)) continue
      const sharedBy = this.imagesThatBegin(layers, (others) => startsWith(others, layers)).length - 1
      return { id, tags: known(id)?.tags ?? [], stepCount: steps.length, sharedBy }
    }
    return null
  }

  private imagesThatBegin(
    layers: readonly string[],
    isSo: (others: readonly string[]) => boolean,
  ): { id: string; layers: readonly string[] }[] {
    if (layers.length === 0) return []
    return [...this.dependencies.layers]
      .filter(
        ([id, others]) => others.length > 0 && isSo(others) && this.dependencies.known(id) !== undefined,
      )
      .map(([id, others]) => ({ id, layers: others }))
  }

  private async about<T>(
    id: string,
    operation: string,
    work: (client: EngineClient) => Promise<T>,
  ): Promise<T> {
    const { connection, known } = this.dependencies
    try {
      return await work(connection.client())
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      const name = known(id)?.tags[0] ?? (id.startsWith('sha256:') ? null : id)
      throw error.with({ operation, subject: { kind: 'image', id, name } })
    }
  }
}

/** Each costs a request; beyond these a base is not worth the wait. */
const mostCandidates = 4

function tagCount(image: Image | undefined): number {
  return image?.tags.length ?? 0
}

function startsWith(layers: readonly string[], start: readonly string[]): boolean {
  return start.length <= layers.length && start.every((layer, index) => layer === layers[index])
}

/** True when `older` are the oldest of `steps`, which has more. Both newest first. */
function isOlderPart(older: readonly ImageStep[], steps: readonly ImageStep[]): boolean {
  const offset = steps.length - older.length
  return (
    offset > 0 &&
    older.every((step, index) => {
      const other = steps[offset + index]
      return other?.instruction === step.instruction && other.createdAtMs === step.createdAtMs
    })
  )
}

async function stepsOf(client: EngineClient, id: string, signal: AbortSignal): Promise<readonly ImageStep[]> {
  return listOf(await getJson(client, `${imagePath(id)}/history`, signal)).map(imageStepOf)
}

async function getJson(
  client: EngineClient,
  path: string,
  signal: AbortSignal,
  query: Readonly<Record<string, string | number | boolean>> = {},
): Promise<unknown> {
  return requestJson(client, { method: 'GET', path, query, signal })
}
