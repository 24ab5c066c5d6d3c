import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ResizeHandle } from '../../ui/resize-handle.tsx'
import { columnBounds, type ObjectLayout } from './object-columns.ts'
import styles from './object-heads.module.css'
import type { ListedObject, ObjectColumn, ObjectListKind } from './object-list.ts'

type ObjectHeadsProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
  readonly layout: ObjectLayout<T>
  /** What "Select all" takes: everything the filter and scope show. */
  readonly rows: readonly T[]
}

/** Names of the columns: they sort, and their left edges set their width. */
export function ObjectHeads<T extends ListedObject>({ view, kind, layout, rows }: ObjectHeadsProps<T>) {
  const { t } = useTranslation()
  const count = view((state) => state.ticked.size)
  const checked = count === 0 ? false : count >= rows.length ? true : 'mixed'
  return (
    <div role="row" aria-rowindex={1} className={styles['heads']}>
      <div role="columnheader" aria-colindex={1} className={styles['tick']}>
        <Checkbox
          label={t('objects.selectAll')}
          isLabelHidden
          checked={checked}
          onChange={(isOn) => view.setState({ ticked: new Set(isOn ? rows.map(({ id }) => id) : []) })}
        />
      </div>
      {layout.visible.map((column, index) => (
        <Head
          key={column.id}
          view={view}
          column={column}
          index={index + 2}
          layout={layout}
          isFirst={column === kind.columns[0]}
        />
      ))}
    </div>
  )
}

type HeadProps<T> = {
  readonly view: ObjectsViewStore
  readonly column: ObjectColumn<T>
  readonly index: number
  readonly layout: ObjectLayout<T>
  readonly isFirst: boolean
}

function Head<T>({ view, column, index, layout, isFirst }: HeadProps<T>) {
  const { t } = useTranslation()
  const sort = view((state) => state.sort)
  const isSorted = sort.key === column.id
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp
  const { label } = column
  const sortBy = (turn: boolean) => {
    const startsDescending = column.startsDescending === true
    const isDescending = isSorted ? !sort.isDescending : startsDescending !== turn
    view.setState({ sort: { key: column.id, isDescending } })
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey) return
    event.preventDefault()
    sortBy(true)
  }
  return (
    <div
      role="columnheader"
      aria-colindex={index}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      className={classNames(styles['head'], column.isRight && styles['right'])}
    >
      {!isFirst && !layout.isNarrow && <Width view={view} column={column} width={layout.width(column)} />}
      <button
        type="button"
        className={classNames(styles['sort'], isSorted && styles['sorted'])}
        title={t('objects.sortBy', { column: label })}
        onClick={() => sortBy(false)}
        onKeyDown={handleKeyDown}
      >
        <span className={styles['label']}>{label}</span>
        {isSorted && <Arrow aria-hidden />}
      </button>
    </div>
  )
}

type WidthProps<T> = {
  readonly view: ObjectsViewStore
  readonly column: ObjectColumn<T>
  readonly width: number
}

function Width<T>({ view, column, width }: WidthProps<T>) {
  const { t } = useTranslation()
  const reset = () => {
    const { [column.id]: _own, ...others } = view.getState().columnWidths
    view.setState({ columnWidths: others })
  }
  return (
    <ResizeHandle
      label={t('objects.resize', { column: column.label })}
      value={width}
      {...columnBounds}
      grows="left"
      className={styles['handle']}
      onChange={(next) =>
        view.setState({ columnWidths: { ...view.getState().columnWidths, [column.id]: next } })
      }
      onReset={reset}
    />
  )
}
