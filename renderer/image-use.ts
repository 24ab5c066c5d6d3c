import type { Container } from '../shared/container.ts'
import type { Image } from '../shared/image.ts'

/** A container, one in the bin too. */
type MadeFrom = Pick<Container, 'imageId' | 'imageManifestId' | 'image'>
type Owned = Pick<Image, 'id' | 'aliasIds' | 'digests' | 'tags'>

/**
 * The containers made from each image, by image id. A container's record may name its image by id, by the
 * manifest of one platform, or, after a pull by digest, only by its reference: ids go before names, because
 * a tag moves on.
 */
export function containersByImage<C extends MadeFrom>(
  images: Iterable<Owned>,
  containers: Iterable<C>,
): ReadonlyMap<string, readonly C[]> {
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  for (const image of images) {
    for (const alias of image.aliasIds) if (!ids.has(alias)) ids.set(alias, image.id)
    for (const digest of image.digests) {
      names.set(digest, image.id)
      const content = digest.slice(digest.indexOf('@') + 1)
      if (!ids.has(content)) ids.set(content, image.id)
    }
    for (const tag of image.tags) names.set(tag, image.id)
    ids.set(image.id, image.id)
  }
  const users = new Map<string, C[]>()
  for (const container of containers) {
    const owner = ownerOf(container, ids, names)
    if (owner === undefined) continue
    const known = users.get(owner)
    if (known) known.push(container)
    else users.set(owner, [container])
  }
  return users
}

function ownerOf(
  { imageId, imageManifestId, image }: MadeFrom,
  ids: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const byId = ids.get(imageId) ?? (imageManifestId === null ? undefined : ids.get(imageManifestId))
  if (byId !== undefined) return byId
  const at = image.indexOf('@')
  if (at !== -1) return ids.get(image.slice(at + 1))
  // An id that no image has belongs to one that is gone, even when its tag lives on.
  return imageId === '' ? (names.get(image) ?? names.get(`${image}:latest`)) : undefined
}
