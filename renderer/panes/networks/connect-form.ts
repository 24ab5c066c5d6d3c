import type { Network, NetworkConnection } from '../../../shared/network.ts'
import { lines, parsePairs } from './network-form.ts'
import type { Member } from './network-model.ts'
import { contains, parseAddress, parseSubnet } from './subnets.ts'

/** What stands in the fields of the Connect dialog, as typed. */
export type ConnectForm = {
  readonly containerId: string
  readonly aliases: string
  readonly ipv4: string
  readonly ipv6: string
  readonly links: string
  readonly linkLocal: string
  readonly driverOptions: string
  readonly priority: string
}

export const emptyConnectForm: Omit<ConnectForm, 'containerId'> = {
  aliases: '',
  ipv4: '',
  ipv6: '',
  links: '',
  linkLocal: '',
  driverOptions: '',
  priority: '',
}

export type ConnectProblem = {
  readonly field: keyof ConnectForm
  readonly kind: 'badAddress' | 'outside' | 'taken' | 'badNumber' | 'badPair'
  readonly value: string
  /** For `outside` and `taken`. */
  readonly other: string
}

/** What the engine would refuse, told before it is asked. */
export function checkConnectForm(
  form: ConnectForm,
  network: Network,
  members: readonly Member[],
): readonly ConnectProblem[] {
  const problems = [
    checkAddress('ipv4', form.ipv4.trim(), { network, members }),
    checkAddress('ipv6', form.ipv6.trim(), { network, members }),
    checkLinkLocal(form),
    checkPriority(form),
    checkPairs(form),
  ]
  return problems.filter((problem) => problem !== null)
}

type Around = { readonly network: Network; readonly members: readonly Member[] }

function checkAddress(
  field: 'ipv4' | 'ipv6',
  value: string,
  { network, members }: Around,
): ConnectProblem | null {
  if (value === '') return null
  const version = field === 'ipv4' ? 4 : 6
  const address = parseAddress(value)
  if (address?.version !== version) return { field, kind: 'badAddress', value, other: '' }
  const pools = network.pools.map(({ subnet }) => subnet)
  const subnets = pools.map(parseSubnet).filter((subnet) => subnet?.version === version)
  if (subnets.length > 0 && !subnets.some((subnet) => subnet && contains(subnet, address)))
    return { field, kind: 'outside', value, other: pools.join(', ') }
  const owner = members.find(({ endpoint }) =>
    [endpoint.ipAddress, endpoint.ipv6Address].some((taken) => {
      const other = taken === null ? null : parseAddress(taken)
      return other !== null && other.version === version && other.value === address.value
    }),
  )
  return owner ? { field, kind: 'taken', value, other: owner.container.name } : null
}

function checkLinkLocal({ linkLocal }: ConnectForm): ConnectProblem | null {
  const bad = lines(linkLocal).find((line) => parseAddress(line) === null)
  return bad === undefined ? null : { field: 'linkLocal', kind: 'badAddress', value: bad, other: '' }
}

function checkPriority({ priority }: ConnectForm): ConnectProblem | null {
  const value = priority.trim()
  return value === '' || /^-?\d{1,9}$/.test(value)
    ? null
    : { field: 'priority', kind: 'badNumber', value, other: '' }
}

function checkPairs({ driverOptions }: ConnectForm): ConnectProblem | null {
  const bad = lines(driverOptions).find((line) => line.startsWith('='))
  return bad === undefined ? null : { field: 'driverOptions', kind: 'badPair', value: bad, other: '' }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What the form asks of the engine. */
export function connectionOf(form: ConnectForm, networkId: string): NetworkConnection {
  const priority = orNull(form.priority)
  return {
    networkId,
    containerId: form.containerId,
    aliases: form.aliases.split(/[\s,]+/).filter((alias) => alias !== ''),
    ipv4Address: orNull(form.ipv4),
    ipv6Address: orNull(form.ipv6),
    linkLocalAddresses: [...lines(form.linkLocal)],
    links: [...lines(form.links)],
    driverOptions: parsePairs(form.driverOptions),
    gatewayPriority: priority === null ? null : Number(priority),
  }
}
