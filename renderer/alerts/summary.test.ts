import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { readSummary } from '../../shared/desktop-messages.ts'
import { fakeContainer, fakeExited } from '../testing/fake-container.ts'
import { fakeTask } from '../testing/fake-task.ts'
import { summarise } from './summary.ts'

const t = ((key: string) => key) as unknown as TFunction

it('counts containers, and names favourites in the order they were chosen, with what can be done', () => {
  const containers = [
    fakeContainer({ id: 'w', name: 'web' }),
    fakeContainer({ name: 'sick', health: 'unhealthy' }),
    fakeContainer({ name: 'held', state: 'paused' }),
    fakeExited(0, { name: 'done' }),
    fakeExited(1, { id: 'd', name: 'db' }),
    fakeExited(137, { name: 'ended', wasStoppedHere: true }),
  ]
  const summary = summarise(
    containers,
    [fakeTask(), fakeTask({ id: 'x', state: 'done' })],
    ['db', 'gone', 'web'],
    t,
  )
  expect(summary).toEqual({
    running: 2,
    unhealthy: 1,
    stopped: 3,
    failing: 2,
    favourites: [
      { id: 'd', name: 'db', state: 'containers.stateWithCode', actions: ['start', 'logs'] },
      { id: 'w', name: 'web', state: 'containers.state.running', actions: ['stop', 'restart', 'logs'] },
    ],
    work: ['tasks.running.imagePull'],
  })
})

it('the shell takes what it makes of very many containers with very long names', () => {
  const containers = Array.from({ length: 200 }, (_, at) =>
    fakeContainer({ name: `${at}`.padEnd(5_000, 'x') }),
  )
  const tasks = Array.from({ length: 99 }, (_, at) => fakeTask({ id: `${at}`, subject: 'y'.repeat(2_000) }))
  const summary = summarise(
    containers,
    tasks,
    containers.map(({ name }) => name),
    t,
  )
  expect(readSummary(summary)).toEqual(summary)
})
