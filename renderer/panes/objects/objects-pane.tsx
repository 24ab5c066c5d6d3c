import {
  type ComponentType,
  memo,
  type ReactNode,
  type RefObject,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { parseTerms } from './filter.ts'
import { ObjectBulkBar } from './object-bulk-bar.tsx'
import { fitObjectColumns } from './object-columns.ts'
import { ObjectGrid } from './object-grid.tsx'
import type { ListedObject, ObjectActions, ObjectListKind } from './object-list.ts'
import { ObjectModel } from './object-model.ts'
import { ObjectPanel } from './object-panel.tsx'
import { ObjectViewBar } from './object-view-bar.tsx'
import styles from './objects-pane.module.css'
import { usePanelRoute } from './use-panel-route.ts'

type ObjectsPaneProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  /** Keep its identity while nothing about it changes: each new one draws every row. */
  readonly kind: ObjectListKind<T>
  readonly title: string
  /** All objects; each keeps its identity until it changes. */
  readonly items: readonly T[]
  /** As the store's. */
  readonly freshness: 'loading' | 'live' | 'stale'
  readonly actions: ObjectActions<T>
  /** Buttons at the right end of the view bar. */
  readonly tools?: ReactNode
  /** Between view bar and scopes, such as a disk bar. */
  readonly band?: ReactNode
  /** At the right of the scopes, such as a legend. */
  readonly legend?: ReactNode
  /** In place of the list while the engine has none of these objects. */
  readonly firstUse: ReactNode
  /** The object that the address names, null for none. */
  readonly routeId: string | null
  /** The panel shows another object: the address follows. */
  readonly onRoute: (id: string | null) => void
  /** What the side panel shows of one object: header and body. */
  readonly Panel: ComponentType<{ readonly item: T; readonly onClose: () => void }>
}

/** A live list of one kind of objects: bars, virtual rows, ticks with their bulk bar, and the side panel. */
export function ObjectsPane<T extends ListedObject>(props: ObjectsPaneProps<T>) {
  const { view, kind, items, freshness, Panel } = props
  const list = useRef<HTMLDivElement>(null)
  const [model] = useState(() => new ObjectModel<T>())
  const sort = view((state) => state.sort)
  const scope = view((state) => state.scope)
  // A key is in its field at once; the rows it brings are drawn after it, and given up when the next one comes.
  const filter = useDeferredValue(view((state) => state.filter))
  const panelId = view((state) => state.panelId)
  const reading = useMemo(() => model.read(kind, items, sort), [model, kind, items, sort])
  const found = useMemo(() => {
    // Named so that a new reading is looked through again.
    void reading
    return model.rows(parseTerms(filter, kind.filterKeys), scope)
  }, [model, reading, kind, filter, scope])
  usePanelRoute(view, props.routeId, props.onRoute, kind.scopes[0]?.id ?? '')

  const isEmpty = freshness !== 'loading' && found.total === 0
  const focusList = () => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  const close = () => {
    view.setState({ panelId: null })
    focusList()
  }
  const shown = panelId === null ? null : items.find(({ id }) => id === panelId)
  return (
    <div className={styles['pane']}>
      <div className={styles['main']} data-region="list" ref={list}>
        <ObjectViewBar
          view={view}
          kind={kind}
          title={props.title}
          total={found.total}
          shown={found.rows.length}
          hasTools={!isEmpty}
          tools={props.tools}
          onLeaveFilter={focusList}
        />
        {props.band}
        {isEmpty ? (
          props.firstUse
        ) : (
          <List
            view={view}
            kind={kind}
            freshness={freshness}
            actions={props.actions}
            legend={props.legend}
            found={found}
          />
        )}
      </div>
      {panelId !== null && freshness !== 'loading' && (
        <ObjectPanel key={panelId} view={view} label={kind.label} onClose={close}>
          {shown ? <Panel item={shown} onClose={close} /> : null}
        </ObjectPanel>
      )}
    </div>
  )
}

type ListProps<T extends ListedObject> = Pick<
  ObjectsPaneProps<T>,
  'view' | 'kind' | 'freshness' | 'actions' | 'legend'
> & {
  readonly found: ReturnType<ObjectModel<T>['rows']>
}

const List = memo(ListOfObjects) as typeof ListOfObjects

function ListOfObjects<T extends ListedObject>(props: ListProps<T>) {
  const { view, kind, freshness, actions, legend, found } = props
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const scope = view((state) => state.scope)
  const hidden = view((state) => state.hiddenColumns)
  const resized = view((state) => state.columnWidths)
  const order = view((state) => state.columnOrder)
  const layout = useMemo(
    () => fitObjectColumns(width, kind.columns, hidden, resized, order),
    [width, kind, hidden, resized, order],
  )
  return (
    <>
      <div className={styles['scopes']}>
        <Segmented
          label={t('objects.scopeLabel')}
          value={scope}
          onChange={(next) => view.setState({ scope: next })}
          options={kind.scopes.map(({ id, label }) => ({ id, label, count: found.counts[id] ?? 0 }))}
        />
        {legend}
      </div>
      <div className={styles['list']} ref={box}>
        {freshness === 'loading' ? (
          <Loading label={kind.label} />
        ) : found.rows.length === 0 ? (
          <Nothing view={view} kind={kind} />
        ) : (
          <ObjectGrid
            view={view}
            kind={kind}
            rows={found.rows}
            layout={layout}
            actions={actions}
            isStale={freshness === 'stale'}
          />
        )}
        <ObjectBulkBar view={view} rows={found.rows} actions={actions} />
      </div>
    </>
  )
}

/** Before the first measurement. */
const assumedWidth = 1000

function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(assumedWidth)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || assumedWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}

type NothingProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
}

/** What stands in the list when filter or scope let nothing through, and the way back. */
function Nothing<T extends ListedObject>({ view, kind }: NothingProps<T>) {
  const { t } = useTranslation()
  const filter = view((state) => state.filter).trim()
  const scope = view((state) => state.scope)
  if (filter !== '') {
    return (
      <EmptyState
        title={t('objects.noMatch', { filter })}
        text={kind.filterHelp}
        actions={<Button onClick={() => view.setState({ filter: '' })}>{t('objects.clearFilter')}</Button>}
      />
    )
  }
  const [all] = kind.scopes
  return (
    <EmptyState
      title={kind.scopes.find(({ id }) => id === scope)?.emptyTitle ?? ''}
      actions={
        all && <Button onClick={() => view.setState({ scope: all.id })}>{t('objects.showAll')}</Button>
      }
    />
  )
}

const loadingRows = Array.from({ length: 12 }, (_, index) => 120 + ((index * 37) % 90))

function Loading({ label }: { readonly label: string }) {
  return (
    <div className={styles['loading']} aria-busy="true" aria-label={label} role="status">
      {loadingRows.map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- placeholders have no identity
        <div key={index} className={styles['loadingRow']}>
          <Skeleton width={15} height={15} />
          <Skeleton width={width} />
          <Skeleton width={90} />
        </div>
      ))}
    </div>
  )
}
