import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, memo, useSyncExternalStore } from 'react'
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
import { shownIds } from './list-keys.ts'
import type { ContainerListModel } from './list-model.ts'

type ColumnHeadsProps = {
  readonly layout: ColumnLayout
  readonly model: ContainerListModel
}

/** Names of the columns: they sort, and their left edges set their width. */
export const ColumnHeads = memo(function ColumnHeads({ layout, model }: ColumnHeadsProps) {
  return (
    <div role="row" aria-rowindex={1} className={frame['heads']}>
      <div role="columnheader" aria-colindex={1} className={frame['tick']}>
        <TickAll model={model} />
      </div>
      {layout.visible.map((column, index) => (
        <Head key={column} column={column} index={index + 2} layout={layout} />
      ))}
    </div>
  )
})

/** Takes everything the filter and scope show, what stands in closed groups aside. */
function TickAll({ model }: { readonly model: ContainerListModel }) {
  const { t } = useTranslation()
  const ticked = useContainersView((view) => view.ticked)
  // With nothing ticked there is nothing to count, however long the list is.
  const checked = useSyncExternalStore(model.subscribe, () =>
    ticked.size === 0 ? false : tickedShare(shownIds(model), ticked),
  )
  return (
    <Checkbox
      label={t('containers.selectAll')}
      isLabelHidden
      checked={checked}
      onChange={(isOn) => setTicked(isOn ? shownIds(model) : [])}
    />
  )
}

function tickedShare(ids: readonly string[], ticked: ReadonlySet<string>): boolean | 'mixed' {
  const count = ids.filter((id) => ticked.has(id)).length
  return count === 0 ? false : count === ids.length ? true : 'mixed'
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
