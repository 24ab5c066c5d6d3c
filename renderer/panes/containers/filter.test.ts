import { describe, expect, it } from 'vitest'
import type { Container } from '../../../shared/container.ts'
import { fakeCompose, fakeContainer } from '../../testing/fake-container.ts'
import { matchesFilter, parseFilter, toSearchable } from './filter.ts'

const api = fakeContainer({
  id: `3f2a9c81d0b4${'0'.repeat(52)}`,
  name: 'shop-API-1',
  image: 'shop/api:2.8.1',
  health: 'unhealthy',
  compose: fakeCompose('shop', 'api'),
  labels: { 'com.example.team': 'Blue Whale' },
  ports: [
    { containerPort: 3000, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0'] },
    { containerPort: 9229, protocol: 'tcp', hostPort: null, hostIps: [] },
  ],
  mounts: [{ type: 'volume', source: 'shop_uploads', target: '/app/uploads', isReadOnly: false }],
  networks: [
    {
      network: 'shop_backend',
      networkId: '',
      ipAddress: null,
      ipv6Address: null,
      macAddress: null,
      names: [],
    },
  ],
})

const matches = (text: string, container: Container = api, kind = 'unhealthy') =>
  matchesFilter(toSearchable(container, kind), parseFilter(text))

describe('filter', () => {
  it.each([
    ['', true],
    ['   ', true],
    ['api', true],
    ['API shop', true],
    ['api nothing', false],
    ['name:api', true],
    ['name:shop/api', false],
    ['image:2.8', true],
    ['port:8080', true],
    ['port::8080', true],
    ['port:9229', true],
    ['port:80', false],
    [':8080', true],
    ['label:team', true],
    ['label:com.example.team=blue', true],
    ['label:"blue whale"', true],
    ['label:"blue shark"', false],
    ['net:backend', true],
    ['vol:uploads', true],
    ['vol:/app', true],
    ['state:running', true],
    ['state:unhealthy', true],
    ['state:healthy', false],
    ['state:exited', false],
    ['project:shop', true],
    ['id:3f2a', true],
    ['3f2a9c81', true],
    ['id:2a9c', false],
    ['port:', true],
    ['colour:red', false],
    ['"shop-api"', true],
    ['"unclosed', false],
  ])('%j → %s', (text, expected) => {
    expect(matches(text)).toBe(expected)
  })

  it('answers for 1,000 containers well under 50 ms', () => {
    const targets = Array.from({ length: 1000 }, (_, i) =>
      toSearchable(
        fakeContainer({
          name: `svc-${i}`,
          labels: Object.fromEntries(Array.from({ length: 20 }, (_v, k) => [`label-${k}`, `value-${i}`])),
        }),
        'running',
      ),
    )
    const terms = parseFilter('svc label:value-77 state:run')
    const search = () => targets.filter((target) => matchesFilter(target, terms))
    // The quickest of some: a busy machine delays any single one.
    const tookMs = Array.from({ length: 5 }, () => {
      const startedAt = performance.now()
      search()
      return performance.now() - startedAt
    })
    expect(Math.min(...tookMs)).toBeLessThan(50)
    expect(search().length).toBe(11)
  })
})
