import type { ContainerJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'

/** Fields that options say, and those that follow from others or are the terminal's. */
const known: ReadonlySet<string> = new Set(
  `Hostname Domainname User AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce Env Cmd Entrypoint Image
  ExposedPorts Volumes WorkingDir Labels StopSignal StopTimeout Healthcheck MacAddress OnBuild ArgsEscaped Shell
  Binds ContainerIDFile LogConfig NetworkMode PortBindings RestartPolicy AutoRemove VolumeDriver VolumesFrom Mounts
  ConsoleSize Annotations CapAdd CapDrop CgroupnsMode Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Links
  OomScoreAdj PidMode Privileged PublishAllPorts ReadonlyRootfs SecurityOpt StorageOpt Tmpfs UTSMode UsernsMode
  ShmSize Sysctls Runtime Isolation Init MaskedPaths ReadonlyPaths CpuShares Memory NanoCpus CgroupParent BlkioWeight
  BlkioWeightDevice BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod
  CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems Devices DeviceCgroupRules DeviceRequests
  KernelMemory MemoryReservation MemorySwap MemorySwappiness OomKillDisable PidsLimit Ulimits CpuCount CpuPercent
  IOMaximumIOps IOMaximumBandwidth`.split(/\s+/),
)

/** Names what is set and that no option of docker's says, such as a disabled network or a kernel limit for TCP. */
export function writeUnsayable(writer: SpecWriter, container: ContainerJson): void {
  for (const part of ['Config', 'HostConfig'] as const) {
    for (const [field, value] of Object.entries(container[part] ?? {})) {
      if (!known.has(field) && !isEmpty(value)) {
        writer.lose('no-option', null, `${part}.${field} ${JSON.stringify(value)}`)
      }
    }
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Object.keys(value).length === 0
  return value === undefined || value === '' || value === 0 || value === false
}
