import { describe, expect, it } from 'vitest'
import { fakeContainer } from '../../testing/fake-container.ts'
import { fakeEndpoint, fakeNetwork } from '../../testing/fake-network.ts'
import { type ConnectForm, checkConnectForm, connectionOf, emptyConnectForm } from './connect-form.ts'

const network = fakeNetwork({ pools: [{ subnet: '10.91.0.0/24' }, { subnet: 'fd00:91::/64' }] })
const endpoint = fakeEndpoint(network, { ipAddress: '10.91.0.2', ipv6Address: 'fd00:91:0::2' })
const db = fakeContainer({ name: 'db', networks: [endpoint] })
const form = (part: Partial<ConnectForm>): ConnectForm => ({ ...emptyConnectForm, containerId: 'c', ...part })

describe('the Connect form', () => {
  it.each<[string, Partial<ConnectForm>, string[]]>([
    ['nothing but a container', {}, []],
    ['free addresses', { ipv4: '10.91.0.3', ipv6: 'fd00:91::3' }, []],
    ['an address elsewhere', { ipv4: '10.92.0.3' }, ['ipv4 outside 10.91.0.0/24, fd00:91::/64']],
    ['an address that is taken', { ipv4: '10.91.0.2' }, ['ipv4 taken db']],
    ['one that is taken in another spelling', { ipv6: 'fd00:91:0:0:0:0:0:2' }, ['ipv6 taken db']],
    ['IPv6 in the place of IPv4', { ipv4: 'fd00:91::3' }, ['ipv4 badAddress']],
    ['a link-local address that is none', { linkLocal: '169.254.1.1\nx' }, ['linkLocal badAddress']],
    ['a priority that is no number', { priority: '1.5' }, ['priority badNumber']],
    ['an option without a name', { driverOptions: '=x' }, ['driverOptions badPair']],
  ])('tells %s', (_, part, expected) => {
    const problems = checkConnectForm(form(part), network, [{ container: db, endpoint }])
    expect(problems.map(({ field, kind, other }) => `${field} ${kind} ${other}`.trim())).toEqual(expected)
  })

  it('asks for what was typed, and for nothing else', () => {
    expect(connectionOf(form({}), 'n')).toEqual({
      networkId: 'n',
      containerId: 'c',
      aliases: [],
      ipv4Address: null,
      ipv6Address: null,
      linkLocalAddresses: [],
      links: [],
      driverOptions: {},
      gatewayPriority: null,
    })
    const full = form({
      aliases: 'db, store  main',
      ipv4: ' 10.91.0.3 ',
      links: 'cache:redis\n',
      linkLocal: '169.254.1.1',
      driverOptions: 'a=b',
      priority: '-2',
    })
    expect(connectionOf(full, 'n')).toMatchObject({
      aliases: ['db', 'store', 'main'],
      ipv4Address: '10.91.0.3',
      links: ['cache:redis'],
      linkLocalAddresses: ['169.254.1.1'],
      driverOptions: { a: 'b' },
      gatewayPriority: -2,
    })
  })
})
