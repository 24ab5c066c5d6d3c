import type { HostConfig } from './create-body.ts'
import { normalAddress } from './normal-address.ts'
import type { ListName } from './run-options.ts'
import type { SpecReader } from './spec-reader.ts'
import { readMounts } from './to-engine-mounts.ts'
import { readResources } from './to-engine-resources.ts'
import { parseAddress, parseDomain } from './values/address.ts'
import { parseHost, parseLink, printHost } from './values/network.ts'
import { parseAnnotation, parseSysctl } from './values/pair.ts'
import { expandPort, parsePort } from './values/port.ts'
import { parseRestart, parseSecurity } from './values/process.ts'

/** Where and how the container runs. Source: `parse` of the docker command. */
export function readHostConfig(reader: SpecReader, networkMode: string): HostConfig {
  const isRemoved = reader.isOn('rm')
  const init = reader.spec.options.init
  return {
    ...readMounts(reader),
    ...readResources(reader),
    ContainerIDFile: reader.text('cidfile') ?? '',
    OomScoreAdj: reader.integer('oom-score-adj') ?? 0,
    AutoRemove: isRemoved,
    Privileged: reader.isOn('privileged'),
    PublishAllPorts: reader.isOn('publish-all'),
    ReadonlyRootfs: reader.isOn('read-only'),
    ShmSize: reader.bytes('shm-size'),
    VolumeDriver: reader.text('volume-driver') ?? '',
    Isolation: reader.text('isolation') ?? '',
    Runtime: reader.text('runtime') ?? '',
    ...(init === undefined ? {} : { Init: init }),
    RestartPolicy: readRestart(reader, isRemoved),
    LogConfig: readLogging(reader),
    NetworkMode: networkMode,
    PortBindings: readPorts(reader),
    ...readNames(reader),
    ...readNamespaces(reader),
    ...readPrivileges(reader),
    StorageOpt: reader.map('storage-opt'),
    Sysctls: reader.map('sysctl', parseSysctl),
    ...readAnnotations(reader),
  }
}

function readPorts(reader: SpecReader): NonNullable<HostConfig['PortBindings']> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {}
  // What is wrong with them was said when they were exposed.
  for (const text of reader.list('publish')) {
    const mapping = parsePort(text)
    for (const { port, hostAddress, hostPort } of mapping.ok ? expandPort(mapping.value) : []) {
      bindings[port] ??= []
      bindings[port].push({ HostIp: hostAddress, HostPort: hostPort })
    }
  }
  return bindings
}

function readRestart(reader: SpecReader, isRemoved: boolean): NonNullable<HostConfig['RestartPolicy']> {
  const text = reader.text('restart') ?? 'no'
  if (text === '') return { Name: '', MaximumRetryCount: 0 }
  const policy = reader.one('restart', parseRestart) ?? { name: 'no', maximumRetries: null }
  if (isRemoved && policy.name !== 'no') reader.report('conflict', 'rm', 'restart')
  return { Name: policy.name, MaximumRetryCount: policy.maximumRetries ?? 0 }
}

function readLogging(reader: SpecReader): NonNullable<HostConfig['LogConfig']> {
  const driver = reader.text('log-driver') ?? ''
  const options = reader.map('log-opt', parseAnnotation)
  if (driver === 'none' && Object.keys(options).length > 0) reader.report('conflict', 'log-opt', 'log-driver')
  return { Type: driver, Config: options }
}

/** Lists of addresses and names are sent when they are empty, too. */
function readNames(reader: SpecReader): HostConfig {
  return {
    Dns: reader.parsed('dns', parseAddress).map(({ address }) => normalAddress(address)),
    DnsOptions: reader.list('dns-option'),
    DnsSearch: reader
      .parsed('dns-search', parseDomain)
      .map((name) => (name === '.' ? name : name.replace(/\.$/, ''))),
    ...some('ExtraHosts', reader.parsed('add-host', parseHost).map(printHost)),
    ...some('Links', readLinks(reader)),
    ...ifAny(reader, 'GroupAdd', 'group-add'),
    ...ifAny(reader, 'VolumesFrom', 'volumes-from'),
  }
}

function readLinks(reader: SpecReader): readonly string[] {
  reader.parsed('link', parseLink)
  return reader.list('link')
}

type ListField = 'ExtraHosts' | 'Links' | 'GroupAdd' | 'VolumesFrom' | 'CapAdd' | 'CapDrop' | 'SecurityOpt'

function some(field: ListField, values: readonly string[]): HostConfig {
  return values.length === 0 ? {} : { [field]: values }
}

function ifAny(reader: SpecReader, field: ListField, name: ListName): HostConfig {
  return some(field, reader.list(name))
}

function readNamespaces(reader: SpecReader): HostConfig {
  return {
    IpcMode: reader.text('ipc') ?? '',
    PidMode: reader.text('pid') ?? '',
    UTSMode: reader.text('uts') ?? '',
    UsernsMode: reader.text('userns') ?? '',
    CgroupnsMode: reader.text('cgroupns') ?? '',
  }
}

function readAnnotations(reader: SpecReader): HostConfig {
  const annotations = reader.map('annotation', parseAnnotation)
  if (Object.keys(annotations).length === 0) return {}
  if (!reader.hasApi('1.43')) reader.report('old-engine', 'annotation', '1.43')
  return { Annotations: annotations }
}

function readPrivileges(reader: SpecReader): HostConfig {
  const said = reader.list('security-opt')
  const isUnmasked = said.includes('systempaths=unconfined')
  const options = said.filter((option) => option !== 'systempaths=unconfined')
  return {
    ...some('CapAdd', normalCapabilities(reader.list('cap-add'))),
    ...some('CapDrop', normalCapabilities(reader.list('cap-drop'))),
    ...(said.length === 0 ? {} : { SecurityOpt: options.map((option) => readSecurity(reader, option)) }),
    ...(isUnmasked ? { MaskedPaths: [], ReadonlyPaths: [] } : {}),
  }
}

/** With their prefix, each once, in order. */
function normalCapabilities(names: readonly string[]): readonly string[] {
  const whole = names.map((name) => {
    const upper = name.toUpperCase()
    return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
  })
  return [...new Set(whole)].toSorted()
}

/** A profile is read here and sent as text; a text in place of the file's name is taken for the profile itself. */
function readSecurity(reader: SpecReader, option: string): string {
  const result = parseSecurity(option)
  if (!result.ok) reader.report('invalid', 'security-opt', option)
  const { key, value } = result.ok ? result.value : { key: '', value: null }
  if (key !== 'seccomp' || value === null || value === 'unconfined' || value === 'builtin') return option
  const text = value.startsWith('{') ? value : reader.file('security-opt', value)
  if (text !== null && !isJson(text)) reader.report('invalid-file', 'security-opt', value)
  // Numbers stay as they are written: some are too large to be read as one.
  return text === null ? option : `seccomp=${text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')}`
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
