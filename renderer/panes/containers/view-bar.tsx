import { Eraser, Plus, SlidersHorizontal, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { lazy, Suspense, useDeferredValue, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { openRunDialog } from '../../actions/run-dialog-store.ts'
import { navigate } from '../../router.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import frame from '../objects/object-view-bar.module.css'
import type { ContainerListModel } from './list-model.ts'
import styles from './view-bar.module.css'

type ViewBarProps = {
  readonly model: ContainerListModel
  readonly project: string | null
  readonly hasTools: boolean
  readonly filterRef: RefObject<HTMLInputElement | null>
  readonly onLeaveFilter: () => void
}

/** Title with its count, the filter and how the list looks. */
export function ViewBar({ model, project, hasTools, filterRef, onLeaveFilter }: ViewBarProps) {
  const { t } = useTranslation()
  return (
    <header className={frame['bar']}>
      <h1 className={frame['title']}>{t('containers.title')}</h1>
      {project === null ? <Count model={model} /> : <ProjectChip project={project} model={model} />}
      <span className={frame['space']} />
      {hasTools && (
        <>
          <Filter model={model} filterRef={filterRef} onLeave={onLeaveFilter} />
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

/** How many there are; of the other counts nothing is drawn anew. */
function useTotal(model: ContainerListModel): number {
  return useSyncExternalStore(model.subscribe, () => model.counts.all)
}

function Count({ model }: { readonly model: ContainerListModel }) {
  const { t } = useTranslation()
  const total = useTotal(model)
  const count = useSyncExternalStore(model.subscribe, () => model.counts.projects)
  if (total === 0) return null
  const projects = t('containers.project', { count })
  return (
    <span className={frame['count']}>
      {count === 0 ? total : t('containers.countInProjects', { total, projects })}
    </span>
  )
}

type ProjectChipProps = { readonly project: string; readonly model: ContainerListModel }

function ProjectChip({ project, model }: ProjectChipProps) {
  const { t } = useTranslation()
  const total = useTotal(model)
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
  readonly model: ContainerListModel
  readonly filterRef: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

function Filter({ model, filterRef, onLeave }: FilterProps) {
  const { t } = useTranslation()
  const total = useTotal(model)
  const shown = useSyncExternalStore(model.subscribe, () => model.counts.shown)
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
      resultCount={t('containers.filterCount', { shown, total })}
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
