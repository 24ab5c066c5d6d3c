import type {
  ComposeMembership,
  Container,
  ContainerRuntime,
  Health,
  Mount,
  NetworkEndpoint,
} from '../../shared/container.ts'
import { dnsNamesOf } from './network.ts'
import { mergePorts, portsOfInspect, portsOfList, publishRulesOf } from './ports.ts'
import type { Json } from './record.ts'
import { listOf, numberOf, recordOf, textOf, textRecordOf, textsOf, timeMsOf } from './record.ts'
import { parsePhrase, statusPhrase } from './status-phrase.ts'

/**
 * One row of `ContainerList`. The list may lag behind events by some milliseconds and knows nothing of
 * limits and restarts: `runtime` is null until the container is inspected.
 */
export function containerOfList(value: unknown): Container {
  const record = recordOf(value)
  const status = textOf(record['Status'])
  const phrase = parsePhrase(status)
  const state = textOf(record['State'])
  const labels = textRecordOf(record['Labels'])
  return {
    id: textOf(record['Id']),
    name: chooseName(textsOf(record['Names']), textOf(record['Id'])),
    image: textOf(record['Image']),
    imageId: textOf(record['ImageID']),
    imageManifestId: manifestIdOf(record),
    command: textOf(record['Command']),
    createdAtMs: (numberOf(record['Created']) ?? 0) * 1000,
    state,
    // Engine 29 has the field; before, only the phrase tells.
    health: healthOf(textOf(recordOf(record['Health'])['Status'])) ?? phrase.health,
    status,
    exitCode: phrase.exitCode,
    ports: mergePorts(portsOfList(record['Ports'])),
    mounts: mountsOf(record['Mounts']),
    networks: networksOf(recordOf(record['NetworkSettings'])['Networks'], null),
    networkMode: textOf(recordOf(record['HostConfig'])['NetworkMode']),
    labels,
    compose: composeOf(labels),
    runtime: null,
    wasStoppedHere: false,
  }
}

/** The same row from `ContainerInspect`, complete and up to date. `nowMs` is for the phrase alone. */
export function containerOfInspect(value: unknown, nowMs: number): Container {
  const record = recordOf(value)
  const state = recordOf(record['State'])
  const config = recordOf(record['Config'])
  const settings = recordOf(record['NetworkSettings'])
  const labels = textRecordOf(config['Labels'])
  const runtime = runtimeOf(record)
  const word = textOf(state['Status'])
  const health = healthOfState(state)
  return {
    id: textOf(record['Id']),
    name: chooseName([textOf(record['Name'])], textOf(record['Id'])),
    // The reference as it was asked for: the list shows a bare id once the tag has moved on.
    image: textOf(config['Image']) || textOf(record['ImageName']),
    imageId: textOf(record['Image']),
    imageManifestId: manifestIdOf(record),
    command: commandOf(textOf(record['Path']), textsOf(record['Args'])),
    createdAtMs: timeMsOf(record['Created']) ?? 0,
    state: word,
    health,
    status: statusPhrase({ ...runtime, state: word, health }, nowMs),
    exitCode: runtime.exitCode,
    ports: mergePorts(portsOfInspect(settings['Ports'])),
    mounts: mountsOf(record['Mounts']),
    networks: networksOf(settings['Networks'], {
      id: textOf(record['Id']),
      name: chooseName([textOf(record['Name'])], textOf(record['Id'])),
    }),
    networkMode: textOf(recordOf(record['HostConfig'])['NetworkMode']),
    labels,
    compose: composeOf(labels),
    runtime,
    wasStoppedHere: false,
  }
}

function manifestIdOf(record: Json): string | null {
  return textOf(recordOf(record['ImageManifestDescriptor'])['digest']) || null
}

/** As the list has it: arguments with a space in quotes. */
function commandOf(program: string, args: readonly string[]): string {
  return [program, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ')
}

/** `/web` is `web`; `/db/alias` is a legacy link's name, not the container's own. */
export function chooseName(names: readonly string[], id: string): string {
  const bare = names.map((name) => name.replace(/^\//, '')).filter((name) => name !== '')
  return bare.find((name) => !name.includes('/')) ?? id.slice(0, 12)
}

export function healthOfState(state: Json): Health {
  const health = recordOf(state['Health'] ?? state['Healthcheck'])
  return healthOf(textOf(health['Status'])) ?? 'none'
}

function healthOf(word: string): Health | null {
  return word === 'starting' || word === 'healthy' || word === 'unhealthy' ? word : null
}

function runtimeOf(record: Json): ContainerRuntime {
  const state = recordOf(record['State'])
  const host = recordOf(record['HostConfig'])
  const config = recordOf(record['Config'])
  const policy = recordOf(host['RestartPolicy'])
  return {
    startedAtMs: timeMsOf(state['StartedAt']),
    finishedAtMs: timeMsOf(state['FinishedAt']),
    exitCode: exitCodeOf(state),
    wasOomKilled: state['OOMKilled'] === true,
    restartCount: numberOf(record['RestartCount']) ?? 0,
    restartPolicy: restartPolicyOf(policy),
    error: textOf(state['Error']),
    cpuLimitCores: cpuLimitOf(host),
    memoryLimitBytes: positiveOf(host['Memory']),
    pidsLimit: positiveOf(host['PidsLimit']),
    hasTty: config['Tty'] === true,
    // Docker's default where neither the container nor its image says otherwise.
    stopTimeoutSeconds: numberOf(config['StopTimeout']) ?? 10,
    isAutoRemoved: host['AutoRemove'] === true,
    publishes: publishRulesOf(host['PortBindings']),
  }
}

/** Null while it runs and before it ever ran; a failed first start leaves `created` with a code. */
function exitCodeOf(state: Json): number | null {
  const code = numberOf(state['ExitCode'])
  const word = textOf(state['Status'])
  if (word === 'running' || word === 'paused') return null
  const hasRun = timeMsOf(state['StartedAt']) !== null || timeMsOf(state['FinishedAt']) !== null
  return hasRun || (code !== null && code !== 0) ? code : null
}

function restartPolicyOf(policy: Json): string {
  const name = textOf(policy['Name']) || 'no'
  const retries = positiveOf(policy['MaximumRetryCount'])
  return name === 'on-failure' && retries !== null ? `${name}:${retries}` : name
}

/** `--cpus` is stored as billionths of a core, or by older clients as quota per period. */
function cpuLimitOf(host: Json): number | null {
  const nanos = positiveOf(host['NanoCpus'])
  if (nanos !== null) return nanos / 1e9
  const quota = positiveOf(host['CpuQuota'])
  return quota === null ? null : quota / (positiveOf(host['CpuPeriod']) ?? 100_000)
}

/** Zero and less mean "no limit". */
function positiveOf(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && number > 0 ? number : null
}

function mountsOf(value: unknown): readonly Mount[] {
  return listOf(value).map((item) => {
    const mount = recordOf(item)
    return {
      type: textOf(mount['Type']),
      source: textOf(mount['Name']) || textOf(mount['Source']),
      target: textOf(mount['Destination']),
      isReadOnly: mount['RW'] === false,
    }
  })
}

/** `owner` is null for a list, which tells no names. */
function networksOf(
  value: unknown,
  owner: { readonly id: string; readonly name: string } | null,
): readonly NetworkEndpoint[] {
  return Object.entries(recordOf(value)).map(([network, item]) => {
    const endpoint = recordOf(item)
    // Only here: newer engines no longer give addresses beside `Networks`.
    const ipv4 = textOf(endpoint['IPAddress']) || null
    const ipv6 = textOf(endpoint['GlobalIPv6Address']) || null
    return {
      network,
      networkId: textOf(endpoint['NetworkID']),
      ipAddress: ipv4 ?? ipv6,
      ipv6Address: ipv4 === null ? null : ipv6,
      macAddress: textOf(endpoint['MacAddress']) || null,
      names: owner === null ? [] : dnsNamesOf(endpoint, network, owner),
    }
  })
}

/** Docker Compose's labels, or Podman Compose's, which writes both or only its own. */
function composeOf(labels: Readonly<Record<string, string>>): ComposeMembership | null {
  const label = (name: string): string =>
    ownText(labels, `com.docker.compose.${name}`) || ownText(labels, `io.podman.compose.${name}`)
  const project = label('project')
  if (!project) return null
  const number = Number.parseInt(label('container-number'), 10)
  return {
    project,
    service: label('service'),
    number: Number.isNaN(number) ? null : number,
    isOneOff: label('oneoff').toLowerCase() === 'true',
    workingDir: label('project.working_dir') || null,
  }
}

function ownText(labels: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''
}
