import { Folder, Minus, PenLine, Plus } from 'lucide-react'
import { type CSSProperties, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../../shared/file-name.ts'
import { formatCount } from '../../../format.ts'
import { useObjectWindow } from '../../objects/use-object-window.ts'
import styles from './change-list.module.css'
import type { ChangeRow } from './change-rows.ts'

const rowHeight = 26
const icons = { added: Plus, modified: PenLine, deleted: Minus } as const

/** Changes under their folders, of which only those in view are drawn. */
export function ChangeList({ rows }: { readonly rows: readonly ChangeRow[] }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const { from, to, onScroll } = useObjectWindow(scroller, rows.length, rowHeight, 0)
  return (
    <div
      ref={scroller}
      className={styles['list']}
      role="list"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={t('files.changes.list')}
      onScroll={onScroll}
    >
      <div
        role="presentation"
        className={styles['space']}
        style={{ '--height': `${rows.length * rowHeight}px` } as CSSProperties}
      >
        {rows.slice(from, to).map((row, offset) => {
          const index = from + offset
          return (
            <div
              key={`${row.kind} ${row.path}`}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className={styles['row']}
              data-kind={row.kind}
              style={{ '--top': `${index * rowHeight}px` } as CSSProperties}
            >
              <Row row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Row({ row }: { readonly row: ChangeRow }) {
  const { t } = useTranslation()
  if (row.kind === 'folder') {
    return (
      <>
        <Folder aria-hidden />
        <bdi className={styles['path']}>{showName(row.path)}</bdi>
        <span className={styles['count']}>{formatCount(row.count)}</span>
      </>
    )
  }
  const Icon = icons[row.kind]
  return (
    <>
      <Icon aria-hidden />
      <span className={styles['word']}>{t(`files.changes.${row.kind}`)}</span>
      <bdi className={styles['name']}>{showName(row.name)}</bdi>
    </>
  )
}
