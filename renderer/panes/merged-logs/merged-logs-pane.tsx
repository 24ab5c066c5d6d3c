import '../../i18n/pane-words.ts'
import { ArrowLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { dockerCommandsFor } from '../../../shared/docker-command.ts'
import { composeCommandsFor } from '../../../shared/docker-command-compose.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { spanOptions } from '../logs/log-span.ts'
import { isWriting } from '../logs/log-subject.ts'
import { OpenLog } from '../logs/open-log.tsx'
import { useFollowing } from '../logs/use-following.ts'
import styles from './merged-logs-pane.module.css'
import { useMembers } from './use-members.ts'
import { useMergedLog } from './use-merged-log.ts'

type MergedLogsPaneProps = {
  /** All containers of a Compose project, those that come later too; null for those in `ids`. */
  readonly project: string | null
  readonly ids: readonly string[]
}

/** The logs of several containers in one stream, in the order of the engine's times. */
export function MergedLogsPane({ project, ids }: MergedLogsPaneProps) {
  const { t } = useTranslation()
  const members = useMembers(project, ids)
  const store = useMergedLog(project === null ? ids.join(' ') : `project ${project}`, members)
  const name = project ?? t('logs.severalContainers', { count: ids.length })
  const back = () => navigate({ pane: 'containers', project })
  return (
    <div className={styles['pane']}>
      <header className={styles['header']}>
        <IconButton label={t('logs.backToList')} icon={ArrowLeft} onClick={back} />
        <a href="#/containers">{t('shell.containers')}</a>
        <ChevronRight size={14} aria-hidden />
        <h1>{t('logs.title', { name })}</h1>
      </header>
      {members.length === 0 && store === null ? (
        <EmptyState title={t('logs.noContainersTitle')} text={t('logs.noContainersText', { name })} />
      ) : (
        store && <MergedLog name={name} project={project} members={members} store={store} />
      )}
    </div>
  )
}

type MergedLogProps = {
  readonly name: string
  readonly project: string | null
  readonly members: readonly Container[]
  readonly store: LogStore
}

function MergedLog({ name, project, members, store }: MergedLogProps) {
  const isFollowing = useFollowing(store)
  useMergedCommand(project, members, isFollowing)
  const subject = { name, isRunning: members.some(isWriting), hasTty: false, image: null }
  return <OpenLog subject={subject} store={store} isFollowing={isFollowing} />
}

/** A project has one command for all its logs; any others have one each. */
function useMergedCommand(project: string | null, members: readonly Container[], follow: boolean): void {
  const { endpoint } = useEngineStatus()
  const timeFormat = useLogsView((view) => view.timeFormat)
  const span = useLogsView((view) => view.span)
  const options = { follow, timestamps: timeFormat !== 'none', ...spanOptions(span) }
  const docker = dockerCommandsFor(endpoint)
  useViewCommand(
    project === null
      ? members.map(({ name }) => docker.logs({ name, ...options })).join(' & ')
      : composeCommandsFor(endpoint).logs({ project, ...options }),
  )
}
