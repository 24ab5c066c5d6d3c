import { useEffect, useState } from 'react'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { ImageDetails } from '../../shared/image.ts'
import { useApp } from '../app-context.ts'

/** `gone`: the engine has it no longer, or cannot say. */
export type KnownImage = ImageDetails | 'gone' | null

/** What an image says about containers made from it; null until it is known. */
export function useImageDetails(imageId: string): KnownImage {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<{ readonly id: string; readonly image: KnownImage }>({
    id: imageId,
    image: null,
  })
  useEffect(() => {
    // An image never changes: one answer is enough.
    const abort = new AbortController()
    const ask = async () => {
      try {
        const image = await client().call('image.inspect', { id: imageId }, abort.signal)
        setKnown({ id: imageId, image })
      } catch (error) {
        if (abort.signal.aborted || isCancelled(error)) return
        if (error instanceof EngineError) setKnown({ id: imageId, image: 'gone' })
      }
    }
    if (imageId !== '') void ask()
    const stopLink = onLink(() => void ask())
    return () => {
      stopLink()
      abort.abort()
    }
  }, [client, onLink, imageId])
  return known.id === imageId ? known.image : null
}
