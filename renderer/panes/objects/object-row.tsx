import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { toggleObject } from '../../store/objects-view.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { ObjectLayout } from './object-columns.ts'
import { rowElementId } from './object-keys.ts'
import type { ListedObject, ObjectListKind } from './object-list.ts'
import styles from './object-row.module.css'

type ObjectRowProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
  readonly item: T
  readonly layout: ObjectLayout<T>
  /** Pixels from the top of the list. */
  readonly top: number
  /** Among all rows of the grid, its head included. */
  readonly rowIndex: number
}

/** One object. Drawn again only when it, its place or the columns change. */
export const ObjectRow = memo(Row) as typeof Row

function Row<T extends ListedObject>({ view, kind, item, layout, top, rowIndex }: ObjectRowProps<T>) {
  const { t } = useTranslation()
  const { id } = item
  const isTicked = view((state) => state.ticked.has(id))
  const isCursor = view((state) => state.cursor === id)
  const isCurrent = view((state) => state.panelId === id)
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid has the focus and names this row as active
    <div
      role="row"
      id={rowElementId(id)}
      data-row={id}
      data-cursor={isCursor || undefined}
      aria-rowindex={rowIndex}
      aria-selected={isTicked}
      aria-label={kind.rowName(item)}
      className={classNames(styles['row'], isTicked && styles['ticked'], isCurrent && styles['current'])}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={styles['tick']}>
        <Checkbox
          label={t('objects.selectNamed', { name: kind.name(item) })}
          isLabelHidden
          checked={isTicked}
          tabIndex={-1}
          onChange={(isOn) => toggleObject(view, id, isOn)}
        />
      </div>
      {layout.visible.map((column, index) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={index + 2}
          className={classNames(styles['cell'], column.isRight && styles['right'])}
        >
          {column.cell(item)}
        </div>
      ))}
    </div>
  )
}
