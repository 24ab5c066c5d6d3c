import { useTranslation } from 'react-i18next'
import { navigate } from '../../router.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

type EmptyListProps = {
  readonly project: string | null
  /** Whatever filter and scope are. */
  readonly isNoneThere: boolean
}

/** What stands in the list when it shows nothing, and the way back. */
export function EmptyList({ project, isNoneThere }: EmptyListProps) {
  const { t } = useTranslation()
  const filter = useContainersView((view) => view.filter).trim()
  const scope = useContainersView((view) => view.scope)
  if (filter !== '') {
    return (
      <EmptyState
        title={t('containers.empty.noMatch', { filter })}
        text={t('containers.filterHelp')}
        actions={
          <Button onClick={() => setContainersView({ filter: '' })}>
            {t('containers.empty.clearFilter')}
          </Button>
        }
      />
    )
  }
  if (project !== null && isNoneThere) {
    return (
      <EmptyState
        title={t('containers.empty.projectGone', { name: project })}
        actions={
          <Button onClick={() => navigate({ pane: 'containers', project: null })}>
            {t('containers.showAllProjects')}
          </Button>
        }
      />
    )
  }
  const titles = {
    all: t('containers.empty.title'),
    running: t('containers.empty.noneRunning'),
    stopped: t('containers.empty.noneStopped'),
    attention: t('containers.empty.noTrouble'),
  }
  return (
    <EmptyState
      title={titles[scope]}
      actions={
        <Button onClick={() => setContainersView({ scope: 'all' })}>{t('containers.empty.showAll')}</Button>
      }
    />
  )
}
