import { expect, it } from 'vitest'
import { networkCommandsFor } from './docker-command-network.ts'
import type { CreateNetwork, NetworkConnection } from './network.ts'

const commands = networkCommandsFor(null)
const network: CreateNetwork = {
  name: 'shop',
  driver: 'bridge',
  scope: null,
  isInternal: false,
  isAttachable: false,
  isIngress: false,
  isConfigOnly: false,
  configFrom: null,
  hasIpv4: null,
  hasIpv6: null,
  ipamDriver: null,
  ipamOptions: {},
  pools: [],
  options: {},
  labels: {},
}
const connection: NetworkConnection = {
  networkId: 'n',
  containerId: 'c',
  aliases: [],
  ipv4Address: null,
  ipv6Address: null,
  linkLocalAddresses: [],
  links: [],
  driverOptions: {},
  gatewayPriority: null,
}

it('leaves out what docker does by itself', () => {
  expect(commands.create(network)).toBe('docker network create shop')
  expect(commands.create({ ...network, name: '' })).toBe('docker network create …')
  expect(commands.connect({ network: 'shop', container: 'web' }, connection)).toBe(
    'docker network connect shop web',
  )
})

it('writes every option of `docker network create`', () => {
  const full = commands.create({
    name: 'a b',
    driver: 'macvlan',
    scope: 'local',
    isInternal: true,
    isAttachable: true,
    isIngress: true,
    isConfigOnly: true,
    configFrom: 'base',
    hasIpv4: false,
    hasIpv6: true,
    ipamDriver: 'dhcp',
    ipamOptions: { x: 'y' },
    pools: [
      {
        subnet: '10.0.0.0/24',
        gateway: '10.0.0.1',
        ipRange: '10.0.0.128/25',
        auxAddresses: { nas: '10.0.0.9' },
      },
      { subnet: 'fd00::/64', gateway: null, ipRange: null, auxAddresses: {} },
    ],
    options: { parent: 'eth0.10', flag: '' },
    labels: { team: "it's us" },
  })
  expect(full).toBe(
    "docker network create --driver macvlan --scope local --internal --attachable --ingress --config-only --config-from base --ipv4=false --ipv6 --ipam-driver dhcp --ipam-opt x=y --subnet 10.0.0.0/24 --gateway 10.0.0.1 --ip-range 10.0.0.128/25 --aux-address nas=10.0.0.9 --subnet fd00::/64 --opt parent=eth0.10 --opt flag --label 'team=it'\\''s us' 'a b'",
  )
})

it('writes every option of `docker network connect` and `disconnect`', () => {
  const wish = {
    ...connection,
    aliases: ['db', 'store'],
    ipv4Address: '10.0.0.5',
    ipv6Address: 'fd00::5',
    links: ['cache:redis'],
    linkLocalAddresses: ['169.254.1.5'],
    driverOptions: { k: 'v' },
    gatewayPriority: -1,
  }
  expect(commands.connect({ network: 'shop', container: 'web' }, wish)).toBe(
    'docker network connect --alias db --alias store --ip 10.0.0.5 --ip6 fd00::5 --link cache:redis --link-local-ip 169.254.1.5 --driver-opt k=v --gw-priority -1 shop web',
  )
  expect(commands.disconnect({ network: 'shop', container: 'web', force: true })).toBe(
    'docker network disconnect --force shop web',
  )
})

it('keeps a name that begins with a dash from being a flag', () => {
  expect(commands.inspect('--help')).toBe('docker network inspect -- --help')
  expect(commands.disconnect({ network: '-x', container: 'web' })).toBe('docker network disconnect -- -x web')
})

it('lists and cleans up', () => {
  expect([commands.list(), commands.prune()]).toEqual(['docker network ls', 'docker network prune'])
})

it('says all steps of a removal', () => {
  expect(commands.remove('<b>', ['web'])).toBe(
    "docker network disconnect '<b>' web && docker network rm '<b>'",
  )
})
