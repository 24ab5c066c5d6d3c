import { expect, test } from 'vitest'
import type { Container } from '../../shared/container.ts'
import { EntityStore } from '../store/entity-store.ts'
import { fakeCompose, fakeContainer, fakeExited } from '../testing/fake-container.ts'
import { LiveProjects, summariseProjects } from './projects.ts'

const nowMs = 1_800_000_200_000

test('one pip for each container, by name, and the worst state first', () => {
  const shop = fakeCompose('shop')
  const projects = summariseProjects(
    [
      fakeContainer({ name: 'shop-worker-1', compose: shop, health: 'unhealthy' }),
      fakeExited(0, { name: 'shop-migrate-1', compose: shop }),
      fakeContainer({ name: 'shop-api-1', compose: shop, health: 'healthy' }),
      fakeContainer({ name: 'loose' }),
      fakeExited(137, { name: 'blog-db-1', compose: fakeCompose('blog') }),
    ],
    nowMs,
  )
  expect(projects).toEqual([
    { name: 'blog', pips: ['bad'], running: 0, attention: 1, worst: 'bad' },
    { name: 'shop', pips: ['ok', 'idle', 'warn'], running: 2, attention: 1, worst: 'warn' },
  ])
})

test('containers outside Compose make no project', () => {
  expect(summariseProjects([fakeContainer()], nowMs)).toEqual([])
})

test('live projects follow their containers, and the others stay as they are', () => {
  const store = new EntityStore<Container>()
  const api = fakeContainer({ name: 'shop-api-1', compose: fakeCompose('shop') })
  const db = fakeContainer({ name: 'blog-db-1', compose: fakeCompose('blog') })
  store.apply({ kind: 'snapshot', items: [api, db] })
  const live = new LiveProjects(store)
  let told = 0
  const stop = live.subscribe(() => {
    told += 1
  })
  const change = (upserts: readonly Container[], removed: readonly string[] = []) =>
    store.apply({ kind: 'change', upserts, removed, causes: [] })
  const [blog] = live.list
  change([{ ...api, state: 'paused' }])
  expect(live.list.map(({ name, pips }) => [name, ...pips])).toEqual([
    ['blog', 'ok'],
    ['shop', 'pause'],
  ])
  expect(live.list[0]).toBe(blog)
  change([{ ...api, compose: fakeCompose('blog') }])
  expect(live.list.map(({ name, pips }) => [name, ...pips])).toEqual([['blog', 'ok', 'ok']])
  expect(told).toBe(2)
  change([{ ...db, status: 'Up 5 hours' }])
  expect(told).toBe(2)
  change([], [api.id, db.id])
  expect(live.list).toEqual([])
  stop()
})
