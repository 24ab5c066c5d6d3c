import { create } from 'zustand'

export type RegistryDialog =
  | { readonly kind: 'pull'; readonly reference: string }
  | { readonly kind: 'push'; readonly reference: string }
  | { readonly kind: 'signIn'; readonly registry: string }

/** The dialog about registries that is open; one in the window. */
export const useRegistryDialog = create<{ readonly dialog: RegistryDialog | null }>(() => ({ dialog: null }))

/** Asks what to pull; with a reference it stands in the field already. */
export function openPullDialog(reference = ''): void {
  useRegistryDialog.setState({ dialog: { kind: 'pull', reference } })
}

/** Asks how to push a tag of an image, such as `ghcr.io/acme/api:2`. */
export function openPushDialog(reference: string): void {
  useRegistryDialog.setState({ dialog: { kind: 'push', reference } })
}

/** Asks for an account; with a registry it stands in the field already. */
export function openSignInDialog(registry = ''): void {
  useRegistryDialog.setState({ dialog: { kind: 'signIn', registry } })
}

export function closeRegistryDialog(): void {
  useRegistryDialog.setState({ dialog: null })
}
