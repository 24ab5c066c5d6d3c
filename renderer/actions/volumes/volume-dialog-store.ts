import { create } from 'zustand'

/** The question about volumes that is open, if any. By name: a volume may change or go while it is asked. */
export type VolumeDialog =
  | { readonly kind: 'new' }
  | { readonly kind: 'delete'; readonly names: readonly string[] }

export const useVolumeDialog = create<{ readonly dialog: VolumeDialog | null }>(() => ({ dialog: null }))

export function openVolumeDialog(dialog: VolumeDialog): void {
  useVolumeDialog.setState({ dialog })
}

export function closeVolumeDialog(): void {
  useVolumeDialog.setState({ dialog: null })
}
