import type { CSSProperties, KeyboardEvent, MouseEvent, SyntheticEvent } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { toggleObject } from '../../store/objects-view.ts'
import { ContextMenu } from '../../ui/context-menu.tsx'
import type { ObjectLayout } from './object-columns.ts'
import styles from './object-grid.module.css'
import { ObjectHeads } from './object-heads.tsx'
import { handleObjectKey, rowElementId, targetsOf, tickRange } from './object-keys.ts'
import type { ListedObject, ObjectActions, ObjectListKind } from './object-list.ts'
import { ObjectRow } from './object-row.tsx'
import { useObjectCursor, useObjectPanelKeys, useTickUpkeep } from './use-object-cursor.ts'
import { columnHeadHeight, useObjectWindow } from './use-object-window.ts'

type ObjectGridProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
  readonly rows: readonly T[]
  readonly layout: ObjectLayout<T>
  readonly actions: ObjectActions<T>
  /** Values are old: the engine does not answer. */
  readonly isStale: boolean
}

const usualRowHeight = 34
const compactRowHeight = 28

/** How far each list was scrolled, for the way back to it. */
const scrollTops = new WeakMap<ObjectsViewStore, number>()

const controls = 'button, a, input, label'

function rowIdOf(event: SyntheticEvent): string | null {
  if (!(event.target instanceof Element)) return null
  return event.target.closest('[data-row]')?.getAttribute('data-row') ?? null
}

function isOn(event: SyntheticEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null
}

/** The list itself: one focus stop with a cursor in it, drawn only where one looks. */
export function ObjectGrid<T extends ListedObject>(props: ObjectGridProps<T>) {
  const { view, kind, rows, layout, actions, isStale } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = view((state) => state.isCompact) ? compactRowHeight : usualRowHeight
  const hasTicks = view((state) => state.ticked.size > 0)
  const [isKeyboard, setIsKeyboard] = useState(false)
  const [aimed, setAimed] = useState<string | null>(null)
  const [initialTop] = useState(() => scrollTops.get(view) ?? 0)
  const { from, to, onScroll } = useObjectWindow(scroller, rows.length, rowHeight, initialTop)
  const cursorIndex = useObjectCursor(view, scroller, rows, rowHeight)
  useTickUpkeep(view, rows)
  useObjectPanelKeys(view, rows)

  useLayoutEffect(() => {
    // The browser keeps it within the list, which may have shrunk meanwhile.
    if (scroller.current) scroller.current.scrollTop = initialTop
  }, [initialTop])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    setIsKeyboard(true)
    const room = event.currentTarget.clientHeight - columnHeadHeight
    const pageRows = () => Math.max(1, Math.floor(room / rowHeight) - 1)
    const openMenu = () => openMenuAt(view.getState().cursor)
    if (!handleObjectKey(event, { view, rows, actions, pageRows, openMenu })) return
    event.preventDefault()
    event.stopPropagation()
  }
  const press = (event: MouseEvent) => pressRow(event, view, rows)
  const aim = (event: SyntheticEvent) => {
    const id = rowIdOf(event)
    setAimed(id)
    if (id !== null) view.setState({ cursor: id })
  }
  const active = rows[cursorIndex]
  return (
    <ContextMenu items={actions.menu(targetsOf(view, rows, aimed))}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={kind.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={layout.visible.length + 1}
        aria-multiselectable
        aria-activedescendant={active && rowElementId(active.id)}
        data-keyboard={isKeyboard || undefined}
        data-stale={isStale || undefined}
        data-bulk={hasTicks || undefined}
        className={styles['grid']}
        style={{ '--columns': layout.template, '--row-height': `${rowHeight}px` } as CSSProperties}
        onScroll={(event) => {
          onScroll()
          scrollTops.set(view, event.currentTarget.scrollTop)
        }}
        onKeyDown={handleKeyDown}
        onPointerDown={() => setIsKeyboard(false)}
        onFocus={(event) => {
          const [first] = rows
          if (event.target === event.currentTarget && !active && first) view.setState({ cursor: first.id })
        }}
        onClick={press}
        onContextMenu={aim}
      >
        <ObjectHeads view={view} kind={kind} layout={layout} rows={rows} />
        <div role="rowgroup" className={styles['rows']} style={{ height: rows.length * rowHeight }}>
          {drawnIndexes(from, to, cursorIndex).map((index) => {
            const item = rows[index]
            return (
              item && (
                <ObjectRow
                  // By place: what another filter shows is drawn into the rows that are there.
                  key={index}
                  view={view}
                  kind={kind}
                  item={item}
                  layout={layout}
                  top={index * rowHeight}
                  rowIndex={index + 2}
                />
              )
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

/** Rows in view, and the cursor, whose element must exist to be active. */
function drawnIndexes(from: number, to: number, cursorIndex: number): readonly number[] {
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset)
  if (cursorIndex !== -1 && (cursorIndex < from || cursorIndex >= to)) indexes.push(cursorIndex)
  return indexes
}

/** A press on a row shows it; with ⇧ it ticks a range, with Ctrl or ⌘ one more. */
function pressRow<T extends ListedObject>(
  event: MouseEvent,
  view: ObjectsViewStore,
  rows: readonly T[],
): void {
  const id = rowIdOf(event)
  if (id === null || !rows.some((item) => item.id === id)) return
  const isOnTick = isOn(event, 'input[type="checkbox"]')
  if (event.shiftKey && (isOnTick || !isOn(event, controls))) {
    tickRange(view, rows, view.getState().cursor, id)
    view.setState({ cursor: id })
  } else if (isOn(event, controls)) return
  else if (event.ctrlKey || event.metaKey) {
    view.setState({ cursor: id })
    toggleObject(view, id, !view.getState().ticked.has(id))
  } else view.setState({ cursor: id, panelId: id })
}

/** As a right press on the cursor's row would: beside its name, not at the pointer. */
function openMenuAt(id: string | null): void {
  const element = id === null ? null : document.getElementById(rowElementId(id))
  if (!element) return
  const { left, bottom } = element.getBoundingClientRect()
  const press = { clientX: left + 68, clientY: bottom - 6, bubbles: true, cancelable: true }
  element.dispatchEvent(new globalThis.MouseEvent('contextmenu', press))
}
