import type { EngineDefaults } from './from-engine.ts'
import type { ContainerJson, HostConfigJson } from './inspect-json.ts'
import type { ListName, TextName } from './run-options.ts'
import type { SpecWriter } from './spec-writer.ts'
import { pairsOf } from './spec-writer.ts'
import { printUlimit } from './values/limits.ts'
import { printBytes, printCpus } from './values/number.ts'

type Host = NonNullable<ContainerJson['HostConfig']>
type FieldOf<V> = {
  readonly [K in keyof HostConfigJson]-?: NonNullable<HostConfigJson[K]> extends V ? K : never
}[keyof HostConfigJson]

const texts: readonly (readonly [FieldOf<string>, TextName])[] = [
  ['VolumeDriver', 'volume-driver'],
  ['PidMode', 'pid'],
  ['UTSMode', 'uts'],
  ['UsernsMode', 'userns'],
  ['CgroupParent', 'cgroup-parent'],
  ['CpusetCpus', 'cpuset-cpus'],
  ['CpusetMems', 'cpuset-mems'],
]

const numbers: readonly (readonly [FieldOf<number>, TextName])[] = [
  ['CpuShares', 'cpu-shares'],
  ['CpuPeriod', 'cpu-period'],
  ['CpuQuota', 'cpu-quota'],
  ['CpuRealtimePeriod', 'cpu-rt-period'],
  ['CpuRealtimeRuntime', 'cpu-rt-runtime'],
  ['CpuCount', 'cpu-count'],
  ['CpuPercent', 'cpu-percent'],
  ['BlkioWeight', 'blkio-weight'],
  ['IOMaximumIOps', 'io-maxiops'],
  ['OomScoreAdj', 'oom-score-adj'],
  ['PidsLimit', 'pids-limit'],
]

const byteSizes: readonly (readonly [FieldOf<number>, TextName])[] = [
  ['Memory', 'memory'],
  ['MemoryReservation', 'memory-reservation'],
  ['KernelMemory', 'kernel-memory'],
  ['IOMaximumBandwidth', 'io-maxbandwidth'],
]

const lists: readonly (readonly [FieldOf<readonly string[]>, ListName])[] = [
  ['CapAdd', 'cap-add'],
  ['CapDrop', 'cap-drop'],
  ['GroupAdd', 'group-add'],
  ['ExtraHosts', 'add-host'],
  ['Dns', 'dns'],
  ['DnsOptions', 'dns-option'],
  ['DnsSearch', 'dns-search'],
  ['DeviceCgroupRules', 'device-cgroup-rule'],
]

const defaultShmSize = 64 * 1024 * 1024

/** Limits, privileges, namespaces, logging and restarts. */
export function writeHost(
  writer: SpecWriter,
  { HostConfig: host }: ContainerJson,
  defaults: EngineDefaults,
): void {
  if (!host) return
  for (const [field, name] of texts) writer.text(name, host[field])
  for (const [field, name] of numbers) writer.number(name, host[field])
  for (const [field, name] of byteSizes) if (host[field]) writer.text(name, printBytes(host[field]))
  for (const [field, name] of lists) writer.list(name, host[field]?.map(withoutCapabilityPrefix))
  writer.turn('privileged', host.Privileged)
  writer.turn('read-only', host.ReadonlyRootfs)
  writer.turn('oom-kill-disable', host.OomKillDisable)
  writer.set('init', host.Init)
  writer.list('sysctl', pairsOf(host.Sysctls))
  writer.list('annotation', pairsOf(host.Annotations))
  writer.list('storage-opt', pairsOf(host.StorageOpt))
  writer.list(
    'ulimit',
    host.Ulimits?.map(({ Name, Soft, Hard }) => printUlimit({ name: Name, soft: Soft, hard: Hard })),
  )
  writeMemory(writer, host)
  writeNamespaces(writer, host, defaults)
  writeSecurity(writer, host)
  writeEnd(writer, host, defaults)
}

function withoutCapabilityPrefix(text: string): string {
  return text.replace(/^CAP_/, '')
}

function writeMemory(writer: SpecWriter, host: Host): void {
  if (host.NanoCpus) writer.text('cpus', printCpus(host.NanoCpus))
  if (host.ShmSize && host.ShmSize !== defaultShmSize) writer.text('shm-size', printBytes(host.ShmSize))
  const swap = host.MemorySwap
  // The engine gives as much swap as memory when nothing is said.
  if (swap && swap !== 2 * (host.Memory ?? 0)) writer.text('memory-swap', swap < 0 ? '-1' : printBytes(swap))
  const swappiness = host.MemorySwappiness
  if (typeof swappiness === 'number' && swappiness >= 0) writer.text('memory-swappiness', String(swappiness))
}

function writeNamespaces(writer: SpecWriter, host: Host, defaults: EngineDefaults): void {
  if (host.IpcMode !== 'private') writer.text('ipc', host.IpcMode)
  if (host.Isolation !== 'default') writer.text('isolation', host.Isolation)
  if (host.Runtime !== (defaults.runtime ?? 'runc')) writer.text('runtime', host.Runtime)
  if (host.CgroupnsMode !== (defaults.cgroupVersion === '1' ? 'host' : 'private'))
    writer.text('cgroupns', host.CgroupnsMode)
}

/** What containers cannot see or write in /proc and /sys, in all versions of the engine. */
const alwaysMasked = ['/proc/acpi', '/proc/kcore', '/proc/keys', '/proc/timer_list', '/sys/firmware']

function writeSecurity(writer: SpecWriter, host: Host): void {
  writer.list('security-opt', host.SecurityOpt)
  const profile = host.SecurityOpt?.find((option) => option.startsWith('seccomp={'))
  if (profile !== undefined) writer.lose('profile-text', 'security-opt', profile)
  if (host.Privileged) return
  const { MaskedPaths: masked, ReadonlyPaths: readonly } = host
  if (masked?.length === 0 && readonly?.length === 0) writer.list('security-opt', ['systempaths=unconfined'])
  else if (masked && !alwaysMasked.every((path) => masked.includes(path)))
    writer.lose('no-option', 'security-opt', `HostConfig.MaskedPaths ${JSON.stringify(masked)}`)
}

function writeEnd(writer: SpecWriter, host: Host, { logDriver = 'json-file' }: EngineDefaults): void {
  const { Name: policy = '', MaximumRetryCount: count = 0 } = host.RestartPolicy ?? {}
  if (policy !== '' && policy !== 'no') writer.text('restart', count > 0 ? `${policy}:${count}` : policy)
  if (host.LogConfig?.Type !== logDriver) writer.text('log-driver', host.LogConfig?.Type)
  writer.list('log-opt', pairsOf(host.LogConfig?.Config))
}
