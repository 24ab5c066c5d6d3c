import { useEffect, useState } from 'react'
import type { Image, ImageDetails } from '../../../../shared/image.ts'
import { formatReference, parseReference } from '../../../../shared/reference.ts'
import { useApp } from '../../../app-context.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'

/** What is known of the image that stands in the form. */
export type LocalImage = {
  /** Null while the engine does not have it. */
  readonly image: Image | null
  readonly details: ImageDetails | null
  /** As the engine's lists write it: with a tag; null when it is no reference. */
  readonly reference: string | null
}

/** The image by reference or id, and what it says of itself; asked anew when another one is meant. */
export function useLocalImage(text: string): LocalImage {
  const { client, images } = useApp()
  useStoreVersion(images)
  const reference = withTag(text)
  const image = findImage(images.all(), text.trim(), reference)
  const id = image?.id ?? null
  const [known, setKnown] = useState<ImageDetails | null>(null)
  useEffect(() => {
    if (id === null) return
    const abort = new AbortController()
    client()
      .call('image.inspect', { id }, abort.signal)
      .then(setKnown, () => {
        // Gone in the meantime, or the engine is: then nothing is known of it.
      })
    return () => abort.abort()
  }, [client, id])
  return { image, details: known?.id === id ? known : null, reference }
}

function withTag(text: string): string | null {
  const parsed = parseReference(text)
  if (!parsed.ok) return null
  const { reference } = parsed
  const isBare = reference.tag === null && reference.digest === null
  return formatReference(isBare ? { ...reference, tag: 'latest' } : reference)
}

const idPattern = /^(?:sha256:)?([0-9a-f]{6,64})$/

function findImage(images: Iterable<Image>, text: string, reference: string | null): Image | null {
  const prefix = idPattern.exec(text)?.[1]
  let byId: Image | null = null
  for (const image of images) {
    if (reference !== null && (image.tags.includes(reference) || image.digests.includes(reference)))
      return image
    if (prefix !== undefined && image.id.startsWith(`sha256:${prefix}`)) byId = image
  }
  return byId
}
