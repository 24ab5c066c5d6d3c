import * as z from 'zod/mini'

/**
 * One image as lists show it: every reference of it in one row.
 *
 * Source: Docker Engine API `ImageList`, completed by `ImageInspect`.
 * Units:  `…AtMs` epoch milliseconds; sizes in bytes.
 */
export type Image = {
  /** The engine's own, `sha256:` and 64 hex digits. Another engine may know the same image by another id. */
  readonly id: string
  /** References with a tag, such as `nginx:1.29`, the engine's own order. Empty: untagged. */
  readonly tags: readonly string[]
  /** References by content, such as `nginx@sha256:…`: what a registry knows it by. */
  readonly digests: readonly string[]
  /** Null where the image does not say, as images made reproducibly often do. */
  readonly createdAtMs: number | null
  /** Of all layers, those shared with other images included. Approximate on the containerd store. */
  readonly sizeBytes: number
  /** Such as `linux/amd64` or `linux/arm64/v8`; null until the image was inspected. */
  readonly platform: string | null
  /** Other ids under which containers may name it: its configuration, and the manifests of its platforms. */
  readonly aliasIds: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

export type ImageHealthCheck = {
  /** `CMD`, `CMD-SHELL` or `NONE`, and its words. */
  readonly test: readonly string[]
  readonly intervalSeconds: number | null
  readonly timeoutSeconds: number | null
  readonly startPeriodSeconds: number | null
  readonly retries: number | null
}

/**
 * What an image says about the containers made from it.
 * Source: `ImageInspect`; `raw` is the engine's answer as it came, as JSON text.
 */
export type ImageDetails = {
  readonly id: string
  readonly tags: readonly string[]
  readonly digests: readonly string[]
  readonly platform: string
  readonly createdAtMs: number | null
  readonly author: string
  readonly environment: readonly { readonly name: string; readonly value: string | null }[]
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly workingDir: string
  readonly user: string
  /** Such as `80/tcp`. */
  readonly ports: readonly string[]
  readonly volumes: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly stopSignal: string
  readonly shell: readonly string[]
  /** Run by images built on this one. */
  readonly onBuild: readonly string[]
  readonly health: ImageHealthCheck | null
  readonly layerCount: number
  readonly raw: string
}

/** One step of an image's making, newest first. */
export type ImageStep = {
  /** As the builder wrote it, without its wrapping: `RUN apk add curl`. */
  readonly instruction: string
  readonly createdAtMs: number | null
  /** What it added; 0 for steps that only say something, such as ENV. */
  readonly sizeBytes: number
  readonly comment: string
}

/** Another image on the engine that this one begins with. */
export type BaseImage = {
  readonly id: string
  readonly tags: readonly string[]
  /** How many of the oldest steps are its own. */
  readonly stepCount: number
  /** Images on the engine that begin with it, itself not counted. */
  readonly sharedBy: number
}

/** Source: `ImageHistory`, and `ImageInspect` of the others for the base. */
export type ImageHistory = { readonly steps: readonly ImageStep[]; readonly base: BaseImage | null }

/** Bytes that an image shares with others, by image id. Source: `ImageList` with `shared-size`, before API 1.42 `SystemDataUsage`. */
export type SharedSizes = {
  readonly sharedBytes: Readonly<Record<string, number>>
  readonly measuredAtMs: number
}

/** What a removal did: references that went, and ids of images and layers that are gone. */
export type ImageRemoval = { readonly untagged: readonly string[]; readonly deleted: readonly string[] }

/** Source: `ImageSearch`, which asks Docker Hub. */
export type ImageSearchResult = {
  readonly name: string
  readonly description: string
  readonly stars: number
  readonly isOfficial: boolean
}

/** An id, a short id, a name with tag or digest: whatever the engine finds an image by. */
const imageName = z.string().check(z.minLength(1), z.maxLength(600), z.regex(/^[\w][\w.\-/:@[\]]*$/))

export const imageTarget = z.strictObject({ id: imageName })
export const tagImageParams = z.strictObject({
  id: imageName,
  /** With or without a tag; `latest` is meant where none is given. */
  reference: imageName,
})
export const removeImageParams = z.strictObject({
  /** A reference takes only itself away, and the image with its last one; an id means the image. */
  target: imageName,
  /** Also with several references, or used by containers that are stopped. */
  force: z.boolean(),
  /** Keeps untagged parents. */
  noPrune: z.boolean(),
})
export const searchImagesParams = z.strictObject({
  term: z.string().check(z.minLength(1), z.maxLength(255)),
  limit: z.number().check(z.int(), z.gte(1), z.lte(100)),
  isOfficial: z.boolean(),
  leastStars: z.number().check(z.int(), z.gte(0)),
})
