import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { classNames } from '../../ui/class-names.ts'
import { useCommandHover } from '../../ui/command-hover.ts'
import { describedBy } from '../../ui/described.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { TooltipContent } from '../../ui/tooltip-content.tsx'
import styles from './object-bulk-bar.module.css'
import type { BulkAction, ListedObject, ObjectActions } from './object-list.ts'

type ObjectBulkBarProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly rows: readonly T[]
  readonly actions: ObjectActions<T>
}

/** What can be done with the ticked objects, and to how many of them. */
export function ObjectBulkBar<T extends ListedObject>({ view, rows, actions }: ObjectBulkBarProps<T>) {
  const { t } = useTranslation()
  const ticked = view((state) => state.ticked)
  const targets = ticked.size === 0 ? [] : rows.filter(({ id }) => ticked.has(id))
  if (targets.length === 0) return null
  return (
    <div role="toolbar" aria-label={t('objects.bulk')} className={styles['bar']}>
      <span className={styles['count']}>{t('objects.selected', { count: targets.length })}</span>
      {actions.bulk(targets).map((action) => (
        <BulkButton key={action.id} action={action} isOfMany={targets.length > 1} />
      ))}
      <button
        type="button"
        className={styles['clear']}
        aria-label={t('objects.clear')}
        onClick={() => view.setState({ ticked: new Set() })}
      >
        <X aria-hidden />
      </button>
    </div>
  )
}

function BulkButton({ action, isOfMany }: { readonly action: BulkAction; readonly isOfMany: boolean }) {
  const { t } = useTranslation()
  const { label, icon: Icon, count, command, isDestructive = false, disabledReason = null } = action
  const hover = useCommandHover(disabledReason === null ? command : undefined)
  return (
    <>
      {isDestructive && <span className={styles['line']} aria-hidden />}
      <Tooltip content={<TooltipContent label={label} command={command} reason={disabledReason} />}>
        <button
          {...hover}
          type="button"
          className={classNames(styles['action'], isDestructive && styles['danger'])}
          aria-label={isOfMany ? t('objects.applies', { action: label, count }) : label}
          aria-disabled={disabledReason !== null || undefined}
          {...describedBy(disabledReason)}
          onClick={() => disabledReason === null && action.onSelect()}
        >
          <Icon aria-hidden />
          <span className={styles['label']}>{label}</span>
          {isOfMany && !isDestructive && <span className={styles['number']}>{count}</span>}
        </button>
      </Tooltip>
    </>
  )
}
