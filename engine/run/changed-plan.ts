import type { CreateRequest } from '../../shared/docker-run/to-engine.ts'
import type { Json } from '../normalize/record.ts'
import { listOf, numberOf, recordOf, textOf, textsOf } from '../normalize/record.ts'
import type { AnonymousVolume, ContainerPlan } from './same-body.ts'
import { isSame } from './same-body.ts'

/** The same plan from what a command asks for. */
export function planOfRequest({ body, extraNetworks }: CreateRequest): ContainerPlan {
  const { HostConfig: host, NetworkingConfig: networking, ...config } = body
  const own = Object.entries(networking.EndpointsConfig).map(
    // The command calls the network that it does not name so, and inspect never does.
    ([network, endpoint]) => [network === 'default' ? 'bridge' : network, endpoint] as const,
  )
  const extra = extraNetworks.map(({ network, endpoint }) => [network, endpoint] as const)
  return {
    config,
    host,
    endpoints: Object.fromEntries([...own, ...extra]) as ContainerPlan['endpoints'],
  }
}

/** Fields that the engine fills in from one another: they are taken together. */
const securityFields = [
  'Privileged',
  'SecurityOpt',
  'MaskedPaths',
  'ReadonlyPaths',
  'PidMode',
  'IpcMode',
] as const

/**
 * The plan of a container with what differs between two commands changed, and nothing else: whatever no option
 * says, and whatever a conversion to options and back would lose, stays as it is.
 */
export function changedPlan(now: ContainerPlan, before: ContainerPlan, after: ContainerPlan): ContainerPlan {
  const host = changedFields(now.host, before.host, after.host)
  const isSecurityChanged = securityFields.some((field) => !isSame(before.host[field], after.host[field]))
  if (isSecurityChanged) for (const field of securityFields) host[field] = after.host[field]
  adjustSwap(host, before.host, after.host)
  return {
    config: changedFields(now.config, before.config, after.config),
    host,
    endpoints: changedEndpoints(now.endpoints, before.endpoints, after.endpoints),
  }
}

/** Without a word about swap the engine allows as much again as of memory, and tells the sum. */
function adjustSwap(host: Record<string, unknown>, before: Json, after: Json): void {
  const [memory, isSaid] = [numberOf(after['Memory']) ?? 0, !isSame(after['MemorySwap'], 0)]
  if (isSaid || isSame(before['Memory'], after['Memory'])) return
  host['MemorySwap'] = memory * 2
}

function changedFields(now: Json, before: Json, after: Json): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...now }
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isSame(before[field], after[field])) fields[field] = after[field]
  }
  return fields
}

type Endpoints = ContainerPlan['endpoints']

function changedEndpoints(now: Endpoints, before: Endpoints, after: Endpoints): Endpoints {
  const kept = Object.entries(now).filter(
    ([name]) => Object.hasOwn(after, name) || !Object.hasOwn(before, name),
  )
  const changed = Object.entries(after).filter(
    ([name, endpoint]) => !Object.hasOwn(before, name) || !isSame(before[name], endpoint),
  )
  return Object.fromEntries([...kept, ...changed])
}

/**
 * Gives the anonymous volumes of the former container to the new one, by name. One whose place was given to
 * something else, or whose own option was taken away, stays behind.
 */
export function carryVolumes(
  plan: ContainerPlan,
  volumes: readonly AnonymousVolume[],
  before: ContainerPlan,
): { readonly plan: ContainerPlan; readonly carried: readonly string[] } {
  const taken = targetsOf(plan)
  const [asked, isAsked] = [anonymousTargets(before), anonymousTargets(plan)]
  const carried = volumes.filter(
    ({ target }) => !taken.has(target) && (!asked.has(target) || isAsked.has(target)),
  )
  const targets = new Set(carried.map(({ target }) => target))
  const mounts = listOf(plan.host['Mounts']).filter((mount) => !targets.has(targetOf(mount)))
  const given = carried.map(({ name, target, isReadOnly }) => ({
    Type: 'volume',
    Source: name,
    Target: target,
    ReadOnly: isReadOnly,
  }))
  const tables = recordOf(plan.config['Volumes'])
  const others = Object.entries(tables).filter(([target]) => !targets.has(target))
  return {
    plan: {
      ...plan,
      config: { ...plan.config, Volumes: Object.fromEntries(others) },
      host: { ...plan.host, Mounts: [...mounts, ...given] },
    },
    carried: carried.map(({ name }) => name),
  }
}

function targetOf(mount: unknown): string {
  return textOf(recordOf(mount)['Target'])
}

/** Where something that has a name or a path is mounted. */
function targetsOf({ host }: ContainerPlan): ReadonlySet<string> {
  const binds = textsOf(host['Binds']).flatMap((bind) => bind.split(':')[1] ?? [])
  const mounts = listOf(host['Mounts']).filter((mount) => {
    const { Type: type, Source: source } = recordOf(mount)
    return type !== 'volume' || textOf(source) !== ''
  })
  return new Set([...binds, ...mounts.map(targetOf), ...Object.keys(recordOf(host['Tmpfs']))])
}

/** Where a volume without a name is asked for. */
function anonymousTargets({ config, host }: ContainerPlan): ReadonlySet<string> {
  const mounts = listOf(host['Mounts']).filter((mount) => {
    const { Type: type, Source: source } = recordOf(mount)
    return type === 'volume' && textOf(source) === ''
  })
  return new Set([...Object.keys(recordOf(config['Volumes'])), ...mounts.map(targetOf)])
}
