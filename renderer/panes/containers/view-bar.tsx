import { Eraser, SlidersHorizontal, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { navigate } from '../../router.ts'
import type { ColumnId } from '../../store/containers-view.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { SearchField } from '../../ui/search-field.tsx'
import frame from '../objects/object-view-bar.module.css'
import { columnIds } from './columns.ts'
import type { ListCounts } from './list-model.ts'
import styles from './view-bar.module.css'

type ViewBarProps = {
  readonly counts: ListCounts
  readonly project: string | null
  readonly hasTools: boolean
  readonly filterRef: RefObject<HTMLInputElement | null>
  readonly onLeaveFilter: () => void
}

/** Title with its count, the filter and how the list looks. */
export function ViewBar({ counts, project, hasTools, filterRef, onLeaveFilter }: ViewBarProps) {
  const { t } = useTranslation()
  return (
    <header className={frame['bar']}>
      <h1 className={frame['title']}>{t('containers.title')}</h1>
      {project === null ? <Count counts={counts} /> : <ProjectChip project={project} total={counts.all} />}
      <span className={frame['space']} />
      {hasTools && (
        <>
          <Filter counts={counts} filterRef={filterRef} onLeave={onLeaveFilter} />
          <ViewOptions />
          <IconButton label={t('prune.open')} icon={Eraser} onClick={() => openPruneDialog(['container'])} />
        </>
      )}
    </header>
  )
}

function Count({ counts }: { readonly counts: ListCounts }) {
  const { t } = useTranslation()
  if (counts.all === 0) return null
  const projects = t('containers.project', { count: counts.projects })
  return (
    <span className={frame['count']}>
      {counts.projects === 0 ? counts.all : t('containers.countInProjects', { total: counts.all, projects })}
    </span>
  )
}

function ProjectChip({ project, total }: { readonly project: string; readonly total: number }) {
  const { t } = useTranslation()
  return (
    <span className={styles['chip']}>
      <bdi className={styles['chipName']}>{t('containers.inProject', { name: project })}</bdi>
      <span className={frame['count']}>{total}</span>
      <IconButton
        label={t('containers.showAllProjects')}
        icon={X}
        size="sm"
        onClick={() => navigate({ pane: 'containers', project: null })}
      />
    </span>
  )
}

/** Typing this quickly is one filter, not ten. */
const debounceMs = 100

type FilterProps = {
  readonly counts: ListCounts
  readonly filterRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

function Filter({ counts, filterRef, onLeave }: FilterProps) {
  const { t } = useTranslation()
  const applied = useContainersView(({ filter }) => filter)
  const [text, setText] = useState(applied)
  const [seen, setSeen] = useState(applied)
  // Cleared from elsewhere, as by "Clear filter".
  if (seen !== applied) {
    setSeen(applied)
    setText(applied)
  }
  useEffect(() => {
    if (text === applied) return
    const timer = setTimeout(() => setContainersView({ filter: text }), text === '' ? 0 : debounceMs)
    return () => clearTimeout(timer)
  }, [text, applied])
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    onLeave()
  }
  return (
    <SearchField
      label={t('containers.filter')}
      placeholder={t('containers.filter')}
      value={text}
      onChange={setText}
      resultCount={t('containers.filterCount', { shown: counts.shown, total: counts.all })}
      onKeyDown={handleKeyDown}
      inputRef={filterRef}
    />
  )
}

function ViewOptions() {
  const { t } = useTranslation()
  const isCompact = useContainersView((view) => view.isCompact)
  const areLettersOn = useContainersView((view) => view.areLettersOn)
  const hidden = useContainersView((view) => view.hiddenColumns)
  const toggle = (column: ColumnId) =>
    setContainersView({
      hiddenColumns: hidden.includes(column) ? hidden.filter((each) => each !== column) : [...hidden, column],
    })
  const items: readonly MenuEntry[] = [
    {
      kind: 'item',
      id: 'compact',
      label: t('containers.compactRows'),
      isChecked: isCompact,
      onSelect: () => setContainersView({ isCompact: !isCompact }),
    },
    {
      kind: 'item',
      id: 'letters',
      label: t('containers.letterKeys'),
      isChecked: areLettersOn,
      onSelect: () => setContainersView({ areLettersOn: !areLettersOn }),
    },
    { kind: 'separator', id: 'line' },
    { kind: 'label', id: 'columns', label: t('containers.showColumn') },
    ...columnIds
      .filter((column) => column !== 'name')
      .map(
        (column): MenuEntry => ({
          kind: 'item',
          id: column,
          label: t(`containers.column.${column}`),
          isChecked: !hidden.includes(column),
          onSelect: () => toggle(column),
        }),
      ),
    { kind: 'separator', id: 'line-2' },
    {
      kind: 'item',
      id: 'reset',
      label: t('containers.resetColumns'),
      onSelect: () => setContainersView({ columnWidths: {} }),
    },
  ]
  return (
    <Menu
      align="end"
      trigger={<IconButton label={t('containers.viewOptions')} icon={SlidersHorizontal} />}
      items={items}
    />
  )
}
