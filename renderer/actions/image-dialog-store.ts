import { create } from 'zustand'

export type ImageDialog =
  | { readonly kind: 'tag'; readonly id: string }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | { readonly kind: 'search'; readonly term?: string }

/** The question about images that is open; one in the window. */
export const useImageDialog = create<{ readonly dialog: ImageDialog | null }>(() => ({ dialog: null }))

export function openImageDialog(dialog: ImageDialog): void {
  useImageDialog.setState({ dialog })
}

export function closeImageDialog(): void {
  useImageDialog.setState({ dialog: null })
}
