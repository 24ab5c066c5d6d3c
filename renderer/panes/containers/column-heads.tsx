import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnId } from '../../store/containers-view.ts'
import { setContainersView, setTicked, sortBy, useContainersView } from '../../store/containers-view.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ResizeHandle } from '../../ui/resize-handle.tsx'
import frame from '../objects/object-heads.module.css'
import styles from './column-heads.module.css'
import type { ColumnLayout } from './columns.ts'
import { columnBounds } from './columns.ts'

type ColumnHeadsProps = {
  readonly layout: ColumnLayout
  /** What "Select all" takes: everything the filter and scope show. */
  readonly shownIds: readonly string[]
}

/** Names of the columns: they sort, and their left edges set their width. */
export function ColumnHeads({ layout, shownIds }: ColumnHeadsProps) {
  return (
    <div role="row" aria-rowindex={1} className={frame['heads']}>
      <div role="columnheader" aria-colindex={1} className={frame['tick']}>
        <TickAll shownIds={shownIds} />
      </div>
      {layout.visible.map((column, index) => (
        <Head key={column} column={column} index={index + 2} layout={layout} />
      ))}
    </div>
  )
}

function TickAll({ shownIds }: { readonly shownIds: readonly string[] }) {
  const { t } = useTranslation()
  const ticked = useContainersView((view) => view.ticked)
  const count = shownIds.filter((id) => ticked.has(id)).length
  const checked = count === 0 ? false : count === shownIds.length ? true : 'mixed'
  return (
    <Checkbox
      label={t('containers.selectAll')}
      isLabelHidden
      checked={checked}
      onChange={(isOn) => setTicked(isOn ? shownIds : [])}
    />
  )
}

type HeadProps = { readonly column: ColumnId; readonly index: number; readonly layout: ColumnLayout }

function Head({ column, index, layout }: HeadProps) {
  const { t } = useTranslation()
  const sort = useContainersView((view) => view.sort)
  const isSorted = sort.key === column
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp
  const label = t(`containers.column.${column}`)
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey) return
    event.preventDefault()
    sortBy(column, true)
  }
  return (
    <div
      role="columnheader"
      aria-colindex={index}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      className={classNames(frame['head'], styles[column])}
    >
      {column !== 'name' && <Width column={column} label={label} layout={layout} />}
      <button
        type="button"
        className={classNames(frame['sort'], isSorted && frame['sorted'])}
        title={t('containers.sortBy', { column: label })}
        onClick={() => sortBy(column)}
        onKeyDown={handleKeyDown}
      >
        <span className={frame['label']}>{label}</span>
        {isSorted && <Arrow aria-hidden />}
      </button>
    </div>
  )
}

function Width({
  column,
  label,
  layout,
}: {
  readonly column: ColumnId
  readonly label: string
  readonly layout: ColumnLayout
}) {
  const { t } = useTranslation()
  const widths = useContainersView((view) => view.columnWidths)
  if (layout.isNarrow) return null
  const reset = () => {
    const { [column]: _own, ...others } = widths
    setContainersView({ columnWidths: others })
  }
  return (
    <ResizeHandle
      label={t('containers.resize', { column: label })}
      value={layout.widths[column]}
      {...columnBounds}
      grows="left"
      className={frame['handle']}
      onChange={(width) => setContainersView({ columnWidths: { ...widths, [column]: width } })}
      onReset={reset}
    />
  )
}
