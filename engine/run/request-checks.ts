import { EngineError } from '../../shared/errors.ts'
import { containerOfList } from '../normalize/container.ts'
import type { Json } from '../normalize/record.ts'
import { listOf, recordOf, textOf } from '../normalize/record.ts'
import type { ContainerCalls } from './container-calls.ts'
import { nameOf } from './container-calls.ts'
import type { ContainerPlan } from './same-body.ts'
import { primaryNetwork } from './same-body.ts'

type Wish = {
  readonly plan: ContainerPlan
  /** Null: the engine makes one up. */
  readonly name: string | null
  /** The container that the new one takes the place of. */
  readonly replaces: string | null
  /** False: what only counts when it runs is not looked at. */
  readonly start: boolean
}

/**
 * Looks for what would make a creation or a start fail, before anything is touched. Throws `EngineError` with the
 * option it is about. What is not found here the engine finds itself, later.
 *
 * Source: `ContainerInspect`, `NetworkInspect`, `ContainerList`.
 */
export async function checkWish(calls: ContainerCalls, wish: Wish): Promise<void> {
  await checkName(calls, wish)
  await checkNetworks(calls, wish)
  if (wish.start) await checkPorts(calls, wish)
}

async function checkName(calls: ContainerCalls, { name, replaces }: Wish): Promise<void> {
  const owner = name === null ? null : await calls.find(name)
  // An id or the beginning of one is found too.
  if (name === null || owner === null || nameOf(owner) !== name || textOf(owner['Id']) === replaces) return
  throw new EngineError('conflict', `the name ${name} is taken`, {
    option: 'name',
    subject: { kind: 'container', id: textOf(owner['Id']), name },
  })
}

async function checkNetworks(calls: ContainerCalls, { plan, replaces, start }: Wish): Promise<void> {
  const primary = primaryNetwork(plan.host)
  const mode = textOf(plan.host['NetworkMode'])
  if (mode.startsWith('container:')) await checkOwner(calls, mode.slice('container:'.length))
  const names = new Set([...(primary === null ? [] : [primary]), ...Object.keys(plan.endpoints)])
  for (const network of names) {
    const found = await calls.findNetwork(network)
    if (found === null) throw missing('network', network)
    if (start) checkAddress(found, recordOf(plan.endpoints[network]), replaces)
  }
}

async function checkOwner(calls: ContainerCalls, name: string): Promise<void> {
  if ((await calls.find(name)) === null) throw missing('container', name)
}

function missing(kind: 'network' | 'container', name: string): EngineError {
  return new EngineError('not-found', `no ${kind} ${name}`, {
    option: 'network',
    subject: { kind, id: name, name },
  })
}

function checkAddress(network: Json, endpoint: Json, replaces: string | null): void {
  const asked = recordOf(endpoint['IPAMConfig'])
  for (const [field, told, option] of [
    ['IPv4Address', 'IPv4Address', 'ip'],
    ['IPv6Address', 'IPv6Address', 'ip6'],
  ] as const) {
    const address = textOf(asked[field])
    const owner = Object.entries(recordOf(network['Containers'])).find(
      ([id, one]) => id !== replaces && textOf(recordOf(one)[told]).split('/')[0] === address,
    )
    if (address === '' || owner === undefined) continue
    const [id, one] = owner
    const name = textOf(recordOf(one)['Name'])
    throw new EngineError('conflict', `${address} belongs to ${name}`, {
      option,
      subject: { kind: 'container', id, name },
    })
  }
}

type HostPort = { readonly port: number; readonly protocol: string; readonly ip: string }

async function checkPorts(calls: ContainerCalls, { plan, replaces }: Wish): Promise<void> {
  const asked = askedPorts(plan.host)
  if (asked.length === 0) return
  const others = (await calls.list()).map(containerOfList).filter(({ id }) => id !== replaces)
  for (const { id, name, ports, state } of others) {
    if (state !== 'running' && state !== 'paused' && state !== 'restarting') continue
    const taken = ports.flatMap(({ hostPort, protocol, hostIps }) =>
      hostPort === null ? [] : hostIps.map((ip) => ({ port: hostPort, protocol, ip })),
    )
    const clash = asked.find((one) => taken.some((other) => isClash(one, other)))
    if (clash === undefined) continue
    throw new EngineError('conflict', `port ${clash.port}/${clash.protocol} is taken by ${name}`, {
      option: 'publish',
      subject: { kind: 'container', id, name },
    })
  }
}

/** Ranges are left to the engine, which takes whatever is free in them. */
function askedPorts(host: Json): HostPort[] {
  return Object.entries(recordOf(host['PortBindings']))
    .flatMap(([key, bindings]) =>
      listOf(bindings).map((binding) => ({
        port: Number(textOf(recordOf(binding)['HostPort']) || Number.NaN),
        protocol: key.split('/')[1] ?? 'tcp',
        ip: textOf(recordOf(binding)['HostIp']),
      })),
    )
    .filter(({ port }) => Number.isInteger(port) && port > 0)
}

const everywhere: ReadonlySet<string> = new Set(['', '0.0.0.0', '::'])

function isClash(a: HostPort, b: HostPort): boolean {
  const isSamePlace = a.ip === b.ip || everywhere.has(a.ip) || everywhere.has(b.ip)
  return a.port === b.port && a.protocol === b.protocol && isSamePlace
}
