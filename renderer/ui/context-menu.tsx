import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactElement } from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { MenuPopup } from './menu-popup.tsx'

type ContextMenuProps = {
  /** The element that the menu belongs to; it opens on right click, the Menu key and Shift F10. */
  readonly children: ReactElement
  readonly items: readonly MenuEntry[]
  readonly onOpenChange?: ((open: boolean) => void) | undefined
}

export function ContextMenu({ children, items, onOpenChange }: ContextMenuProps) {
  return (
    <Base.Root onOpenChange={onOpenChange}>
      <Base.Trigger render={children} />
      <MenuPopup items={items} />
    </Base.Root>
  )
}
