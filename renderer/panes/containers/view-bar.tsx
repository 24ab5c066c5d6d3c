import { Eraser, Plus, SlidersHorizontal, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { openRunDialog } from '../../actions/run-dialog-store.ts'
import { navigate } from '../../router.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import frame from '../objects/object-view-bar.module.css'
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
      <Button
        variant="primary"
        icon={Plus}
        shortcut="Mod+N"
        command="docker run"
        onClick={() => openRunDialog()}
      >
        {t('actions.newContainer')}
      </Button>
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

// What it offers is looked for later than the list: it comes after the first rows.
const ViewMenu = lazy(async () => ({ default: (await import('./views/view-menu.tsx')).ViewMenu }))

function ViewOptions() {
  const { t } = useTranslation()
  const isPainted = useDeferredValue(true, false)
  const [isOpen, setIsOpen] = useState(false)
  const button = (
    <IconButton
      label={t('containers.viewOptions')}
      icon={SlidersHorizontal}
      onClick={() => setIsOpen(true)}
    />
  )
  return isPainted ? (
    <Suspense fallback={button}>
      <ViewMenu open={isOpen} onOpenChange={setIsOpen} />
    </Suspense>
  ) : (
    button
  )
}
