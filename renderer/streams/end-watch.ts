import i18next from 'i18next'
import { create } from 'zustand'
import type { Container } from '../../shared/container.ts'
import type { ContainerEnd } from '../../shared/container-page.ts'
import { EngineError } from '../../shared/errors.ts'
import { isLookedAt, showSystemNotice } from '../alerts/system-notification.ts'
import type { AppContext } from '../app-context.ts'
import { desktop } from '../desktop.ts'
import { describeError } from '../messages.ts'
import { navigate } from '../router.ts'
import { notify } from '../store/notices.ts'
import { keepFollowing } from './keep-following.ts'

/** Ids of containers whose end somebody waits for, with what ends the wait. */
const useWatches = create<Readonly<Record<string, (() => void) | undefined>>>(() => ({}))

export function useIsWatched(id: string): boolean {
  return useWatches((watches) => watches[id] !== undefined)
}

export function stopWatching(id: string): void {
  useWatches.getState()[id]?.()
}

/**
 * Tells, in the window and through the system, when a container ends. Goes on while the person is on other pages and
 * through losses of the link; ends with the page.
 */
export function watchEnd(app: AppContext, { id, name }: Container): void {
  stopWatching(id)
  askToNotify()
  const end = keepFollowing(app, {
    read: async (client, signal) => {
      for await (const told of client.open('container.wait', { id, condition: 'not-running' }, signal)) {
        stop()
        tell(id, name, told)
      }
    },
    failed: (error) => {
      // A lost engine comes back, and then it is asked anew.
      if (error instanceof EngineError && error.data.retryable) return true
      stop()
      const { text, details } = describeError(error, i18next.t)
      notify({ tone: 'failed', title: i18next.t('overview.waitFailed', { name }), text, details })
      return false
    },
  })
  const stop = (): void => {
    end()
    useWatches.setState({ [id]: undefined })
  }
  useWatches.setState({ [id]: stop })
  notify({
    tone: 'done',
    title: i18next.t('overview.waiting', { name }),
    text: i18next.t('overview.waitingText'),
    actions: [{ label: i18next.t('overview.waitCancel'), onSelect: stop }],
  })
}

function tell(id: string, name: string, { exitCode }: ContainerEnd): void {
  const title = i18next.t('overview.waitDone', { name, code: exitCode })
  const openLogs = () => navigate({ pane: 'container', id, tab: 'logs' })
  notify({
    tone: exitCode === 0 ? 'done' : 'failed',
    title,
    actions: [{ label: i18next.t('why.openLogs'), onSelect: openLogs }],
  })
  if (!isLookedAt()) showSystemNotice({ title, body: '', onOpen: openLogs, actions: [] })
}

/** While a person has just asked for it, the browser may ask them. */
function askToNotify(): void {
  if (!desktop && 'Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission()
}
