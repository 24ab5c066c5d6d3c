import { describe, expect, it } from 'vitest'
import { attachmentOf, endpointOf } from './attachment.ts'

const id = `3f2a9c81d0b4${'0'.repeat(52)}`
const network = { id: 'net-id', name: 'shop' }
const inspect = (Networks: unknown, running = true) => ({
  Id: id,
  Name: '/shop-db-1',
  State: { Running: running },
  NetworkSettings: { IPAddress: '192.0.2.9', MacAddress: 'aa:aa:aa:aa:aa:aa', Networks },
})

describe('how a container is attached to a network', () => {
  it('has address and MAC of the network, not the ones beside it (blank on Engine 29)', () => {
    const Networks = { shop: { NetworkID: 'net-id', IPAddress: '10.0.0.2', MacAddress: '02:42:0a:00:00:02' } }
    expect(attachmentOf(inspect(Networks), network)).toMatchObject({
      containerName: 'shop-db-1',
      isRunning: true,
      ipv4Address: '10.0.0.2',
      ipv6Address: null,
      macAddress: '02:42:0a:00:00:02',
    })
  })

  it('keeps aliases when taken back, without the short id that old engines put among them', () => {
    const endpoint = {
      NetworkID: 'net-id',
      Aliases: ['db', '3f2a9c81d0b4'],
      Links: ['other:cache'],
      IPAMConfig: { IPv4Address: '10.0.0.50', LinkLocalIPs: ['169.254.1.1'] },
      DriverOpts: { a: 'b' },
      GwPriority: 7,
    }
    const attachment = attachmentOf(inspect({ shop: endpoint }), network)
    expect(attachment?.names).toEqual(['shop-db-1', 'db'])
    expect(attachment?.connection).toEqual({
      networkId: 'net-id',
      containerId: id,
      aliases: ['db'],
      ipv4Address: '10.0.0.50',
      ipv6Address: null,
      linkLocalAddresses: ['169.254.1.1'],
      links: ['other:cache'],
      driverOptions: { a: 'b' },
      gatewayPriority: 7,
    })
    expect(attachment && endpointOf(attachment.connection)).toEqual({
      IPAMConfig: { IPv4Address: '10.0.0.50', LinkLocalIPs: ['169.254.1.1'] },
      Aliases: ['db'],
      Links: ['other:cache'],
      DriverOpts: { a: 'b' },
      GwPriority: 7,
    })
  })

  it.each([
    ['by id when two networks have one name', { shop: { NetworkID: 'other-id' } }, false],
    ['by name before it was ever started', { shop: { NetworkID: '' } }, true],
    ['by the id it was made with', { 'net-id': {} }, true],
    ['not at all', { bridge: { NetworkID: 'bridge-id' } }, false],
  ])('finds it %s', (_, Networks, isFound) => {
    expect(attachmentOf(inspect(Networks, false), network) !== null).toBe(isFound)
  })
})
