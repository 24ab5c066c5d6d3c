import { describe, expect, it } from 'vitest'
import type { Container } from '../../../shared/container.ts'
import type { Network } from '../../../shared/network.ts'
import { fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { fakeEndpoint, fakeNetwork } from '../../testing/fake-network.ts'
import { layOutMap } from './map-layout.ts'
import { colourNetworks, endpointOn, groupNetworks, membersByNetwork } from './network-model.ts'

const edge = fakeNetwork({ name: 'shop_edge', project: 'shop' })
const backend = fakeNetwork({ name: 'shop_backend', project: 'shop' })
const bridge = fakeNetwork({ name: 'bridge', isBuiltIn: true })
const on = (...networks: Network[]) => networks.map((network) => fakeEndpoint(network))
const published = [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: [] }]
const web = fakeContainer({ name: 'web', networks: on(edge), ports: published })
const api = fakeContainer({ name: 'api', networks: on(edge, backend) })
const db = fakeContainer({ name: 'db', networks: on(backend) })
const old = fakeExited(0, { name: 'old', networks: on(backend) })

const layOut = (networks: readonly Network[], containers: readonly Container[]) =>
  layOutMap(networks, membersByNetwork(networks, containers))

describe('the map', () => {
  it('draws what runs as stations, and a container on two networks as one that crosses both', () => {
    const map = layOut([edge, backend], [web, api, db, old])
    expect(map.stations.map(({ container, lines }) => [container.name, lines])).toEqual([
      ['api', [0, 1]],
      ['web', [0]],
      ['db', [1]],
    ])
    const crossing = map.stations.find(({ container }) => container === api)
    expect([crossing?.top, crossing?.bottom]).toEqual(map.lines.map(({ y }) => y))
    expect(crossing?.addresses.map(({ network }) => network.name)).toEqual(['shop_edge', 'shop_backend'])
    expect(map.hasPorts).toBe(true)
  })

  it('puts nothing in the way of anything else', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      fakeContainer({
        networks: index % 3 === 0 ? on(edge, backend) : on(index % 2 ? edge : backend),
        ports: index % 4 === 0 ? published : [],
      }),
    )
    const { stations } = layOut([edge, backend], many)
    for (const [index, one] of stations.entries()) {
      for (const other of stations.slice(index + 1)) {
        const top = (station: typeof one) => (station.ports.length > 0 ? 0 : station.top)
        const isApart = one.x !== other.x || one.bottom < top(other) || other.bottom < top(one)
        expect(isApart).toBe(true)
      }
    }
    expect(stations).toHaveLength(9)
  })

  it('leaves room for the card of each crossing', () => {
    const crossings = Array.from({ length: 3 }, () => fakeContainer({ networks: on(edge, backend) }))
    const xs = layOut([edge, backend], crossings).stations.map(({ x }) => x)
    expect(xs.slice(1).map((x, index) => x - (xs[index] ?? 0))).toEqual([228, 228])
  })

  it('says how many more there are, however many', () => {
    const crowd = Array.from({ length: 500 }, () => fakeContainer({ networks: on(edge) }))
    const map = layOut([edge], crowd)
    expect(map.stations).toHaveLength(12)
    expect(map.lines[0]).toMatchObject({ more: 488, running: 500 })
    const networks = Array.from({ length: 300 }, () => fakeNetwork())
    expect(layOut(networks, [])).toMatchObject({ moreLines: 294, stations: [] })
    expect(map.width).toBeLessThan(2_200)
  })

  it('draws nothing of nothing', () => {
    expect(layOut([], [])).toMatchObject({ lines: [], stations: [], hasPorts: false })
  })
})

describe('the model', () => {
  it('groups by who made them', () => {
    const own = fakeNetwork({ name: 'study' })
    const groups = groupNetworks([bridge, own, edge, backend])
    expect(groups.project.map(({ name }) => name)).toEqual(['shop_backend', 'shop_edge'])
    expect([groups.others, groups.builtIn]).toEqual([[own], [bridge]])
  })

  it('colours lines in order of creation, and the engine’s own ones grey', () => {
    const networks = [bridge, edge, backend, ...Array.from({ length: 4 }, () => fakeNetwork())]
    expect([...colourNetworks(networks.toReversed()).values()].toSorted((a, b) => a - b)).toEqual([
      1, 1, 2, 3, 4, 5, 6,
    ])
    expect(colourNetworks(networks).get(edge.id)).toBe(1)
    expect(colourNetworks(networks).get(bridge.id)).toBe(6)
  })

  it('tells two networks of one name apart by id, and knows a container that never ran by name', () => {
    const twin = fakeNetwork({ name: 'shop_edge' })
    expect(endpointOn(web, twin)).toBeNull()
    const fresh = fakeContainer({ state: 'created', networks: [fakeEndpoint(edge, { networkId: '' })] })
    expect(endpointOn(fresh, edge)).not.toBeNull()
    expect(membersByNetwork([edge], [fresh]).get(edge.id)).toHaveLength(1)
  })
})
