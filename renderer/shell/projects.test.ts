import { expect, test } from 'vitest'
import { fakeCompose, fakeContainer, fakeExited } from '../testing/fake-container.ts'
import { summariseProjects } from './projects.ts'

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
