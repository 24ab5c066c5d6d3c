import { isApiAtLeast } from '../negotiate.ts'
import type { Json } from '../normalize/record.ts'
import { listOf, recordOf, textOf, textsOf } from '../normalize/record.ts'

/** What makes a container: the body of `ContainerCreate`, and the networks with what it is on each. */
export type ContainerPlan = {
  /** Fields of the engine's `Config`. */
  readonly config: Json
  /** The engine's `HostConfig`. */
  readonly host: Json
  readonly endpoints: Readonly<Record<string, Json>>
}

/**
 * What makes the same container again from the same image or a newer one: all that inspect tells, without what it
 * has from its image, and without what the engine made up for this one.
 */
export function planOfInspect(container: Json, image: Json | null): ContainerPlan {
  const host = recordOf(container['HostConfig'])
  const networks = recordOf(recordOf(container['NetworkSettings'])['Networks'])
  const id = textOf(container['Id'])
  const { MacAddress: mac, ...config } = recordOf(container['Config'])
  const primary = primaryNetwork(host)
  const endpoints = Object.entries(networks).map(([name, told]) => {
    const endpoint = endpointOf(recordOf(told), id)
    // An address that the engine made up is told in the same place as one that was asked for, but not here.
    return [name, name === primary && !isEmpty(mac) ? { ...endpoint, MacAddress: mac } : endpoint] as const
  })
  return {
    config: configOf(config, recordOf(image?.['Config']), { id, host }),
    host,
    endpoints: Object.fromEntries(endpoints),
  }
}

/** The network that a container is made on; null when it has none of its own. */
export function primaryNetwork(host: Json): string | null {
  const mode = textOf(host['NetworkMode'])
  if (mode === '' || mode === 'default') return 'bridge'
  return mode === 'host' || mode === 'none' || mode.startsWith('container:') ? null : mode
}

/** The body of `ContainerCreate`, and the networks to connect it to or to take it off before it starts. */
export function createBodyOf(
  { config, host, endpoints }: ContainerPlan,
  apiVersion: string,
): {
  readonly body: Json
  readonly connect: readonly { readonly network: string; readonly endpoint: Json }[]
  readonly disconnect: readonly string[]
} {
  const primary = primaryNetwork(host)
  const own = primary === null ? undefined : endpoints[primary]
  const others = Object.entries(endpoints).filter(([network]) => network !== primary)
  const isShared = primary === null
  const { MacAddress: mac, ...older } = own ?? {}
  const isOld = !isApiAtLeast(apiVersion, '1.44')
  const body = {
    ...config,
    ...(isOld && mac !== undefined ? { MacAddress: mac } : {}),
    HostConfig: host,
    NetworkingConfig: {
      EndpointsConfig: primary === null || own === undefined ? {} : { [primary]: isOld ? older : own },
    },
  }
  return {
    body,
    // `none` and `host` are listed as networks too, and nothing is connected besides them.
    connect: isShared ? [] : others.map(([network, endpoint]) => ({ network, endpoint })),
    disconnect: primary !== null && own === undefined ? [primary] : [],
  }
}

/** Lists that the engine completes with the image's, and tables that it merges with them. */
const mergedTables = ['Labels', 'ExposedPorts', 'Volumes'] as const
const replacedFields = ['WorkingDir', 'User', 'Healthcheck', 'StopSignal', 'Shell', 'StopTimeout'] as const

function configOf(config: Json, image: Json, { id, host }: { id: string; host: Json }): Json {
  const { OnBuild: _onBuild, Hostname: hostname, ...rest } = config
  const own: Record<string, unknown> = { ...rest }
  if (!isGivenHostname(textOf(hostname), textOf(host['NetworkMode']), id)) delete own['Hostname']
  else own['Hostname'] = hostname
  const imageEnv = new Set(textsOf(image['Env']))
  own['Env'] = textsOf(config['Env']).filter((variable) => !imageEnv.has(variable))
  for (const field of mergedTables)
    own[field] = withoutInherited(recordOf(config[field]), recordOf(image[field]))
  for (const field of replacedFields) if (isSame(own[field], image[field])) delete own[field]
  dropInheritedProgram(own, image)
  return own
}

/** The engine gives the short id; with the network of the host or of another container the name is theirs. */
function isGivenHostname(hostname: string, networkMode: string, id: string): boolean {
  if (networkMode === 'host' || networkMode.startsWith('container:')) return false
  return hostname !== '' && hostname !== id.slice(0, 12)
}

/** An entrypoint of one's own takes the image's command away, so then the command is one's own too. */
function dropInheritedProgram(own: Record<string, unknown>, image: Json): void {
  if (!isSame(own['Entrypoint'], image['Entrypoint'])) return
  delete own['Entrypoint']
  if (isSame(own['Cmd'], image['Cmd'])) delete own['Cmd']
}

function withoutInherited(own: Json, inherited: Json): Json {
  return Object.fromEntries(
    Object.entries(own).filter(
      ([name, value]) => !(Object.hasOwn(inherited, name) && isSame(value, inherited[name])),
    ),
  )
}

/** What a person asked of a network; addresses that the engine gave are given anew. */
function endpointOf(told: Json, id: string): Json {
  const aliases = textsOf(told['Aliases']).filter((alias) => alias !== id.slice(0, 12))
  const kept: Record<string, unknown> = {}
  for (const field of ['IPAMConfig', 'Links', 'DriverOpts', 'GwPriority'] as const) {
    if (!isEmpty(told[field])) kept[field] = told[field]
  }
  if (aliases.length > 0) kept['Aliases'] = aliases
  return kept
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === 0 || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Equal as far as an engine can tell: it writes nothing in many ways. */
export function isSame(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]))
}

export type AnonymousVolume = { readonly name: string; readonly target: string; readonly isReadOnly: boolean }

/** Volumes that the engine named itself because nobody did. */
export function anonymousVolumes(container: Json): readonly AnonymousVolume[] {
  const host = recordOf(container['HostConfig'])
  const named = new Set([
    ...textsOf(host['Binds']).map((bind) => bind.split(':')[0] ?? ''),
    ...listOf(host['Mounts']).map((mount) => textOf(recordOf(mount)['Source'])),
  ])
  return listOf(container['Mounts'])
    .map(recordOf)
    .filter((mount) => textOf(mount['Type']) === 'volume' && textOf(mount['Name']) !== '')
    .filter((mount) => !named.has(textOf(mount['Name'])))
    .map((mount) => ({
      name: textOf(mount['Name']),
      target: textOf(mount['Destination']),
      isReadOnly: mount['RW'] === false,
    }))
}
