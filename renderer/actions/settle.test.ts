import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ContainerDetails } from '../../shared/container.ts'
import { EngineError } from '../../shared/errors.ts'
import { fakeApp } from '../testing/fake-app.ts'
import { fakeContainer } from '../testing/fake-container.ts'
import { settle } from './settle.ts'

const web = fakeContainer({ name: 'web' })
const isStopped = (now: { readonly state: string } | undefined) => now?.state !== 'running'
const upsert = (state: string) =>
  ({ kind: 'change', upserts: [{ ...web, state }], removed: [], causes: [] }) as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('ends with the event', async () => {
  const app = fakeApp([web])
  const settled = settle(app, web.id, isStopped)
  app.containers.apply(upsert('exited'))
  await settled
  expect(vi.getTimerCount()).toBe(0)
})

it('asks the engine when no event comes within 3 s, and shows what it says', async () => {
  const raw = JSON.stringify({ State: { Status: 'exited', ExitCode: 137 } })
  const inspect = vi.fn(async () => ({ name: 'web', raw }) as ContainerDetails)
  const app = fakeApp([web], { calls: { 'container.inspect': inspect } })
  const settled = settle(app, web.id, isStopped)
  await vi.advanceTimersByTimeAsync(2_900)
  expect(inspect).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  await settled
  expect(app.containers.get(web.id)).toMatchObject({ state: 'exited', exitCode: 137 })
})

it('drops a container of which the engine knows nothing', async () => {
  const gone = () => Promise.reject(new EngineError('not-found', 'No such container'))
  const app = fakeApp([web], { calls: { 'container.inspect': gone } })
  const settled = settle(app, web.id, (now) => now === undefined)
  await vi.advanceTimersByTimeAsync(3_100)
  await settled
  expect(app.containers.get(web.id)).toBeUndefined()
})
