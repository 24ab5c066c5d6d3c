import { SlidersHorizontal } from 'lucide-react'
import { type KeyboardEvent, lazy, memo, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import type { ObjectsViewStore } from '../../store/objects-view.ts'
import { resetColumns } from '../../store/objects-view.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { SearchField } from '../../ui/search-field.tsx'
import type { ListedObject, ObjectListKind } from './object-list.ts'
import styles from './object-view-bar.module.css'

type ObjectViewBarProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
  readonly title: string
  readonly total: number
  readonly shown: number
  readonly hasTools: boolean
  /** Buttons at the right end. */
  readonly tools: ReactNode
  readonly onLeaveFilter: () => void
}

/** Title with its count, the filter, how the list looks, and what makes new objects. */
export function ObjectViewBar<T extends ListedObject>(props: ObjectViewBarProps<T>) {
  const { view, kind, title, total, shown, hasTools, tools, onLeaveFilter } = props
  const { t } = useTranslation()
  const filter = view((state) => state.filter)
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    onLeaveFilter()
  }
  return (
    <header className={styles['bar']}>
      <h1 className={styles['title']}>{title}</h1>
      {total > 0 && <span className={styles['count']}>{formatCount(total)}</span>}
      <span className={styles['space']} />
      {hasTools && (
        <>
          <SearchField
            label={kind.filterLabel}
            placeholder={kind.filterLabel}
            value={filter}
            onChange={(text) => view.setState({ filter: text })}
            resultCount={t('objects.filterCount', { shown: formatCount(shown), total: formatCount(total) })}
            onKeyDown={leave}
          />
          <ViewOptions view={view} kind={kind} />
        </>
      )}
      {tools}
    </header>
  )
}

// Chosen once and then kept: it comes when it is asked for.
const ColumnsDialog = lazy(async () => ({ default: (await import('./columns-dialog.tsx')).ColumnsDialog }))

type ViewOptionsProps<T extends ListedObject> = {
  readonly view: ObjectsViewStore
  readonly kind: ObjectListKind<T>
}

/** Does not change while one types. */
const ViewOptions = memo(ViewMenu) as typeof ViewMenu

function ViewMenu<T extends ListedObject>({ view, kind }: ViewOptionsProps<T>) {
  const { t } = useTranslation()
  const isCompact = view((state) => state.isCompact)
  const hidden = view((state) => state.hiddenColumns)
  const order = view((state) => state.columnOrder)
  const [areColumnsOpen, setAreColumnsOpen] = useState(false)
  const items: readonly MenuEntry[] = [
    {
      kind: 'item',
      id: 'compact',
      label: t('objects.compactRows'),
      isChecked: isCompact,
      onSelect: () => view.setState({ isCompact: !isCompact }),
    },
    {
      kind: 'item',
      id: 'columns',
      label: `${t('objects.showColumn')}…`,
      onSelect: () => setAreColumnsOpen(true),
    },
  ]
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label={t('objects.viewOptions')} icon={SlidersHorizontal} />}
        items={items}
      />
      {areColumnsOpen && (
        <Suspense>
          <ColumnsDialog
            columns={kind.columns}
            hidden={hidden}
            order={order}
            onChange={(change) =>
              view.setState({
                hiddenColumns: change.hidden ?? hidden,
                columnOrder: change.order ?? order,
              })
            }
            onReset={() => resetColumns(view)}
            onClose={() => setAreColumnsOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
