import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'
import { useCommandHover } from './command-hover.ts'
import styles from './menu.module.css'
import type { MenuEntry } from './menu-entry.ts'
import { formatShortcut } from './shortcut.ts'

type MenuPopupProps = {
  readonly items: readonly MenuEntry[]
  readonly align?: 'start' | 'center' | 'end' | undefined
}

/** The opened list of a menu, for menus with a trigger and context menus alike. */
export function MenuPopup({ items, align = 'start' }: MenuPopupProps) {
  const hasIcons = items.some(
    (entry) => entry.kind === 'item' && (entry.icon || entry.isChecked !== undefined),
  )
  return (
    <Base.Portal>
      <Base.Positioner className={styles['positioner']} align={align} sideOffset={4} collisionPadding={8}>
        <Base.Popup className={styles['popup']}>
          {items.map((entry) => renderEntry(entry, hasIcons))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

function renderEntry(entry: MenuEntry, hasIcons: boolean) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator key={entry.id} className={styles['separator']} />
    case 'label':
      return (
        <div key={entry.id} className={styles['label']} role="presentation">
          {entry.label}
        </div>
      )
    case 'item':
      return <Row key={entry.id} entry={entry} hasIcons={hasIcons} />
  }
}

type RowProps = { readonly entry: Extract<MenuEntry, { kind: 'item' }>; readonly hasIcons: boolean }

function Row({ entry, hasIcons }: RowProps) {
  const hover = useCommandHover(entry.command)
  const isDisabled = (entry.disabledReason ?? null) !== null
  const row = {
    ...hover,
    className: classNames(styles['item'], entry.danger === true && styles['danger']),
    disabled: isDisabled,
    closeOnClick: true,
    label: entry.label,
  }
  if (entry.isChecked !== undefined) {
    return (
      <Base.CheckboxItem {...row} checked={entry.isChecked} onCheckedChange={entry.onSelect}>
        <RowContent entry={entry} hasIcons={hasIcons} />
      </Base.CheckboxItem>
    )
  }
  return (
    <Base.Item {...row} onClick={entry.onSelect}>
      <RowContent entry={entry} hasIcons={hasIcons} />
    </Base.Item>
  )
}

function RowContent({ entry, hasIcons }: RowProps) {
  const Icon = entry.isChecked === true ? Check : entry.icon
  return (
    <>
      {hasIcons && <span className={styles['icon']}>{Icon && <Icon aria-hidden />}</span>}
      <span className={styles['text']}>
        {entry.label}
        {entry.detail !== undefined && <span className={styles['detail']}>{entry.detail}</span>}
        {entry.disabledReason && <span className={styles['reason']}>{entry.disabledReason}</span>}
      </span>
      {entry.shortcut !== undefined && (
        <span className={styles['keys']}>{formatShortcut(entry.shortcut)}</span>
      )}
    </>
  )
}
