import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { type LogColumn, moveLogColumn, removeLogColumns, toggleLogColumn } from '../../store/log-columns.ts'
import { Menu } from '../../ui/menu.tsx'
import { columnLefts } from './column-places.ts'
import styles from './log-column-heads.module.css'

type LogColumnHeadsProps = {
  readonly log: string
  readonly columns: readonly LogColumn[]
}

/** The names of the fields that have columns; each moves or removes its own. */
export function LogColumnHeads({ log, columns }: LogColumnHeadsProps) {
  const { t } = useTranslation()
  const lefts = columnLefts(columns)
  return (
    <div className={styles['heads']} role="group" aria-label={t('logs.columns')}>
      <div className={styles['strip']}>
        {columns.map(({ name, width }, index) => (
          <Menu
            key={name}
            trigger={
              <button
                type="button"
                className={styles['head']}
                style={{ '--left': `${lefts[index]}ch`, '--width': `${width}ch` } as CSSProperties}
                title={name}
                lang="en"
              >
                {name}
              </button>
            }
            items={[
              {
                kind: 'item',
                id: 'left',
                label: t('logs.columnLeft'),
                icon: ArrowLeft,
                disabledReason: index === 0 ? t('logs.columnFirst') : null,
                onSelect: () => moveLogColumn(log, name, -1),
              },
              {
                kind: 'item',
                id: 'right',
                label: t('logs.columnRight'),
                icon: ArrowRight,
                disabledReason: index === columns.length - 1 ? t('logs.columnLast') : null,
                onSelect: () => moveLogColumn(log, name, 1),
              },
              { kind: 'separator', id: 'before-remove' },
              {
                kind: 'item',
                id: 'remove',
                label: t('logs.columnRemove'),
                icon: X,
                onSelect: () => toggleLogColumn(log, name, ''),
              },
              {
                kind: 'item',
                id: 'removeAll',
                label: t('logs.columnRemoveAll'),
                onSelect: () => removeLogColumns(log),
              },
            ]}
          />
        ))}
        <span className={styles['rest']}>{t('logs.columnMessage')}</span>
      </div>
    </div>
  )
}
