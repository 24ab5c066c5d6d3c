import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import type { StateView } from '../../container-state.ts'
import { deriveState } from '../../container-state.ts'
import { formatAgo, formatDateTime, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import type { ColumnId } from '../../store/containers-view.ts'
import { toggleTicked, useContainersView } from '../../store/containers-view.ts'
import { useEntity } from '../../store/entity-store.ts'
import type { Pending } from '../../store/pending.ts'
import { usePending } from '../../store/pending.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import frame from '../objects/object-row.module.css'
import type { ColumnLayout } from './columns.ts'
import styles from './container-row.module.css'
import { projectPrefix } from './groups.ts'
import { PortLinks } from './port-links.tsx'
import { RowActions } from './row-actions.tsx'
import { domId, rowName } from './row-name.ts'
import { StatusCell } from './status-cell.tsx'
import { CpuCell, MemoryCell } from './usage-cells.tsx'

type ContainerRowProps = {
  /** A container on several networks has a row in the group of each. */
  readonly rowKey: string
  readonly id: string
  /** Pixels from the top of the list. */
  readonly top: number
  /** Among all rows of the grid, its head included. */
  readonly rowIndex: number
  readonly layout: ColumnLayout
  readonly isGrouped: boolean
  /** False in the first render of a list: what only the pointer finds can wait until it is painted. */
  readonly hasActions: boolean
}

/** One container. Follows its own entity, so that a change of one draws one. */
export const ContainerRow = memo(function ContainerRow(props: ContainerRowProps) {
  const { containers } = useApp()
  const container = useEntity(containers, props.id)
  return container ? <Row {...props} container={container} /> : null
})

function Row({
  rowKey,
  container,
  top,
  rowIndex,
  layout,
  isGrouped,
  hasActions,
}: ContainerRowProps & { readonly container: Container }) {
  const { t } = useTranslation()
  const { stats } = useApp()
  const { id } = container
  const [isPointed, setIsPointed] = useState(false)
  const nowMs = useNow(30_000)
  const pending = usePending(id)
  const isTicked = useContainersView(({ ticked }) => ticked.has(id))
  const isCursor = useContainersView(({ cursor }) => cursor === rowKey)
  const isCurrent = useContainersView(({ panelId }) => panelId === id)
  const state = deriveState(container, nowMs)
  const isLeaving = pending?.verb === 'removing' || container.state === 'removing'
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid has the focus and names this row as active
    <div
      role="row"
      id={domId(rowKey)}
      data-row={rowKey}
      data-cursor={isCursor || undefined}
      aria-rowindex={rowIndex}
      aria-selected={isTicked}
      aria-level={isGrouped ? 2 : undefined}
      aria-busy={pending !== null || undefined}
      aria-label={rowName({ container, state, pending, sample: stats.latest(id), nowMs, t })}
      className={classNames(
        frame['row'],
        isTicked && frame['ticked'],
        isCurrent && frame['current'],
        isLeaving && styles['leaving'],
      )}
      style={{ transform: `translateY(${top}px)` }}
      onPointerEnter={() => setIsPointed(true)}
      onPointerLeave={() => setIsPointed(false)}
    >
      <div role="gridcell" aria-colindex={1} className={frame['tick']}>
        <Checkbox
          label={t('containers.selectNamed', { name: container.name })}
          isLabelHidden
          checked={isTicked}
          tabIndex={-1}
          onChange={(isOn) => toggleTicked(id, isOn)}
        />
      </div>
      {layout.visible.map((column, index) => (
        <div key={column} role="gridcell" aria-colindex={index + 2} className={styles[column]}>
          <Cell
            column={column}
            container={container}
            state={state}
            pending={pending}
            layout={layout}
            isGrouped={isGrouped}
          />
        </div>
      ))}
      {hasActions && (
        <RowActions
          container={container}
          isPointed={isPointed}
          hasPorts={layout.visible.includes('ports')}
          colIndex={layout.visible.length + 2}
        />
      )}
    </div>
  )
}

type CellProps = {
  readonly column: ColumnId
  readonly container: Container
  readonly state: StateView
  readonly pending: Pending | null
  readonly layout: ColumnLayout
  readonly isGrouped: boolean
}

function Cell({ column, container, state, pending, layout, isGrouped }: CellProps) {
  const { isNarrow } = layout
  switch (column) {
    case 'name':
      return (
        <>
          <StateGlyph glyph={pending ? 'ring' : state.glyph} />
          <Name container={container} isGrouped={isGrouped} isNarrow={isNarrow} />
        </>
      )
    case 'status':
      return <StatusCell container={container} state={state} pending={pending} />
    case 'image':
      return <Image image={container.image} />
    case 'cpu':
      return <CpuCell container={container} isNarrow={isNarrow} />
    case 'memory':
      return <MemoryCell container={container} isNarrow={isNarrow} />
    case 'ports':
      return <PortLinks container={container} isNarrow={isNarrow} />
    case 'created':
      return <Created atMs={container.createdAtMs} />
    case 'id':
      return <span title={container.id}>{shortId(container.id)}</span>
  }
}

type NameProps = { readonly container: Container; readonly isGrouped: boolean; readonly isNarrow: boolean }

/** Inside its group the project's prefix says nothing new: it is dimmed, or left out where room is short. */
function Name({ container, isGrouped, isNarrow }: NameProps) {
  const isByProject = useContainersView(({ grouping }) => grouping === 'project')
  const prefix = isGrouped && isByProject ? projectPrefix(container) : ''
  return (
    <bdi className={styles['clip']} title={container.name}>
      {prefix !== '' && !isNarrow && <span className={styles['prefix']}>{prefix}</span>}
      <span className={styles['own']}>{container.name.slice(prefix.length)}</span>
    </bdi>
  )
}

/** A bare id after the tag moved on is told as docker tells it. */
function Image({ image }: { readonly image: string }) {
  const isId = /^sha256:[0-9a-f]{64}$/.test(image)
  return (
    <span className={styles['clip']} title={image} lang="en">
      {isId ? shortId(image) : image}
    </span>
  )
}

function Created({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow(30_000)
  return <span title={formatDateTime(atMs)}>{formatAgo(atMs, nowMs)}</span>
}
