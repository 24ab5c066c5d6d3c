import type { CSSProperties, KeyboardEvent } from 'react'
import { useDeferredValue, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { navigate } from '../../router.ts'
import { listScroll, setContainersView, useContainersView } from '../../store/containers-view.ts'
import { ContextMenu } from '../../ui/context-menu.tsx'
import styles from '../objects/object-grid.module.css'
import { ColumnHeads } from './column-heads.tsx'
import type { ColumnLayout } from './columns.ts'
import { ContainerRow } from './container-row.tsx'
import { isOnControl, pressRow, rowKeyOf } from './grid-pointer.ts'
import { GroupRow } from './group-row.tsx'
import { handleListKey } from './list-keys.ts'
import type { ContainerListModel, ListRow } from './list-model.ts'
import { domId } from './row-name.ts'
import { useCursor, useTickUpkeep } from './use-cursor.ts'
import { useRowMenu } from './use-row-menu.ts'
import { useStatsInterest } from './use-stats-interest.ts'
import type { RowWindow } from './use-window.ts'
import { columnHeadHeight, useWindow } from './use-window.ts'

type ContainerGridProps = {
  readonly model: ContainerListModel
  readonly layout: ColumnLayout
  /** Values are old: the engine does not answer. */
  readonly isStale: boolean
  readonly hasBulkBar: boolean
}

const usualRowHeight = 34
const compactRowHeight = 28

/** The list itself: one focus stop with a cursor in it, drawn only where one looks. */
export function ContainerGrid({ model, layout, isStale, hasBulkBar }: ContainerGridProps) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const actions = useContainerActions()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useSyncExternalStore(model.subscribe, () => model.rows)
  const rowHeight = useContainersView(({ isCompact }) => isCompact) ? compactRowHeight : usualRowHeight
  const [isKeyboard, setIsKeyboard] = useState(false)
  const [initialTop] = useState(() => listScroll.top)
  // What only a pointer or a scroll needs comes in a second render, after the first rows are on the screen.
  const isPainted = useDeferredValue(true, false)
  const view = useWindow(scroller, rows, rowHeight, initialTop, isPainted)
  const isGrouped = rows[0]?.kind === 'group'
  const cursorIndex = useCursor(scroller, rows, view.tops)
  const menu = useRowMenu(model)
  useTickUpkeep(model)
  useStatsInterest(model, rows, view.from, view.to)

  useLayoutEffect(() => {
    // The browser keeps it within the list, which may have shrunk meanwhile. At the top there is nothing to
    // do, and setting it would lay out the page once more.
    if (scroller.current && initialTop > 0) scroller.current.scrollTop = initialTop
  }, [initialTop])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    setIsKeyboard(true)
    const roomPixels = event.currentTarget.clientHeight - columnHeadHeight
    const pageRows = () => Math.max(1, Math.floor(roomPixels / rowHeight) - 1)
    if (!handleListKey(event, { model, containers, actions, pageRows, openMenu: menu.openAtCursor })) return
    event.preventDefault()
    event.stopPropagation()
  }
  const active = rows[cursorIndex]
  return (
    <ContextMenu items={menu.items}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has one of two roles */}
      <div
        ref={scroller}
        role={isGrouped ? 'treegrid' : 'grid'}
        tabIndex={0}
        aria-label={t('containers.list')}
        aria-rowcount={rows.length + 1}
        aria-colcount={layout.visible.length + 2}
        aria-multiselectable
        aria-activedescendant={active && domId(active.key)}
        data-keyboard={isKeyboard || undefined}
        data-stale={isStale || undefined}
        data-bulk={hasBulkBar || undefined}
        className={styles['grid']}
        style={{ '--columns': layout.template, '--row-height': `${rowHeight}px` } as CSSProperties}
        onScroll={(event) => {
          view.onScroll()
          listScroll.top = event.currentTarget.scrollTop
        }}
        onKeyDown={handleKeyDown}
        onPointerDown={() => setIsKeyboard(false)}
        onFocus={(event) => {
          const [first] = rows
          if (event.target === event.currentTarget && !active && first)
            setContainersView({ cursor: first.key })
        }}
        onClick={(event) => pressRow(event, model)}
        onDoubleClick={(event) => {
          const key = rowKeyOf(event)
          const row = model.rows.find((each) => each.key === key)
          if (isOnControl(event) || row?.kind !== 'container') return
          navigate({ pane: 'container', id: row.id, tab: 'logs' })
        }}
        onContextMenu={(event) => menu.aim(rowKeyOf(event))}
      >
        <ColumnHeads layout={layout} model={model} />
        <div role="rowgroup" className={styles['rows']} style={{ height: view.tops.at(-1) ?? 0 }}>
          {drawnIndexes(view, cursorIndex).map((index) =>
            renderRow({ index, rows, view, model, layout, isPainted }),
          )}
        </div>
      </div>
    </ContextMenu>
  )
}

/** Rows in view, the header that stays at the top, and the cursor, whose element must exist to be active. */
function drawnIndexes({ from, to, sticky }: RowWindow, cursorIndex: number): readonly number[] {
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset)
  const isDrawn = (index: number) => index >= from && index < to
  if (sticky !== -1 && !isDrawn(sticky)) indexes.unshift(sticky)
  if (cursorIndex !== -1 && cursorIndex !== sticky && !isDrawn(cursorIndex)) indexes.push(cursorIndex)
  return indexes
}

type DrawnRow = {
  readonly index: number
  readonly rows: readonly ListRow[]
  readonly view: RowWindow
  readonly model: ContainerListModel
  readonly layout: ColumnLayout
  readonly isPainted: boolean
}

function renderRow({ index, rows, view: { tops, sticky }, model, layout, isPainted }: DrawnRow) {
  const row = rows[index]
  if (!row) return null
  const place = { top: tops[index] ?? 0, rowIndex: index + 2, layout }
  return row.kind === 'group' ? (
    <GroupRow key={row.key} model={model} group={row.group} isSticky={index === sticky} {...place} />
  ) : (
    <ContainerRow
      key={row.key}
      rowKey={row.key}
      id={row.id}
      isGrouped={row.group !== null}
      hasActions={isPainted}
      {...place}
    />
  )
}
