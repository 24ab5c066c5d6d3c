import { expect, it } from 'vitest'
import type { Task } from '../../shared/task.ts'
import { EntityStore } from '../store/entity-store.ts'
import { fakeTask } from '../testing/fake-task.ts'
import { TaskWatch } from './task-alerts.ts'

it('long work that ended while it was watched is told once; short, cancelled and old work is not', () => {
  const store = new EntityStore<Task>()
  const watch = new TaskWatch(store)
  const old = fakeTask({ id: 'old', state: 'done', endedAtMs: 90_000 })
  const ids = ['long', 'short', 'cancelled', 'failed']
  store.apply({ kind: 'snapshot', items: [old, ...ids.map((id) => fakeTask({ id }))] })
  expect(watch.look()).toEqual([])
  const ended = [
    fakeTask({ id: 'long', state: 'done', endedAtMs: 11_000 }),
    fakeTask({ id: 'short', state: 'done', endedAtMs: 10_000 }),
    fakeTask({ id: 'cancelled', state: 'cancelled', endedAtMs: 90_000 }),
    fakeTask({ id: 'failed', state: 'failed', endedAtMs: 90_000 }),
  ]
  store.apply({ kind: 'change', upserts: ended, removed: [], causes: [] })
  expect(watch.look().map(({ id }) => id)).toEqual(['long', 'failed'])
  expect(watch.look()).toEqual([])
})
