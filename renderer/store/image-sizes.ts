import { create } from 'zustand'
import type { SharedSizes } from '../../shared/image.ts'

type ImageSizes = {
  /** Bytes that each image shares with others, by id; null before the first measurement. */
  readonly shared: SharedSizes | null
}

/** What the engine has measured of images on demand. Nothing of it is live. */
export const useImageSizes = create<ImageSizes>(() => ({ shared: null }))

export function setSharedSizes(shared: SharedSizes): void {
  useImageSizes.setState({ shared })
}

/** Bytes that an image shares with others, null when that is not known. */
export function sharedBytesOf(shared: SharedSizes | null, id: string): number | null {
  const bytes = shared?.sharedBytes
  return bytes && Object.hasOwn(bytes, id) ? (bytes[id] ?? null) : null
}
