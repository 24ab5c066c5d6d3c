import { EngineError } from '../shared/errors.ts'
import type { Image } from '../shared/image.ts'
import type { EngineClient } from './client.ts'
import { requestJson } from './engine-json.ts'
import { imagePath } from './image-path.ts'
import type { InventoryKind } from './inventory.ts'
import { isApiAtLeast } from './negotiate.ts'
import { imageOfInspect, imageOfList, layersOf } from './normalize/image.ts'
import { listOf } from './normalize/record.ts'

const bareId = /^[0-9a-f]{64}$/
/** A tag stands behind the last colon after the last slash, a digest behind an at sign. */
const tagged = /@|:[^/]*$/

/** Layers of each inspected image, oldest first, by image id. */
export type KnownLayers = Map<string, readonly string[]>

/**
 * Images as live rows. Source: `ImageList`, `ImageInspect`, `SystemEvents`. What was inspected leaves its
 * layers in `layers`, which is how one image is known to begin with another.
 */
export function imageKind(layers: KnownLayers): InventoryKind<Image> {
  return {
    touched: (event) => {
      // A pull is told by reference, everything else by id, which Podman writes without its algorithm.
      if (event.type === 'image') return [bareId.test(event.id) ? `sha256:${event.id}` : event.id]
      const committed = event.action === 'commit' ? event.attributes['imageID'] : undefined
      return committed ? [committed] : []
    },
    // A pull of all tags is told as one, by the repository.
    needsList: (event) => event.type === 'image' && event.action === 'pull' && !tagged.test(event.id),
    // One removal may take a reference away or the image; only a look tells. The containerd store leaves out events.
    isRemoval: () => false,
    isUrgent: () => true,
    lookAgainMs: () => null,
    idOf: (image) => image.id,
    list: async (client, signal) => {
      const rows = await requestJson(client, { method: 'GET', path: '/images/json', signal })
      return listOf(rows).map(imageOfList)
    },
    refresh: async (client, id, signal) => {
      const image = await inspect(client, id, layers, signal)
      const isUntagged = image !== null && image.tags.length + image.digests.length === 0
      return isUntagged && !(await isListedUntagged(client, image.id, signal)) ? null : image
    },
    keep: (listed, known) => ({ ...listed, platform: known.platform, aliasIds: known.aliasIds }),
    isIncomplete: (image) => image.platform === null,
    rivals: (image, known, images) => {
      const gained = image.tags.filter((tag) => !known?.tags.includes(tag))
      if (gained.length === 0) return []
      const losers = [...images.values()].filter(
        (other) => other.id !== image.id && other.tags.some((tag) => gained.includes(tag)),
      )
      return losers.map(({ id }) => id)
    },
    isSame: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  }
}

async function inspect(
  client: EngineClient,
  id: string,
  layers: KnownLayers,
  signal: AbortSignal,
): Promise<Image | null> {
  try {
    const query = { manifests: isApiAtLeast(client.apiVersion, '1.48') ? true : undefined }
    const record = await requestJson(client, { method: 'GET', path: `${imagePath(id)}/json`, query, signal })
    const image = imageOfInspect(record)
    layers.set(image.id, layersOf(record))
    return image
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'not-found') throw error
    layers.delete(id)
    return null
  }
}

/** An untagged image that others are built on is no object of its own: engines do not list it. */
async function isListedUntagged(client: EngineClient, id: string, signal: AbortSignal): Promise<boolean> {
  const filters = JSON.stringify({ dangling: ['true'] })
  const rows = await requestJson(client, {
    method: 'GET',
    path: '/images/json',
    query: { filters },
    signal,
  })
  return listOf(rows).some((row) => imageOfList(row).id === id)
}
