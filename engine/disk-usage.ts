import type { DiskKind, LastDiskUsage } from '../shared/disk.ts'
import { diskKinds } from '../shared/disk.ts'
import { EngineError } from '../shared/errors.ts'
import type { LastVolumeSizes, VolumeSizes } from '../shared/volume.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { requestJson } from './engine-json.ts'
import { isApiAtLeast } from './negotiate.ts'
import type { DiskPart } from './normalize/disk-usage.ts'
import { diskPartOf } from './normalize/disk-usage.ts'
import { SharedWork } from './shared-work.ts'

type Measured = { readonly atMs: number; readonly part: DiskPart }

/** Before this API the engine measures all kinds or none. */
const apiWithKinds = '1.42'
/** Since this API the items are told only on request. */
const apiWithVerbose = '1.52'

/**
 * What takes space on the engine's disk. The engine walks every file to find out, so it is asked only when
 * a person asks, once for all who ask at the same time, and the walk ends when nobody waits any more.
 */
export class DiskUsages {
  private readonly connection: EngineConnection
  private readonly running = new Map<string, SharedWork<Measured>>()
  private readonly measured = new Map<DiskKind, Measured>()
  /** The engine that `measured` is about. */
  private host: string | null = null

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  /** Source: `SystemDataUsage`. Null when it was never measured and is not to be. Errors: engine-failed. */
  async usage(measure: boolean, signal: AbortSignal): Promise<LastDiskUsage> {
    if (measure) for (const kind of diskKinds) await this.measure(kind, signal)
    return this.last()
  }

  /** As `usage`, for volumes alone. */
  async volumeSizes(measure: boolean, signal: AbortSignal): Promise<LastVolumeSizes> {
    if (measure) await this.measure('volume', signal)
    this.forgetOtherEngine()
    const measured = this.measured.get('volume')
    return measured ? sizesOf(measured) : null
  }

  /** What objects of one kind take now. Joins a measurement that is under way. */
  async measure(kind: DiskKind, signal: AbortSignal): Promise<DiskPart> {
    const client = this.connection.client()
    this.forgetOtherEngine()
    const hasKinds = isApiAtLeast(client.apiVersion, apiWithKinds)
    const key = `${client.endpoint.host} ${hasKinds ? kind : 'all'}`
    let work = this.running.get(key)
    if (!work) {
      work = new SharedWork((sharedSignal) => this.ask(client, hasKinds ? [kind] : diskKinds, sharedSignal))
      this.running.set(key, work)
      const own = work
      work.onEnd(() => {
        if (this.running.get(key) === own) this.running.delete(key)
      })
    }
    return (await work.join(signal)).part
  }

  private async ask(
    client: EngineClient,
    kinds: readonly DiskKind[],
    signal: AbortSignal,
  ): Promise<Measured> {
    const [only] = kinds
    const answer = await this.request(client, {
      method: 'GET',
      path: '/system/df',
      query: {
        type: kinds.length === 1 ? only : undefined,
        verbose: isApiAtLeast(client.apiVersion, apiWithVerbose) ? true : undefined,
      },
      signal,
    })
    const measured = { atMs: Date.now(), part: diskPartOf(answer) }
    if (client.endpoint.host === this.host) for (const kind of kinds) this.measured.set(kind, measured)
    return measured
  }

  private async request(client: EngineClient, request: EngineRequest): Promise<unknown> {
    try {
      return await requestJson(client, request)
    } catch (error) {
      throw error instanceof EngineError ? error.with({ operation: 'SystemDataUsage' }) : error
    }
  }

  private last(): LastDiskUsage {
    this.forgetOtherEngine()
    const image = this.measured.get('image')
    const container = this.measured.get('container')
    const volume = this.measured.get('volume')
    const cache = this.measured.get('build-cache')
    if (!image || !container || !volume || !cache) return null
    return {
      // As old as its oldest part.
      measuredAtMs: Math.min(image.atMs, container.atMs, volume.atMs, cache.atMs),
      layerBytes: image.part.layerBytes,
      images: image.part.images,
      containers: container.part.containers,
      volumes: volume.part.volumes,
      buildCache: cache.part.buildCache,
    }
  }

  private forgetOtherEngine(): void {
    const host = this.connection.status.endpoint?.host ?? null
    if (host === this.host) return
    this.host = host
    this.measured.clear()
  }
}

function sizesOf({ atMs, part }: Measured): VolumeSizes {
  return {
    measuredAtMs: atMs,
    bytes: Object.fromEntries(part.volumes.map((volume) => [volume.name, volume.bytes])),
  }
}
