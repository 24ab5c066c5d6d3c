import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import type { Task } from '../../shared/task.ts'
import { type AppContext, AppContextProvider } from '../app-context.ts'
import { startI18n } from '../i18n/i18n.ts'
import { useNotices } from '../store/notices.ts'
import { useTaskList } from '../store/task-list.ts'
import { fakeApp } from '../testing/fake-app.ts'
import { fakeTask } from '../testing/fake-task.ts'
import { TaskPill } from './task-pill.tsx'

const cancel = vi.fn(async () => null)
const forget = vi.fn(async () => null)
let app: AppContext

function tell(...tasks: Task[]): void {
  act(() => app.tasks.apply({ kind: 'change', upserts: tasks, removed: [], causes: [] }))
}

beforeAll(() => startI18n('en'))
beforeEach(() => {
  vi.clearAllMocks()
  useNotices.setState({ notices: [] })
  useTaskList.setState({ isOpen: false, seenAtMs: 0 })
  app = fakeApp([], {
    calls: {
      'task.cancel': cancel,
      'task.forget': forget,
      'task.output': async () => ['Loaded image: a:1'],
    },
  })
  render(
    <AppContextProvider value={app}>
      <TaskPill />
    </AppContextProvider>,
  )
})
afterEach(cleanup)

describe('the task pill', () => {
  it('is not there until there is work', () => {
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('names the only task with its share, and counts several', () => {
    tell(fakeTask({ progress: { doneBytes: 62, totalBytes: 100 } }))
    expect(screen.getByRole('button').textContent).toBe('Pulling postgres:1662%')
    tell(fakeTask({ id: 'task-2' }))
    expect(screen.getByRole('button').textContent).toBe('2 tasks')
  })

  it('points out a failure until the list was looked at', async () => {
    const error = new EngineError('not-found', 'no such image').data
    tell(fakeTask({ state: 'failed', endedAtMs: Date.now(), error }))
    expect(screen.getByRole('button').textContent).toBe('Tasks: 1 failed')
    await userEvent.click(screen.getByRole('button'))
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('button').textContent).toBe('Tasks')
  })
})

describe('the end of a task', () => {
  const titles = () => useNotices.getState().notices.map(({ tone, title }) => `${tone}: ${title}`)

  it('is told once, to a page that saw it run', () => {
    tell(fakeTask())
    tell(fakeTask({ state: 'done', endedAtMs: 2_000 }))
    tell(fakeTask({ state: 'done', endedAtMs: 2_000 }))
    expect(titles()).toEqual(['done: Pulled postgres:16'])
  })

  it('is not told again after a reload, nor to who cancelled it', () => {
    tell(fakeTask({ state: 'done', endedAtMs: 2_000 }), fakeTask({ id: 'task-2' }))
    tell(fakeTask({ id: 'task-2', state: 'cancelled', endedAtMs: 2_000 }))
    expect(titles()).toEqual([])
  })

  it('says why it failed', () => {
    tell(fakeTask())
    tell(fakeTask({ state: 'failed', endedAtMs: 2_000, error: new EngineError('bad-archive', 'cut').data }))
    expect(titles()).toEqual(['failed: postgres:16 was not pulled'])
    expect(useNotices.getState().notices[0]?.text).toContain('tar archive')
  })
})

describe('the task list', () => {
  const open = () => userEvent.click(screen.getByRole('button'))

  it('has what runs first, then what ended, the newest on top', async () => {
    tell(
      fakeTask({ id: '1', subject: 'old', state: 'done', endedAtMs: 2_000 }),
      fakeTask({ id: '2', subject: 'running' }),
      fakeTask({ id: '3', subject: 'new', state: 'cancelled', endedAtMs: 3_000 }),
    )
    await open()
    const items = screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'))
    expect(items).toEqual(['Pulling running', 'new was not pulled', 'Pulled old'])
  })

  it('cancels once, and says so', async () => {
    tell(fakeTask())
    await open()
    const button = screen.getByRole('button', { name: 'Cancel: Pulling postgres:16' })
    await userEvent.click(button)
    await userEvent.click(button)
    expect(cancel).toHaveBeenCalledOnce()
    expect(button.getAttribute('aria-disabled')).toBe('true')
  })

  it('forgets one, and all that ended', async () => {
    tell(
      fakeTask({ id: '1', subject: 'a', state: 'done', endedAtMs: 2_000 }),
      fakeTask({ id: '2', subject: 'b' }),
      fakeTask({ id: '3', subject: 'c', state: 'done', endedAtMs: 2_000 }),
    )
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Remove from the list: Pulled a' }))
    expect(forget).toHaveBeenLastCalledWith({ id: '1' }, expect.anything())
    forget.mockClear()
    await userEvent.click(screen.getByRole('button', { name: 'Clear ended tasks' }))
    expect(forget.mock.calls.map(([params]: unknown[]) => params)).toEqual([{ id: '3' }, { id: '1' }])
  })

  it('shows command, result and output of one', async () => {
    tell(fakeTask({ state: 'done', endedAtMs: 2_000, result: { digest: 'sha256:abc', references: ['a:1'] } }))
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Show details: Pulled postgres:16' }))
    const details = screen.getByRole('region', { name: 'Details of Pulled postgres:16' })
    expect(details.textContent).toContain('docker pull postgres:16')
    expect(details.textContent).toContain('sha256:abc')
    expect(await within(details).findByText('Loaded image: a:1')).toBeTruthy()
  })

  it('shows the layers of one that runs', async () => {
    const parts = [{ id: 'a1b2c3', phase: 'extracting', doneBytes: 1_000, totalBytes: 2_000 }] as const
    tell(fakeTask({ progress: { parts } }))
    await open()
    await userEvent.click(screen.getByRole('button', { name: /^Show details/ }))
    const layers = screen.getByRole('list', { name: 'Parts' })
    expect(layers.textContent?.replaceAll('\u00a0', ' ')).toBe('a1b2c3Extracting1.0 kB of 2.0 kB')
  })
})
