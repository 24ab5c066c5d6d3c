import '../../../i18n/pane-words.ts'
import { ChevronDown, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { ContainersViewState, SavedView } from '../../../store/containers-view.ts'
import {
  columnIds,
  resetContainersColumns,
  setContainersView,
  useContainersView,
} from '../../../store/containers-view.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import type { MenuEntry } from '../../../ui/menu-entry.ts'
import { ColumnsDialog } from '../../objects/columns-dialog.tsx'
import { SaveViewDialog } from './save-view-dialog.tsx'
import { isAsSaved, openView, saveView } from './saved-views.ts'
import styles from './view-menu.module.css'
import { ViewsDialog } from './views-dialog.tsx'

type ViewMenuProps = { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }

/** Not the cursor and the ticks: they move with every key. */
function shownChoices(state: ContainersViewState) {
  const { filter, scope, sort, grouping, hiddenColumns, columnOrder } = state
  const { savedViews, openedView, isCompact, areLettersOn } = state
  const choices = { filter, scope, sort, grouping, hiddenColumns, columnOrder }
  return { ...choices, savedViews, openedView, isCompact, areLettersOn }
}

/** How the list looks: saved views, columns, density, keys. Bears the name of the view that is open. */
export function ViewMenu({ open, onOpenChange }: ViewMenuProps) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'columns' | 'save' | 'views' | null>(null)
  const state = useContainersView(useShallow(shownChoices))
  const opened = state.savedViews.find(({ name }) => name === state.openedView)
  const isChanged = opened !== undefined && !isAsSaved(opened, state)
  const close = () => setDialog(null)
  const item = (id: 'columns' | 'save' | 'views', label: string): MenuEntry => {
    return { kind: 'item', id, label, onSelect: () => setDialog(id) }
  }
  const items: readonly MenuEntry[] = [
    { kind: 'label', id: 'saved', label: t('views.saved') },
    ...state.savedViews.map((view) => savedEntry(view, view === opened)),
    ...(opened && isChanged ? [keepEntry(opened, t('views.keepChanges', { name: opened.name }))] : []),
    item('save', t('views.saveAs')),
    ...(state.savedViews.length > 0 ? [item('views', t('views.manage'))] : []),
    { kind: 'separator', id: 'line' },
    item('columns', t('views.columns.open')),
    toggleEntry('isCompact', t('containers.compactRows'), state),
    toggleEntry('areLettersOn', t('containers.letterKeys'), state),
  ]
  return (
    <>
      <Menu
        align="end"
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          opened ? (
            trigger(opened, isChanged ? t('views.changed') : null, t('containers.viewOptions'))
          ) : (
            <IconButton label={t('containers.viewOptions')} icon={SlidersHorizontal} />
          )
        }
        items={items}
      />
      {dialog === 'save' && <SaveViewDialog onClose={close} />}
      {dialog === 'views' && <ViewsDialog onClose={close} />}
      {dialog === 'columns' && <Columns onClose={close} />}
    </>
  )
}

function trigger({ name }: SavedView, changed: string | null, label: string) {
  return (
    <Button icon={SlidersHorizontal} aria-label={[label, name, changed].filter(Boolean).join(', ')}>
      <bdi className={styles['name']}>{name}</bdi>
      {changed !== null && <span className={styles['changed']} title={changed} aria-hidden />}
      <ChevronDown aria-hidden />
    </Button>
  )
}

function savedEntry({ name }: SavedView, isOpened: boolean): MenuEntry {
  return {
    kind: 'item',
    id: `view:${name}`,
    label: name,
    isChecked: isOpened,
    onSelect: () => openView(name),
  }
}

function keepEntry({ name }: SavedView, label: string): MenuEntry {
  return { kind: 'item', id: 'keep', label, onSelect: () => saveView(name) }
}

function toggleEntry(
  id: 'isCompact' | 'areLettersOn',
  label: string,
  state: Pick<ContainersViewState, 'isCompact' | 'areLettersOn'>,
): MenuEntry {
  return {
    kind: 'item',
    id,
    label,
    isChecked: state[id],
    onSelect: () => setContainersView({ [id]: !state[id] }),
  }
}

function Columns({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const hidden = useContainersView((view) => view.hiddenColumns)
  const order = useContainersView((view) => view.columnOrder)
  const known = (ids: readonly string[]) => columnIds.filter((id) => ids.includes(id))
  return (
    <ColumnsDialog
      columns={columnIds.map((id) => ({ id, label: t(`containers.column.${id}`) }))}
      hidden={hidden}
      order={order}
      onChange={(change) =>
        setContainersView({
          ...(change.hidden && { hiddenColumns: known(change.hidden) }),
          ...(change.order && {
            columnOrder: change.order.flatMap((id) => columnIds.find((each) => each === id) ?? []),
          }),
        })
      }
      onReset={resetContainersColumns}
      onClose={onClose}
    />
  )
}
