import { createHash } from 'node:crypto'
import type { RegistryPlatform } from '../../shared/registry.ts'
import type { Json } from '../normalize/record.ts'
import { listOf, numberOf, recordOf, textOf } from '../normalize/record.ts'

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const
const imageTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const

/** Without it, registries answer with the ancient schema 1. */
export const acceptManifests = [...indexTypes, ...imageTypes].join(', ')

export function isIndexType(mediaType: string): boolean {
  return indexTypes.some((type) => type === mediaType)
}

export type ManifestEntry = { readonly platform: string; readonly digest: string }
export type SingleManifest = {
  readonly configDigest: string
  readonly sizeBytes: number
  readonly layerCount: number
}

/** The images of an index; what builders attach to them (provenance, SBOM) is left out. */
export function entriesOf(index: Json): readonly ManifestEntry[] {
  return listOf(index['manifests']).flatMap((item) => {
    const entry = recordOf(item)
    const isAttached = 'vnd.docker.reference.type' in recordOf(entry['annotations'])
    const digest = textOf(entry['digest'])
    return isAttached || digest === '' ? [] : [{ digest, platform: platformOf(recordOf(entry['platform'])) }]
  })
}

/** Layers of an image. Units: bytes as they travel, compressed. */
export function singleOf(manifest: Json): SingleManifest {
  const layers = listOf(manifest['layers']).map((layer) => numberOf(recordOf(layer)['size']) ?? 0)
  return {
    configDigest: textOf(recordOf(manifest['config'])['digest']),
    sizeBytes: layers.reduce((total, size) => total + size, 0),
    layerCount: layers.length,
  }
}

/** `linux/arm/v7`, from an index entry or an image's config; empty when it does not tell. */
export function platformOf(record: Json): string {
  return ['os', 'architecture', 'variant']
    .map((name) => textOf(record[name]))
    .filter((part) => part !== '')
    .join('/')
}

/** A manifest's digest is that of its bytes; what a registry says of it in a header is only believed. */
export function digestOfBytes(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export function platformRow(entry: ManifestEntry, single: SingleManifest | null): RegistryPlatform {
  return {
    ...entry,
    sizeBytes: single?.sizeBytes ?? null,
    layerCount: single?.layerCount ?? null,
  }
}
