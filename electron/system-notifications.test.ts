import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { SystemNotifications } from './system-notifications.ts'

class FakeNotification extends EventEmitter {
  readonly show = vi.fn()
}

function notifications(isSupported = true) {
  const made: FakeNotification[] = []
  const parts = {
    isSupported: () => isSupported,
    create: vi.fn(() => {
      const notification = new FakeNotification()
      made.push(notification)
      return notification
    }),
    onChoice: vi.fn(),
    onFailed: vi.fn(),
  }
  const shown = new SystemNotifications(parts as never)
  shown.show({ id: 'n1', title: 'web ended', body: 'code 1', actions: [{ id: 'logs', label: 'Show logs' }] })
  return { parts, made }
}

describe('SystemNotifications', () => {
  it('shows buttons and tells which one was chosen', () => {
    const { parts, made } = notifications()
    expect(parts.create).toHaveBeenCalledExactlyOnceWith({
      title: 'web ended',
      body: 'code 1',
      actions: [{ type: 'button', text: 'Show logs' }],
    })
    expect(made[0]?.show).toHaveBeenCalledOnce()
    made[0]?.emit('action', { actionIndex: 0 })
    made[0]?.emit('click')
    expect(parts.onChoice.mock.calls).toEqual([
      ['n1', 'logs'],
      ['n1', null],
    ])
  })

  it('an unsigned app on macOS is refused: that is reported, and nothing else happens', () => {
    const { parts, made } = notifications()
    made[0]?.emit('failed', {}, 'not allowed')
    expect(parts.onFailed).toHaveBeenCalledExactlyOnceWith('not allowed')
  })

  it('shows nothing where there are none', () => {
    expect(notifications(false).parts.create).not.toHaveBeenCalled()
  })
})
