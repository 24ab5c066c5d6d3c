import { create } from 'zustand'
import type { PruneKind } from '../../../shared/prune.ts'

type PruneDialog = { readonly kinds: readonly PruneKind[] | null }

/** The kinds that are to be cleaned up, null while nobody asked. */
export const usePruneDialog = create<PruneDialog>(() => ({ kinds: null }))

/** Asks the engine what nothing uses of these kinds, and a person what of it is to go. */
export function openPruneDialog(kinds: readonly PruneKind[]): void {
  usePruneDialog.setState({ kinds })
}

export function closePruneDialog(): void {
  usePruneDialog.setState({ kinds: null })
}
