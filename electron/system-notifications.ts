import type { NotificationConstructorOptions } from 'electron'
import type { DesktopNotification } from '../shared/desktop.ts'

/** As much of Electron's `Notification` as is used. */
export interface NativeNotification {
  on(event: 'click' | 'close' | 'show', listener: () => void): unknown
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown
  show(): void
}

export type NotificationParts = {
  readonly isSupported: () => boolean
  readonly create: (options: NotificationConstructorOptions) => NativeNotification
  /** `action` is null for the notification itself. */
  readonly onChoice: (id: string, action: string | null) => void
  readonly onFailed: (error: string) => void
}

const mostKept = 50

/** Notifications of the system, which tell what was chosen for as long as they can be seen. */
export class SystemNotifications {
  private readonly parts: NotificationParts
  /** Kept until they are gone, because one that nobody refers to is collected, and a click on it does nothing. */
  private readonly shown = new Map<string, NativeNotification>()

  constructor(parts: NotificationParts) {
    this.parts = parts
  }

  show({ id, title, body, actions }: DesktopNotification): void {
    if (!this.parts.isSupported()) return
    const notification = this.parts.create({
      title,
      body,
      actions: actions.map(({ label }) => ({ type: 'button', text: label })),
    })
    this.keep(id, notification)
    const choose = (action: string | null): void => {
      this.shown.delete(id)
      this.parts.onChoice(id, action)
    }
    notification.on('click', () => choose(null))
    notification.on('action', ({ actionIndex }) => choose(actions[actionIndex]?.id ?? null))
    // Not `close`: where notifications are collected in a list they close on the screen and can be clicked there.
    notification.on('failed', (_event, error) => {
      this.shown.delete(id)
      this.parts.onFailed(error)
    })
    notification.show()
  }

  private keep(id: string, notification: NativeNotification): void {
    this.shown.set(id, notification)
    const [oldest] = this.shown.keys()
    if (this.shown.size > mostKept && oldest !== undefined) this.shown.delete(oldest)
  }
}
