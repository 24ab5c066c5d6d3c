import * as z from 'zod/mini'
import type { ErrorData } from './errors.ts'
import { parseReference, parseRegistry } from './reference.ts'

/** Where the secret of a registry is kept, or would be: a helper program, or docker's config.json in base64. */
export type CredentialStorage =
  | { readonly kind: 'helper'; readonly helper: string }
  | { readonly kind: 'file'; readonly file: string }

/** A registry that somebody is signed in to. Secrets never leave the host. */
export type RegistryAccount = {
  /** As references write it: `docker.io`, `localhost:5000`. */
  readonly registry: string
  /** Empty for a token, and when the store does not tell. */
  readonly username: string
  readonly isToken: boolean
  readonly storage: CredentialStorage
}

export type RegistryAccounts = {
  /** Sorted by registry, Docker Hub first. */
  readonly accounts: readonly RegistryAccount[]
  /** Docker's config.json. */
  readonly file: string
  /** Helpers that did not answer, with why. */
  readonly failures: readonly { readonly helper: string; readonly error: ErrorData }[]
}

/** What the engine knows about registries. Source: `SystemInfo`, RegistryConfig. */
export type RegistrySettings = {
  /** Asked before Docker Hub. */
  readonly mirrors: readonly string[]
  /** Registries with plain HTTP or any certificate, as host with port. */
  readonly insecureRegistries: readonly string[]
  /** The same as ranges of addresses. */
  readonly insecureNetworks: readonly string[]
  /** Where this engine's settings lie, as far as that can be told. */
  readonly system: DaemonSystem
  /** The engine's own settings file when it is on this computer and may be read. */
  readonly daemonFile: { readonly path: string; readonly text: string } | null
}

export const daemonSystems = ['linux', 'rootless', 'desktop-mac', 'desktop-windows', 'colima'] as const
export type DaemonSystem = (typeof daemonSystems)[number]

/** One page of names; `next` asks for the following one. */
export type NamePage = { readonly names: readonly string[]; readonly next: string | null }

export type RegistryPlatform = {
  /** `linux/amd64`, `linux/arm/v7`; empty when the image does not tell. */
  readonly platform: string
  readonly digest: string
  /** Of the layers as they travel, compressed; null when it could not be read. */
  readonly sizeBytes: number | null
  readonly layerCount: number | null
}

/** What a tag or digest stands for in a registry. */
export type RegistryImage = {
  readonly digest: string
  readonly mediaType: string
  readonly isIndex: boolean
  readonly platforms: readonly RegistryPlatform[]
  readonly createdAtMs: number | null
}

const registry = z.string().check(
  z.minLength(1),
  z.maxLength(255),
  z.refine((text) => parseRegistry(text) === text, 'no registry'),
)
const repository = z.string().check(
  z.minLength(1),
  z.maxLength(255),
  z.refine((name) => parseReference(`r.invalid/${name}`).ok && !/[:@]/.test(name), 'no repository'),
)
const digest = z.string().check(z.maxLength(200), z.regex(/^[a-z0-9+._-]+:[0-9a-fA-F]{32,128}$/))
const tag = z.string().check(z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/))
const cursor = z.nullable(z.string().check(z.maxLength(4_096)))
const reference = z.string().check(
  z.maxLength(1_024),
  z.refine((text) => parseReference(text).ok, 'no reference'),
)
const platform = z.nullable(z.string().check(z.maxLength(200), z.regex(/^[a-z0-9_]+(\/[a-z0-9_]+){0,2}$/)))

export const registryTarget = z.strictObject({ registry })
export const signInParams = z.strictObject({
  registry,
  username: z.string().check(z.minLength(1), z.maxLength(1_024)),
  secret: z.string().check(z.minLength(1), z.maxLength(65_536)),
  /** The person has read that the secret will lie in a file in base64, for lack of a helper. */
  allowPlainText: z.boolean(),
})
export const repositoriesParams = z.strictObject({ registry, after: cursor })
export const tagsParams = z.strictObject({ registry, repository, after: cursor })
export const imageParams = z.strictObject({ registry, repository, reference: z.union([tag, digest]) })
export const deleteImageParams = z.strictObject({
  registry,
  repository,
  digest,
  /** The tag by which it was chosen: refused when the tag has moved meanwhile. */
  tag: z.nullable(tag),
})
export const pullParams = z.strictObject({
  reference,
  /** `os/arch[/variant]`; null for the engine's own. */
  platform,
  allTags: z.boolean(),
})
export const pushParams = z.strictObject({ reference, allTags: z.boolean(), platform })
export type PullParams = z.infer<typeof pullParams>
export type PushParams = z.infer<typeof pushParams>
