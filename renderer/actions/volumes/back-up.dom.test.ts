import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import type { Task } from '../../../shared/task.ts'
import { EntityStore } from '../../store/entity-store.ts'
import { backUpName, taskEnd } from './back-up.ts'

const task = (state: Task['state'], error: Task['error'] = null): Task =>
  ({ id: 'a', state, error }) as unknown as Task
const never = () => new AbortController().signal

describe('a backup', () => {
  it('is called by volume and day', () => {
    expect(backUpName('blog_dbdata', new Date(2026, 0, 9, 23, 59).getTime())).toBe(
      'blog_dbdata-2026-01-09.tar.gz',
    )
  })

  it('is waited for, whether the page heard of its task before or after', async () => {
    const tasks = new EntityStore<Task>()
    const ended = taskEnd(tasks, 'a', never())
    tasks.apply({ kind: 'snapshot', items: [task('running')] })
    tasks.apply({ kind: 'change', upserts: [task('done')], removed: [], causes: [] })
    await ended
    await taskEnd(tasks, 'a', never())
  })

  it('that fails or is cancelled keeps what comes after it from happening', async () => {
    const tasks = new EntityStore<Task>()
    const failure = new EngineError('out-of-space', 'full').data
    tasks.apply({ kind: 'snapshot', items: [task('failed', failure)] })
    await expect(taskEnd(tasks, 'a', never())).rejects.toMatchObject({ code: 'out-of-space' })
    tasks.apply({ kind: 'snapshot', items: [task('cancelled')] })
    await expect(taskEnd(tasks, 'a', never())).rejects.toMatchObject({ code: 'cancelled' })
    tasks.apply({ kind: 'snapshot', items: [task('running')] })
    const controller = new AbortController()
    const ended = taskEnd(tasks, 'a', controller.signal)
    controller.abort()
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  })
})
