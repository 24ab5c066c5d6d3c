import { create } from 'zustand'

/** The question that is open, if any. Its containers are ids: they may change or go while it is asked. */
export type ActionDialog = {
  readonly kind: 'rename' | 'remove' | 'kill' | 'recreate'
  readonly ids: readonly string[]
  /** For kill: chosen already. */
  readonly signal?: string
}

export const useActionDialog = create<{ readonly dialog: ActionDialog | null }>(() => ({ dialog: null }))

export function openActionDialog(dialog: ActionDialog): void {
  useActionDialog.setState({ dialog })
}

export function closeActionDialog(): void {
  useActionDialog.setState({ dialog: null })
}
