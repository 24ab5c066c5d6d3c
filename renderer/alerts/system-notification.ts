import { desktop } from '../desktop.ts'

export type SystemNotice = {
  readonly title: string
  readonly body: string
  /** For a click on the notification itself. */
  readonly onOpen: () => void
  /** Buttons, where the system has them: a browser shows them for service workers only. */
  readonly actions: readonly { readonly id: string; readonly label: string; readonly onSelect: () => void }[]
}

const mostKept = 50
const shown = new Map<string, SystemNotice>()

/** Whether the person looks at this window now. */
export function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

/** Whether the system would show one. The desktop app needs nobody's leave; a browser asks the person. */
export function mayNotify(): boolean {
  return desktop !== undefined || ('Notification' in window && Notification.permission === 'granted')
}

/** Shows a notification of the system, if it may. */
export function showSystemNotice(notice: SystemNotice): void {
  if (!mayNotify()) return
  if (desktop) {
    const id = crypto.randomUUID()
    shown.set(id, notice)
    const [oldest] = shown.keys()
    if (shown.size > mostKept && oldest !== undefined) shown.delete(oldest)
    const actions = notice.actions.map(({ id: action, label }) => ({ id: action, label }))
    const { title, body } = notice
    desktop.notify({ id, title: title.slice(0, 300), body: body.slice(0, 1_000), actions })
    return
  }
  const notification = new Notification(notice.title, { body: notice.body })
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
    notice.onOpen()
  })
}

/** Does what was chosen in a notification that the desktop app shows; `action` is null for the notification itself. */
export function answerNotice(id: string, action: string | null): void {
  const notice = shown.get(id)
  shown.delete(id)
  if (action === null) notice?.onOpen()
  else notice?.actions.find((each) => each.id === action)?.onSelect()
}
