/*
 * Every option of `docker run` and `docker create`, in the order in which a command of ours lists them: what
 * says what the container is comes first, what few people set comes last.
 */

/** The pages of a form that sets options. */
export const optionGroups = [
  'general',
  'ports',
  'mounts',
  'environment',
  'networks',
  'resources',
  'health',
  'restart',
  'security',
  'devices',
  'logging',
  'isolation',
  'labels',
  'terminal',
] as const
export type OptionGroup = (typeof optionGroups)[number]

/** How the text of an option's value is built; `values/` reads and writes each. */
export type ValueGrammar =
  | 'address'
  | 'annotation'
  | 'bytes'
  | 'capability'
  | 'choice'
  | 'cpus'
  | 'detach-keys'
  | 'device'
  | 'device-bytes'
  | 'device-iops'
  | 'device-rule'
  | 'device-weight'
  | 'domain'
  | 'duration'
  | 'env'
  | 'expose'
  | 'file'
  | 'gpus'
  | 'host'
  | 'integer'
  | 'label'
  | 'link'
  | 'mac'
  | 'mount'
  | 'name'
  | 'namespace'
  | 'network'
  | 'number-list'
  | 'pair'
  | 'path'
  | 'platform'
  | 'port'
  | 'restart'
  | 'security'
  | 'signal'
  | 'swap'
  | 'sysctl'
  | 'text'
  | 'tmpfs'
  | 'ulimit'
  | 'user'
  | 'volume'
  | 'volumes-from'

/** A switch is on or off, a text is said once (the last one counts), a list may be said many times. */
export type OptionKind = 'switch' | 'text' | 'list'

/** What the engine must be for the option to mean something. */
type Platform = 'windows' | null

type Details = {
  readonly short: string | null
  /** Other long names that the docker command takes without listing them. */
  readonly aliases: readonly string[]
  /** The words of a choice; of a namespace, those that stand alone. */
  readonly choices: readonly string[]
  /** The least and the greatest number allowed, inclusive. */
  readonly range: readonly [number, number] | null
  readonly inRun: boolean
  readonly inCreate: boolean
  /** Still accepted, without effect or against advice. */
  readonly deprecated: boolean
  readonly platform: Platform
}

type Row<K extends OptionKind> = Details & {
  readonly kind: K
  readonly value: ValueGrammar | null
  readonly group: OptionGroup
}

const ordinary: Details = {
  short: null,
  aliases: [],
  choices: [],
  range: null,
  inRun: true,
  inCreate: true,
  deprecated: false,
  platform: null,
}

function onOff(group: OptionGroup, details: Partial<Details> = {}): Row<'switch'> {
  return { ...ordinary, ...details, kind: 'switch', value: null, group }
}
function text(value: ValueGrammar, group: OptionGroup, details: Partial<Details> = {}): Row<'text'> {
  return { ...ordinary, ...details, kind: 'text', value, group }
}
function list(value: ValueGrammar, group: OptionGroup, details: Partial<Details> = {}): Row<'list'> {
  return { ...ordinary, ...details, kind: 'list', value, group }
}

const runOnly = { inCreate: false }
const deprecated = { deprecated: true }
const windows = { platform: 'windows' } as const
const natural = { range: [0, Number.MAX_SAFE_INTEGER] } as const
const anyInteger = { range: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] } as const

const table = {
  detach: onOff('terminal', { short: 'd', ...runOnly }),
  interactive: onOff('terminal', { short: 'i' }),
  tty: onOff('terminal', { short: 't' }),
  rm: onOff('general'),
  name: text('name', 'general'),
  platform: text('platform', 'general'),
  pull: text('choice', 'general', { choices: ['missing', 'always', 'never'] }),
  restart: text('restart', 'restart'),

  hostname: text('text', 'networks', { short: 'h' }),
  domainname: text('text', 'networks'),
  user: text('user', 'general', { short: 'u' }),
  workdir: text('path', 'general', { short: 'w' }),
  entrypoint: text('text', 'general'),
  init: onOff('general'),
  'stop-signal': text('signal', 'restart'),
  'stop-timeout': text('integer', 'restart', anyInteger),

  network: list('network', 'networks', { aliases: ['net'] }),
  'network-alias': list('text', 'networks', { aliases: ['net-alias'] }),
  ip: text('address', 'networks'),
  ip6: text('address', 'networks'),
  'link-local-ip': list('address', 'networks'),
  'mac-address': text('mac', 'networks'),
  link: list('link', 'networks'),
  'add-host': list('host', 'networks'),
  dns: list('address', 'networks'),
  'dns-option': list('text', 'networks', { aliases: ['dns-opt'] }),
  'dns-search': list('domain', 'networks'),

  publish: list('port', 'ports', { short: 'p' }),
  'publish-all': onOff('ports', { short: 'P' }),
  expose: list('expose', 'ports'),

  env: list('env', 'environment', { short: 'e' }),
  'env-file': list('file', 'environment'),

  volume: list('volume', 'mounts', { short: 'v' }),
  mount: list('mount', 'mounts'),
  tmpfs: list('tmpfs', 'mounts'),
  'volumes-from': list('volumes-from', 'mounts'),
  'volume-driver': text('text', 'mounts'),
  'shm-size': text('bytes', 'mounts'),
  'storage-opt': list('pair', 'mounts'),
  'read-only': onOff('mounts'),

  'health-cmd': text('text', 'health'),
  'health-interval': text('duration', 'health'),
  'health-timeout': text('duration', 'health'),
  'health-retries': text('integer', 'health', natural),
  'health-start-period': text('duration', 'health'),
  'health-start-interval': text('duration', 'health'),
  'no-healthcheck': onOff('health'),

  memory: text('bytes', 'resources', { short: 'm' }),
  'memory-reservation': text('bytes', 'resources'),
  'memory-swap': text('swap', 'resources'),
  'memory-swappiness': text('integer', 'resources', { range: [-1, 100] }),
  'kernel-memory': text('bytes', 'resources', deprecated),
  cpus: text('cpus', 'resources'),
  'cpu-shares': text('integer', 'resources', { short: 'c', ...natural }),
  'cpuset-cpus': text('number-list', 'resources'),
  'cpuset-mems': text('number-list', 'resources'),
  'cpu-period': text('integer', 'resources', { range: [0, 1_000_000] }),
  'cpu-quota': text('integer', 'resources', anyInteger),
  'cpu-rt-period': text('integer', 'resources', natural),
  'cpu-rt-runtime': text('integer', 'resources', natural),
  'cpu-count': text('integer', 'resources', { ...natural, ...windows }),
  'cpu-percent': text('integer', 'resources', { range: [0, 100], ...windows }),
  'pids-limit': text('integer', 'resources', anyInteger),
  ulimit: list('ulimit', 'resources'),
  'blkio-weight': text('integer', 'resources', { range: [0, 1000] }),
  'blkio-weight-device': list('device-weight', 'resources'),
  'device-read-bps': list('device-bytes', 'resources'),
  'device-write-bps': list('device-bytes', 'resources'),
  'device-read-iops': list('device-iops', 'resources'),
  'device-write-iops': list('device-iops', 'resources'),
  'io-maxbandwidth': text('bytes', 'resources', windows),
  'io-maxiops': text('integer', 'resources', { ...natural, ...windows }),
  'oom-kill-disable': onOff('resources'),
  'oom-score-adj': text('integer', 'resources', { range: [-1000, 1000] }),
  'cgroup-parent': text('text', 'resources'),

  gpus: list('gpus', 'devices'),
  device: list('device', 'devices'),
  'device-cgroup-rule': list('device-rule', 'devices'),

  privileged: onOff('security'),
  'cap-add': list('capability', 'security'),
  'cap-drop': list('capability', 'security'),
  'security-opt': list('security', 'security'),
  'group-add': list('text', 'security'),
  'use-api-socket': onOff('security'),
  'disable-content-trust': onOff('security', deprecated),

  ipc: text('namespace', 'isolation', { choices: ['none', 'private', 'shareable', 'host'] }),
  pid: text('namespace', 'isolation', { choices: ['host'] }),
  uts: text('choice', 'isolation', { choices: ['host'] }),
  userns: text('choice', 'isolation', { choices: ['host'] }),
  cgroupns: text('choice', 'isolation', { choices: ['private', 'host'] }),
  isolation: text('text', 'isolation', { choices: ['default', 'process', 'hyperv'], ...windows }),
  runtime: text('text', 'isolation'),
  sysctl: list('sysctl', 'isolation'),

  'log-driver': text('text', 'logging'),
  'log-opt': list('pair', 'logging'),

  label: list('label', 'labels', { short: 'l' }),
  'label-file': list('file', 'labels'),
  annotation: list('annotation', 'labels'),

  attach: list('choice', 'terminal', { short: 'a', choices: ['stdin', 'stdout', 'stderr'] }),
  'detach-keys': text('detach-keys', 'terminal', runOnly),
  'sig-proxy': onOff('terminal', runOnly),
  quiet: onOff('terminal', { short: 'q' }),
  cidfile: text('file', 'terminal'),
  help: onOff('terminal'),
} as const satisfies Record<string, Row<OptionKind>>

/** The long name of an option, as docker writes it without the dashes. */
export type RunOptionName = keyof typeof table
type NameOfKind<K extends OptionKind> = {
  readonly [N in RunOptionName]: (typeof table)[N]['kind'] extends K ? N : never
}[RunOptionName]
export type SwitchName = NameOfKind<'switch'>
export type TextName = NameOfKind<'text'>
export type ListName = NameOfKind<'list'>

export type RunOption = Row<OptionKind> & { readonly name: RunOptionName }

/** All options, in the order in which they are written. */
export const runOptions: readonly RunOption[] = Object.entries<Row<OptionKind>>(table).map(([name, row]) => ({
  ...row,
  name: name as RunOptionName,
}))

const byLongName: ReadonlyMap<string, RunOption> = new Map(
  runOptions.flatMap((option) => [option.name, ...option.aliases].map((name) => [name, option])),
)
const byShortName: ReadonlyMap<string, RunOption> = new Map(
  runOptions.flatMap((option) => (option.short === null ? [] : [[option.short, option]])),
)

/** The option of a long name or of one of its aliases; null when docker has none. */
export function findOption(name: string): RunOption | null {
  return byLongName.get(name) ?? null
}

/** The option of a letter. */
export function findShortOption(letter: string): RunOption | null {
  return byShortName.get(letter) ?? null
}

/** The facts of an option known by name. */
export function optionOf(name: RunOptionName): RunOption {
  const option = byLongName.get(name)
  if (option === undefined) throw new Error(`No option ${name}`)
  return option
}
