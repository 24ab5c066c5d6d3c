import { create } from 'zustand'
import type { Image } from '../../../shared/image.ts'

/** The question about a file that is open, if any. */
export type ArchiveDialog =
  | { readonly kind: 'save'; readonly images: readonly Image[] }
  | { readonly kind: 'load' }
  | { readonly kind: 'import' }

export const useArchiveDialog = create<{ readonly dialog: ArchiveDialog | null }>(() => ({ dialog: null }))

/** Asks under which name to save these images, then saves them into one file. */
export function openSaveImages(images: readonly Image[]): void {
  if (images.length > 0) useArchiveDialog.setState({ dialog: { kind: 'save', images } })
}

/** Asks for an archive of images, then loads it. */
export function openLoadImage(): void {
  useArchiveDialog.setState({ dialog: { kind: 'load' } })
}

/** Asks for an archive of a file system, then makes an image of it. */
export function openImportImage(): void {
  useArchiveDialog.setState({ dialog: { kind: 'import' } })
}

export function closeArchiveDialog(): void {
  useArchiveDialog.setState({ dialog: null })
}
