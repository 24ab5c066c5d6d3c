import type { LucideIcon } from 'lucide-react'

export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly id: string
      readonly label: string
      /** A second line: an address, a place. */
      readonly detail?: string | undefined
      readonly icon?: LucideIcon | undefined
      readonly shortcut?: string | undefined
      /** The docker command it stands for; shown in the status bar while the row is current. */
      readonly command?: string | undefined
      readonly danger?: boolean | undefined
      readonly disabledReason?: string | null | undefined
      /** Given for entries that are ticked or not. */
      readonly isChecked?: boolean | undefined
      readonly onSelect: () => void
    }
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'label'; readonly id: string; readonly label: string }
