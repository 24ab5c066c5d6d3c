import { expect, it, vi } from 'vitest'
import type { BulkJob } from './bulk-run.ts'
import { BulkRun, parallelRequests } from './bulk-run.ts'

type Thing = { readonly id: string; readonly name: string }
const things = (count: number): Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, name: `thing-${index}` }))
const words = {
  working: 'Doing',
  done: 'Done',
  partly: (done: number, total: number) => `${done} of ${total}`,
}

function begin(job: Partial<BulkJob<Thing>> & Pick<BulkJob<Thing>, 'targets' | 'work'>) {
  const onEnd = vi.fn()
  return { ...BulkRun.begin({ words, onEnd, ...job }), onEnd }
}
const states = (run: BulkRun) => run.use.getState().rows.map(({ state }) => state)

it('300 are done a few at once, each with its own result and time', async () => {
  let [active, most] = [0, 0]
  const { run, ended, onEnd } = begin({
    targets: things(300),
    work: async ({ id }) => {
      active += 1
      most = Math.max(most, active)
      await Promise.resolve()
      active -= 1
      return id.endsWith('7') ? 'refused' : null
    },
  })
  expect(run.use.getState().isRunning).toBe(true)
  await ended
  expect(most).toBe(parallelRequests)
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(run, things(300))
  expect(run.count('done')).toBe(270)
  const { rows, isRunning } = run.use.getState()
  expect(isRunning).toBe(false)
  expect(rows[7]).toMatchObject({ name: 'thing-7', state: 'failed', error: 'refused' })
  expect(rows.every(({ tookMs }) => tookMs !== null)).toBe(true)
})

it('cancelling leaves the rest as it is and brings to an end what has begun', async () => {
  const finish: (() => void)[] = []
  const { run, ended, onEnd } = begin({
    targets: things(10),
    work: () => new Promise((resolve) => finish.push(() => resolve(null))),
  })
  run.cancelRest()
  expect(states(run).filter((state) => state === 'cancelled')).toHaveLength(10 - parallelRequests)
  for (const each of finish) each()
  await ended
  expect(finish).toHaveLength(parallelRequests)
  expect(run.count('done')).toBe(parallelRequests)
  expect(run.count('cancelled')).toBe(10 - parallelRequests)
  expect(onEnd).toHaveBeenCalledWith(run, things(parallelRequests))
})

it('a retry does what failed and what was cancelled, and nothing twice', async () => {
  const done: string[] = []
  let isBroken = true
  const { run, ended, onEnd } = begin({
    targets: things(6),
    work: async ({ id }) => {
      if (isBroken && id === 'id-1') return 'refused'
      done.push(id)
      return null
    },
  })
  await ended
  isBroken = false
  await run.retry()
  expect(done.toSorted()).toEqual(['id-0', 'id-1', 'id-2', 'id-3', 'id-4', 'id-5'])
  expect(new Set(states(run))).toEqual(new Set(['done']))
  expect(onEnd).toHaveBeenCalledTimes(2)
  expect(onEnd).toHaveBeenLastCalledWith(run, things(6).slice(1, 2))
})

it('what only others hold back is tried again once they are gone', async () => {
  const asked: string[] = []
  const { run, ended } = begin({
    targets: [
      { id: 'base', name: 'base' },
      { id: 'child', name: 'child' },
      { id: 'broken', name: 'broken' },
    ],
    work: async ({ id }) => {
      const isFree = id !== 'base' || asked.includes('child')
      asked.push(id)
      if (id === 'broken') return 'other'
      return isFree ? null : 'held'
    },
    isPassing: (error) => error === 'held',
  })
  await ended
  expect(states(run)).toEqual(['done', 'done', 'failed'])
  expect(asked.filter((id) => id === 'broken')).toHaveLength(1)
})

it('what nothing helps is tried once', async () => {
  const work = vi.fn(async () => 'held')
  const { ended } = begin({ targets: things(3), work, isPassing: () => true })
  await ended
  expect(work).toHaveBeenCalledTimes(3)
})

it('a row that did not change keeps its identity', async () => {
  const { run, ended } = begin({ targets: things(2), work: async ({ id }) => (id === 'id-0' ? 'no' : null) })
  await ended
  const [, before] = run.use.getState().rows
  await run.retry()
  expect(run.use.getState().rows[1]).toBe(before)
})
