import { describe, expect, it } from 'vitest'
import { readNotification, readOptions, readSummary } from './desktop-messages.ts'

const options = { hasTray: true, staysInTray: false, hasBadge: true, opensLinks: true }
const favourite = { id: 'a', name: 'web', state: 'running', actions: ['stop', 'logs'] }
const summary = {
  running: 1,
  unhealthy: 0,
  stopped: 2,
  failing: 1,
  favourites: [favourite],
  work: ['Pulling a'],
}
const notification = {
  id: '1',
  title: 'web ended',
  body: 'exit code 1',
  actions: [{ id: 'logs', label: 'Logs' }],
}

describe('what the shell takes from the page', () => {
  it('reads what the page sends', () => {
    expect(readOptions(options)).toEqual(options)
    expect(readSummary(summary)).toEqual(summary)
    expect(readNotification(notification)).toEqual(notification)
  })

  it.each([
    [readOptions, { ...options, hasTray: 1 }],
    [readOptions, { ...options, runs: 'rm' }],
    [readOptions, null],
    [readSummary, { ...summary, failing: -1 }],
    [readSummary, { ...summary, failing: Number.NaN }],
    [readSummary, { ...summary, favourites: [{ ...favourite, actions: ['remove'] }] }],
    [readSummary, { ...summary, favourites: Array.from({ length: 51 }, () => favourite) }],
    [readSummary, { ...summary, work: ['x'.repeat(501)] }],
    [readNotification, { ...notification, title: '' }],
    [readNotification, { ...notification, body: ['x'] }],
    [readNotification, { ...notification, icon: '/etc/passwd' }],
    [
      readNotification,
      { ...notification, actions: Array.from({ length: 4 }, () => ({ id: 'a', label: 'a' })) },
    ],
  ])('refuses other values (%#)', (read, value) => {
    expect(read(value)).toBeNull()
  })
})
