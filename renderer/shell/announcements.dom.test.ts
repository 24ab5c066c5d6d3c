import i18next from 'i18next'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Container } from '../../shared/container.ts'
import { startI18n } from '../i18n/i18n.ts'
import { EntityStore } from '../store/entity-store.ts'
import { fakeContainer, fakeExited } from '../testing/fake-container.ts'
import { announceChanges } from './announcements.ts'

await startI18n('en')

let containers: EntityStore<Container>
let said: string[]
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  containers = new EntityStore<Container>()
  said = []
  stop = announceChanges(
    containers,
    () => i18next.t,
    (message) => said.push(message),
  )
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

function change(action: string, container: Container, removed = false): void {
  containers.apply({
    kind: 'change',
    upserts: removed ? [] : [container],
    removed: removed ? [container.id] : [],
    causes: [{ id: container.id, action, atMs: 0 }],
  })
}

test('a container that becomes unhealthy is told once, by name', () => {
  change('health_status: unhealthy', fakeContainer({ name: 'shop-worker-1' }))
  expect(said).toEqual([])
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual(['shop-worker-1 became unhealthy'])
})

test('a restart within two seconds is told as its end', () => {
  const web = fakeContainer({ name: 'web' })
  change('die', fakeExited(0, { id: web.id, name: 'web' }))
  change('start', web)
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual(['web started'])
})

test('an exit says its code, and a removed container still has its name', () => {
  const job = fakeExited(137, { name: 'job' })
  change('die', job)
  vi.advanceTimersByTime(2_000)
  change('destroy', job, true)
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual(['job exited with code 137', 'job was removed'])
})

test('a project that goes down is one sentence, and probes say nothing', () => {
  for (const name of ['a', 'b', 'c', 'd']) change('die', fakeExited(0, { name }))
  change('exec_start', fakeContainer({ name: 'e' }))
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual(['4 containers changed'])
})
