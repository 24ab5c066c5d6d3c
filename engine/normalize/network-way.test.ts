import { describe, expect, it } from 'vitest'
import { findWay, partyOf } from './network-way.ts'

type Endpoint = { IPAddress?: string; GlobalIPv6Address?: string; Gateway?: string; DNSNames?: string[] }

const party = (name: string, networks: Record<string, Endpoint>, mode = 'bridge') =>
  partyOf({
    Id: `${name}-id`,
    Name: `/${name}`,
    State: { Running: true },
    HostConfig: { NetworkMode: mode },
    NetworkSettings: {
      // What newer engines leave out, and what must not be read.
      IPAddress: '192.0.2.1',
      Networks: Object.fromEntries(
        Object.entries(networks).map(([key, endpoint]) => [key, { NetworkID: `${key}-id`, ...endpoint }]),
      ),
    },
    Config: { ExposedPorts: { '80/tcp': {}, '53/udp': {} } },
  })

describe('the way from one container to another', () => {
  const onBridge = { IPAddress: '172.17.0.2', Gateway: '172.17.0.1' }

  it.each([
    ['no shared network', party('a', { one: onBridge }), party('b', { two: onBridge }), null],
    [
      'the name on a network that people made, before the bridge that has none',
      party('a', { bridge: onBridge, shop: { IPAddress: '10.0.0.2' } }),
      party('b', { bridge: onBridge, shop: { IPAddress: '10.0.0.3', DNSNames: ['db', 'b-id'] } }),
      { ipAddress: '10.0.0.3', name: 'db', sharedNetworks: ['bridge', 'shop'], isSameNetworkStack: false },
    ],
    [
      'the address alone on the bridge',
      party('a', { bridge: onBridge }),
      party('b', { bridge: { IPAddress: '172.17.0.3' } }),
      { ipAddress: '172.17.0.3', name: null, sharedNetworks: ['bridge'], isSameNetworkStack: false },
    ],
    [
      'IPv6 where there is nothing else',
      party('a', { six: { GlobalIPv6Address: 'fd00::2' } }),
      party('b', { six: { GlobalIPv6Address: 'fd00::3' } }),
      { ipAddress: 'fd00::3', name: 'b', sharedNetworks: ['six'], isSameNetworkStack: false },
    ],
    [
      'localhost of a container that shares the network of another',
      party('a', {}, 'container:b-id'),
      party('b', { bridge: onBridge }),
      { ipAddress: '127.0.0.1', name: null, sharedNetworks: [], isSameNetworkStack: true },
    ],
    [
      'the engine’s machine reaches its bridges',
      party('a', { host: {} }, 'host'),
      party('b', { bridge: onBridge }),
      { ipAddress: '172.17.0.2', name: null, sharedNetworks: [], isSameNetworkStack: false },
    ],
    [
      'and is reached at their gateway',
      party('a', { bridge: onBridge }),
      party('b', { host: {} }, 'host'),
      { ipAddress: '172.17.0.1', name: null, sharedNetworks: [], isSameNetworkStack: false },
    ],
    ['nothing without any network', party('a', { none: {} }, 'none'), party('b', { none: {} }, 'none'), null],
  ])('%s', (_, source, target, way) => {
    expect(findWay(source, target)).toEqual(way)
  })

  it('reads the TCP ports that the target declares', () => {
    expect(party('a', {}).declaredPorts).toEqual([80])
  })

  it('does not count a paused container as running', () => {
    expect(partyOf({ State: { Running: true, Paused: true } }).isRunning).toBe(false)
  })
})
