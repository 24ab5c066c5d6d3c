import i18next from 'i18next'
import { EngineError } from '../../shared/errors.ts'
import type { Task } from '../../shared/task.ts'
import type { ActionRunner } from '../actions/action-runner.ts'
import type { AppContext } from '../app-context.ts'
import { deriveState } from '../container-state.ts'
import { exitSentence } from '../container-words.ts'
import { describeError } from '../messages.ts'
import { navigate } from '../router.ts'
import { pendingStore } from '../store/pending.ts'
import { usePresenceSettings } from '../store/presence-settings.ts'
import { setTaskListOpen } from '../store/task-list.ts'
import { taskSentence } from '../task-words.ts'
import { AlertBundle } from './alert-bundle.ts'
import { type ContainerAlert, ContainerWatch } from './container-alerts.ts'
import { isLookedAt, showSystemNotice } from './system-notification.ts'
import { TaskWatch } from './task-alerts.ts'

type Alert = ContainerAlert | { readonly kind: 'work'; readonly task: Task }

const mostNames = 5

/** Tells through the system what goes wrong, and which long work ended, while nobody looks at the window. */
export class Alerts {
  private readonly runner: ActionRunner
  private readonly containers: ContainerWatch
  private readonly tasks: TaskWatch
  private readonly bundle: AlertBundle<Alert>

  constructor(app: AppContext, runner: ActionRunner) {
    this.runner = runner
    this.containers = new ContainerWatch(app.containers, (id) => pendingStore.get(id) !== null)
    this.tasks = new TaskWatch(app.tasks)
    this.bundle = new AlertBundle<Alert>(keyOf, (alerts) => this.tell(alerts))
  }

  /** To be called after changes, at most about once a second. */
  look(): void {
    const settings = usePresenceSettings.getState()
    const alerts: Alert[] = [
      ...this.containers
        .look()
        .filter(({ kind }) => (kind === 'unhealthy' ? settings.tellsHealth : settings.tellsFailures)),
      ...(settings.tellsWork ? this.tasks.look() : []).map((task) => ({ kind: 'work', task }) as const),
    ]
    // A window that is looked at shows all this itself.
    if (!settings.notifies || isLookedAt()) return
    for (const alert of alerts) this.bundle.add(alert)
  }

  private tell(alerts: readonly Alert[]): void {
    const [only] = alerts
    // The person came back while it was gathered.
    if (!only || isLookedAt()) return
    if (alerts.length > 1) tellMany(alerts)
    else if (only.kind === 'work') tellWork(only.task)
    else this.tellContainer(only)
  }

  private tellContainer({ kind, container }: ContainerAlert): void {
    const { id, name } = container
    const exit = exitSentence(deriveState(container, Date.now()), container, i18next.t)
    const openLogs = () => navigate({ pane: 'container', id, tab: 'logs' })
    showSystemNotice({
      title: i18next.t(`presence.alert.${kind}`, { name }),
      body: kind === 'unhealthy' ? i18next.t('presence.alert.unhealthyText') : (exit ?? ''),
      onOpen: openLogs,
      actions: [
        { id: 'logs', label: i18next.t('presence.alert.showLogs'), onSelect: openLogs },
        {
          id: 'restart',
          label: i18next.t('actions.restart'),
          onSelect: () => this.runner.run('restart', [id]),
        },
      ],
    })
  }
}

function keyOf(alert: Alert): string {
  return alert.kind === 'work' ? alert.task.id : `${alert.kind}:${alert.container.id}`
}

function tellWork(task: Task): void {
  const open = () => setTaskListOpen(true)
  const actions = [{ id: 'logs', label: i18next.t('presence.alert.show'), onSelect: open }]
  // Not its command, which may hold what a person would not show on a locked screen.
  const body = task.error === null ? '' : describeError(EngineError.fromData(task.error), i18next.t).text
  showSystemNotice({ title: taskSentence(task, i18next.t), body: body ?? '', onOpen: open, actions })
}

function tellMany(alerts: readonly Alert[]): void {
  const names = alerts.map((alert) =>
    alert.kind === 'work' ? taskSentence(alert.task, i18next.t) : alert.container.name,
  )
  const rest = names.length - mostNames
  const more = rest > 0 ? [i18next.t('presence.alert.more', { count: rest })] : []
  showSystemNotice({
    title: i18next.t('presence.alert.many', { count: alerts.length }),
    body: [...names.slice(0, mostNames), ...more].join('\n'),
    onOpen: () => navigate({ pane: 'containers', project: null }),
    actions: [],
  })
}
