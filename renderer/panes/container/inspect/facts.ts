import type { Container, ContainerDetails, EnvironmentVariable } from '../../../../shared/container.ts'
import { isSecretName } from '../../../../shared/secrets.ts'

/** One line of the Inspect tab. `labelKey` is in the catalogue; a name of the container's own stands as `name`. */
export type Fact = {
  readonly id: string
  readonly labelKey?: FactLabel
  readonly name?: string
  readonly value: string
  readonly isSecret?: boolean
  readonly isMono?: boolean
  /** Epoch milliseconds: written as a date where it is shown. */
  readonly isTime?: boolean
}

export type FactLabel = (typeof factLabels)[number]
export const factLabels = [
  'id',
  'name',
  'image',
  'imageId',
  'platform',
  'created',
  'started',
  'finished',
  'exitCode',
  'restarts',
  'restartPolicy',
  'entrypoint',
  'command',
  'workingDir',
  'user',
  'hostname',
  'tty',
  'privileged',
  'logDriver',
  'cpuLimit',
  'memoryLimit',
  'pidsLimit',
  'stopTimeout',
  'ipAddress',
  'gateway',
  'macAddress',
  'aliases',
  'healthTest',
  'healthInterval',
  'failingStreak',
  'error',
] as const

export type FactSectionId =
  | 'general'
  | 'process'
  | 'resources'
  | 'environment'
  | 'ports'
  | 'mounts'
  | 'networks'
  | 'health'
  | 'labels'
export type FactSection = { readonly id: FactSectionId; readonly facts: readonly Fact[] }

function fact(
  labelKey: FactLabel,
  value: string | number | null | undefined,
  more: Partial<Fact> = {},
): Fact[] {
  if (value === null || value === undefined || value === '') return []
  return [{ id: labelKey, labelKey, value: String(value), ...more }]
}

const mono = { isMono: true } as const
const time = { isTime: true } as const

function words(list: readonly string[]): string {
  return list.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')
}

function generalFacts(container: Container, details: ContainerDetails): Fact[] {
  const { runtime } = container
  return [
    ...fact('id', details.id, mono),
    ...fact('name', details.name),
    ...fact('image', details.image, mono),
    ...fact('imageId', details.imageId, mono),
    ...fact('platform', details.platform, mono),
    ...fact('created', details.createdAtMs, time),
    ...fact('started', runtime?.startedAtMs, time),
    ...fact('finished', runtime?.finishedAtMs, time),
    ...fact('exitCode', container.exitCode),
    ...fact('error', runtime?.error),
    ...fact('restarts', runtime?.restartCount),
    ...fact('restartPolicy', runtime?.restartPolicy, mono),
  ]
}

function processFacts(container: Container, details: ContainerDetails): Fact[] {
  return [
    ...fact('entrypoint', words(details.entrypoint), mono),
    ...fact('command', words(details.command), mono),
    ...fact('workingDir', details.workingDir, mono),
    ...fact('user', details.user, mono),
    ...fact('hostname', details.hostname, mono),
    ...fact('tty', container.runtime ? String(container.runtime.hasTty) : null, mono),
    ...fact('privileged', String(details.isPrivileged), mono),
    ...fact('logDriver', details.logDriver, mono),
    ...fact('stopTimeout', container.runtime?.stopTimeoutSeconds),
  ]
}

function environmentFacts(environment: readonly EnvironmentVariable[]): Fact[] {
  return environment.map(({ name, value }, at) => ({
    id: `${at}-${name}`,
    name,
    value: value ?? '',
    isSecret: isSecretName(name),
    isMono: true,
  }))
}

function networkFacts(details: ContainerDetails): Fact[] {
  return details.networks.flatMap(({ network, ipAddress, gateway, macAddress, aliases }) => [
    { id: `${network}-network`, name: network, value: ipAddress ?? '–', isMono: true },
    ...fact('gateway', gateway, { ...mono, id: `${network}-gateway` }),
    ...fact('macAddress', macAddress, { ...mono, id: `${network}-mac` }),
    ...fact('aliases', aliases.join(', '), { ...mono, id: `${network}-aliases` }),
  ])
}

function resourceFacts(container: Container, formatBytes: (bytes: number) => string): Fact[] {
  const { runtime } = container
  return [
    ...fact('cpuLimit', runtime?.cpuLimitCores),
    ...fact('memoryLimit', runtime?.memoryLimitBytes ? formatBytes(runtime.memoryLimitBytes) : null),
    ...fact('pidsLimit', runtime?.pidsLimit),
  ]
}

/** The readable form of inspect: what is empty is left out. */
export function factSections(
  container: Container,
  details: ContainerDetails,
  formatBytes: (bytes: number) => string,
): FactSection[] {
  const sections: FactSection[] = [
    { id: 'general', facts: generalFacts(container, details) },
    { id: 'process', facts: processFacts(container, details) },
    { id: 'resources', facts: resourceFacts(container, formatBytes) },
    { id: 'environment', facts: environmentFacts(details.environment) },
    {
      id: 'ports',
      facts: container.ports.map((port) => ({
        id: `${port.containerPort}-${port.protocol}-${port.hostPort}`,
        name: `${port.containerPort}/${port.protocol}`,
        value: port.hostPort === null ? '–' : port.hostIps.map((ip) => `${ip}:${port.hostPort}`).join(', '),
        isMono: true,
      })),
    },
    {
      id: 'mounts',
      facts: container.mounts.map((mount) => ({
        id: mount.target,
        name: mount.target,
        value: `${mount.type} ${mount.source}${mount.isReadOnly ? ' (ro)' : ''}`,
        isMono: true,
      })),
    },
    { id: 'networks', facts: networkFacts(details) },
    {
      id: 'health',
      facts: details.health
        ? [
            ...fact('healthTest', words(details.health.test), mono),
            ...fact('healthInterval', details.health.intervalSeconds),
            ...fact('failingStreak', details.health.failingStreak),
          ]
        : [],
    },
    {
      id: 'labels',
      facts: Object.entries(details.labels).map(([name, value]) => ({
        id: name,
        name,
        value,
        isSecret: isSecretName(name),
        isMono: true,
      })),
    },
  ]
  return sections.filter((section) => section.facts.length > 0)
}

/** Keeps the facts whose name or value holds the words; a hidden secret's value is not searched. */
export function filterSections(
  sections: readonly FactSection[],
  query: string,
  labelOf: (fact: Fact) => string,
  showsSecrets: boolean,
): FactSection[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return [...sections]
  const matches = (one: Fact) =>
    labelOf(one).toLowerCase().includes(wanted) ||
    ((showsSecrets || !one.isSecret) && one.value.toLowerCase().includes(wanted))
  return sections
    .map((section) => ({ ...section, facts: section.facts.filter(matches) }))
    .filter((section) => section.facts.length > 0)
}
