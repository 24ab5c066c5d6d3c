import * as z from 'zod/mini'

/** Kinds of objects that take space on the engine's disk and can be measured apart. */
export const diskKinds = ['image', 'container', 'volume', 'build-cache'] as const
export type DiskKind = (typeof diskKinds)[number]

/** An image and what it alone takes. */
export type ImageUsage = {
  readonly id: string
  /** Empty for an untagged image. */
  readonly tags: readonly string[]
  /** False for one that was built or loaded here: no registry is known to have it. */
  readonly hasDigest: boolean
  readonly createdAtMs: number | null
  readonly bytes: number
  /** Part of `bytes` that other images have too; null when the engine does not tell. */
  readonly sharedBytes: number | null
  /** How many containers are made from it, running or not; null when the engine does not tell. */
  readonly containerCount: number | null
}

/** What a container wrote over its image. */
export type ContainerUsage = {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly imageId: string
  readonly state: string
  readonly createdAtMs: number | null
  readonly writtenBytes: number
}

export type VolumeUsage = {
  readonly name: string
  readonly driver: string
  readonly isAnonymous: boolean
  readonly createdAtMs: number | null
  readonly labels: Readonly<Record<string, string>>
  /** Null when the driver cannot tell. */
  readonly bytes: number | null
  /** How many containers mount it, running or not; null when the engine does not tell. */
  readonly containerCount: number | null
}

/** One record of the build cache. */
export type BuildCacheUsage = {
  readonly id: string
  /** BuildKit's word, e.g. `regular`, `source.local`, `exec.cachemount`. */
  readonly type: string
  /** The step that made it, e.g. `RUN make`. */
  readonly description: string
  readonly bytes: number
  readonly isInUse: boolean
  /** True when its bytes are also those of an image's layer. */
  readonly isShared: boolean
  readonly createdAtMs: number | null
  readonly lastUsedAtMs: number | null
  readonly parents: readonly string[]
}

/**
 * What takes space on the engine's disk, at one moment.
 *
 * Source: Docker Engine API `SystemDataUsage`, in its shape before and after API 1.52. Units: bytes.
 */
export type DiskUsage = {
  readonly measuredAtMs: number
  /** All image layers together, each counted once. */
  readonly layerBytes: number
  readonly images: readonly ImageUsage[]
  readonly containers: readonly ContainerUsage[]
  readonly volumes: readonly VolumeUsage[]
  readonly buildCache: readonly BuildCacheUsage[]
}

/** Null before the first measurement. */
export type LastDiskUsage = DiskUsage | null

export const diskUsageParams = z.strictObject({
  /** False: the last measurement, without asking the engine anything. */
  measure: z.boolean(),
})
