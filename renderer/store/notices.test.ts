import { beforeEach, expect, test } from 'vitest'
import { dismiss, notify, useNotices } from './notices.ts'

beforeEach(() => useNotices.setState({ notices: [] }))
const titles = () => useNotices.getState().notices.map((notice) => notice.title)

test('notices stand in the order they came, and go when dismissed', () => {
  const first = notify({ tone: 'done', title: 'Stopped a' })
  notify({ tone: 'failed', title: 'b did not start' })
  expect(titles()).toEqual(['Stopped a', 'b did not start'])
  dismiss(first)
  expect(titles()).toEqual(['b did not start'])
})

test('a progress notice turns into its result in place', () => {
  const id = notify({ tone: 'progress', title: 'Stopping 3 containers' })
  notify({ tone: 'done', title: 'Stopped a' })
  notify({ id, tone: 'done', title: '3 containers stopped' })
  expect(titles()).toEqual(['3 containers stopped', 'Stopped a'])
})

test('the same sentence twice is one notice', () => {
  notify({ tone: 'failed', title: 'a did not start', text: 'The engine does not answer.' })
  notify({ tone: 'done', title: 'Stopped b' })
  notify({ tone: 'failed', title: 'a did not start', text: 'The engine does not answer.' })
  expect(titles()).toEqual(['Stopped b', 'a did not start'])
})
