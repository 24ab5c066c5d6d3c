import type { Json } from '../normalize/record.ts'
import { recordOf, textOf } from '../normalize/record.ts'
import type { ContainerPlan } from './same-body.ts'
import { isSame } from './same-body.ts'

/** What is done to a container in place, with what undoes it. */
export type LiveChange = {
  /** Body of `ContainerUpdate`; null: no limits change. */
  readonly update: Json | null
  readonly undoUpdate: Json | null
  readonly disconnect: readonly string[]
  readonly connect: readonly { readonly network: string; readonly endpoint: Json }[]
}

/** Fields of `ContainerUpdate` in which 0 and nothing mean "leave it": a limit is set and moved, never lifted. */
const limits = [
  'CpuShares',
  'Memory',
  'NanoCpus',
  'BlkioWeight',
  'CpuPeriod',
  'CpuQuota',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpusetCpus',
  'CpusetMems',
  'KernelMemory',
  'MemoryReservation',
  'MemorySwap',
] as const
const limitSet: ReadonlySet<string> = new Set(limits)

/** The change in place that leads from one plan to the other; null when only a new container can be so. */
export function liveChange(now: ContainerPlan, wanted: ContainerPlan): LiveChange | null {
  if (changedKeys(now.config, wanted.config).length > 0) return null
  const keys = changedKeys(now.host, wanted.host)
  if (!keys.every((key) => isUpdatable(key, now.host, wanted.host))) return null
  const networks = networkChanges(now, wanted)
  if (networks === null) return null
  if (keys.length === 0) return { update: null, undoUpdate: null, ...networks }
  return { update: updateBody(keys, wanted.host), undoUpdate: updateBody(keys, now.host), ...networks }
}

function changedKeys(a: Json, b: Json): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !isSame(a[key], b[key]))
}

function isUpdatable(key: string, now: Json, wanted: Json): boolean {
  if (key === 'RestartPolicy') return wanted['AutoRemove'] !== true
  // Here 0 and less mean no limit.
  if (key === 'PidsLimit') return true
  if (!limitSet.has(key) || isNothing(wanted[key])) return false
  const isByShare = key === 'NanoCpus'
  const other = isByShare ? ['CpuPeriod', 'CpuQuota'] : ['NanoCpus']
  const isCpuTime = isByShare || key === 'CpuPeriod' || key === 'CpuQuota'
  return !isCpuTime || other.every((field) => isNothing(now[field]) && isNothing(wanted[field]))
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === 0 || value === ''
}

function updateBody(keys: readonly string[], host: Json): Json {
  const body: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, host[key]]))
  if ('PidsLimit' in body) body['PidsLimit'] ??= -1
  if ('RestartPolicy' in body) {
    body['RestartPolicy'] = isNothing(recordOf(body['RestartPolicy'])['Name'])
      ? { Name: 'no' }
      : body['RestartPolicy']
  }
  // The engine compares the memory with the swap it knows unless both are told.
  if ('Memory' in body && !isNothing(host['MemorySwap'])) body['MemorySwap'] = host['MemorySwap']
  return body
}

function networkChanges(
  now: ContainerPlan,
  wanted: ContainerPlan,
): Pick<LiveChange, 'connect' | 'disconnect'> | null {
  const mode = textOf(now.host['NetworkMode'])
  const [before, after] = [Object.entries(now.endpoints), Object.entries(wanted.endpoints)]
  const gone = before.filter(([name]) => !Object.hasOwn(wanted.endpoints, name)).map(([name]) => name)
  const changed = after.filter(([name, endpoint]) => !isSame(now.endpoints[name], endpoint))
  const fresh = changed.filter(([name]) => !Object.hasOwn(now.endpoints, name))
  // Another address or alias on a network it is on would cut what is open there: as well by a new container.
  if (fresh.length !== changed.length) return null
  const isBound = mode === 'host' || mode === 'none' || mode.startsWith('container:')
  if (gone.length + fresh.length > 0 && (isBound || gone.includes(mode))) return null
  return {
    disconnect: gone,
    connect: fresh.map(([network, endpoint]) => ({ network, endpoint })),
  }
}
