import '../../i18n/pane-words.ts'
import { useSyncExternalStore } from 'react'
import type { Container } from '../../../shared/container.ts'
import { dockerCommandsFor } from '../../../shared/docker-command.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { startOptions } from './log-span.ts'
import { subjectOf } from './log-subject.ts'
import styles from './logs-tab.module.css'
import { OpenLog } from './open-log.tsx'
import { useFollowing } from './use-following.ts'
import { useLogStore } from './use-log-store.ts'

type LogsTabProps = { readonly container: Container }

/** The Logs tab of a container's page: what it wrote and writes, found, filtered, followed. */
export function LogsTab({ container }: LogsTabProps) {
  const store = useLogStore(container.id)
  return <div className={styles['tab']}>{store && <ContainerLog container={container} store={store} />}</div>
}

function ContainerLog({ container, store }: LogsTabProps & { readonly store: LogStore }) {
  const isFollowing = useFollowing(store)
  useLogCommand(container, store, isFollowing)
  return <OpenLog subject={subjectOf(container)} store={store} isFollowing={isFollowing} />
}

/** The status bar shows the command that prints the same lines. */
function useLogCommand(container: Container, store: LogStore, follow: boolean): void {
  const { endpoint } = useEngineStatus()
  const timeFormat = useLogsView((view) => view.timeFormat)
  const start = useSyncExternalStore(store.subscribe, () => store.startedFrom)
  const docker = dockerCommandsFor(endpoint)
  useViewCommand(
    docker.logs({ name: container.name, follow, timestamps: timeFormat !== 'none', ...startOptions(start) }),
  )
}
