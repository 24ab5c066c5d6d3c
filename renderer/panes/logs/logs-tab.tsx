import '../../i18n/pane-words.ts'
import { useSyncExternalStore } from 'react'
import type { Container } from '../../../shared/container.ts'
import { dockerCommandsFor } from '../../../shared/docker-command.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { LogBody } from './log-body.tsx'
import { LogHistogram } from './log-histogram.tsx'
import { spanOptions } from './log-span.ts'
import { LogToolbar } from './log-toolbar.tsx'
import styles from './logs-tab.module.css'
import { useLogStore } from './use-log-store.ts'

type LogsTabProps = { readonly container: Container }

/** The Logs tab of a container's page: what it wrote and writes, found, filtered, followed. */
export function LogsTab({ container }: LogsTabProps) {
  const store = useLogStore(container.id)
  return <div className={styles['tab']}>{store && <OpenLog container={container} store={store} />}</div>
}

function OpenLog({ container, store }: LogsTabProps & { readonly store: LogStore }) {
  const state = useSyncExternalStore(store.subscribe, store.current)
  const isFollowing = useFollowing(store)
  const isHistogramShown = useLogsView((view) => view.isHistogramShown)
  useLogCommand(container, isFollowing)
  return (
    <>
      <LogToolbar container={container} store={store} state={state} isFollowing={isFollowing} />
      {isHistogramShown && <LogHistogram store={store} />}
      <LogBody container={container} store={store} state={state} isFollowing={isFollowing} />
    </>
  )
}

function useFollowing(store: LogStore): boolean {
  return useSyncExternalStore(store.frames.subscribe, () => store.frames.viewport.isFollowing)
}

/** The status bar shows the command that prints the same lines. */
function useLogCommand(container: Container, follow: boolean): void {
  const { endpoint } = useEngineStatus()
  const timeFormat = useLogsView((view) => view.timeFormat)
  const span = useLogsView((view) => view.span)
  const docker = dockerCommandsFor(endpoint)
  useViewCommand(
    docker.logs({ name: container.name, follow, timestamps: timeFormat !== 'none', ...spanOptions(span) }),
  )
}
