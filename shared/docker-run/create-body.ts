/*
 * The body of the Engine API's ContainerCreate, as far as `docker run` and Compose can fill it in.
 * Names are the API's. A field left out means what the engine makes of nothing.
 */

/** Source: ContainerCreate. Also what ContainerInspect tells under `Config` and `HostConfig`. */
export type CreateBody = ContainerConfig & {
  readonly HostConfig: HostConfig
  readonly NetworkingConfig: { readonly EndpointsConfig: Readonly<Record<string, EndpointSettings>> }
}

type Texts = Readonly<Record<string, string>>
type Empty = Readonly<Record<string, never>>

export type ContainerConfig = {
  readonly Hostname?: string
  readonly Domainname?: string
  readonly User?: string
  readonly AttachStdin?: boolean
  readonly AttachStdout?: boolean
  readonly AttachStderr?: boolean
  readonly Tty?: boolean
  readonly OpenStdin?: boolean
  readonly StdinOnce?: boolean
  /** `NAME=value`; a bare `NAME` takes the image's variable away. */
  readonly Env?: readonly string[]
  readonly Cmd?: readonly string[]
  /** `['']` takes the image's entrypoint away. */
  readonly Entrypoint?: readonly string[]
  readonly Image: string
  readonly ExposedPorts?: Readonly<Record<string, Empty>>
  /** Anonymous volumes, by the path in the container. */
  readonly Volumes?: Readonly<Record<string, Empty>>
  readonly WorkingDir?: string
  readonly Labels?: Texts
  readonly StopSignal?: string
  /** Seconds. */
  readonly StopTimeout?: number
  readonly Healthcheck?: Healthcheck
  /** Engines before API 1.44 read it here, later ones in the endpoint. */
  readonly MacAddress?: string
}

/** Durations in nanoseconds; nothing or 0 inherits the image's. */
export type Healthcheck = {
  /** `['NONE']`, `['CMD', …]` or `['CMD-SHELL', line]`. */
  readonly Test?: readonly string[]
  readonly Interval?: number
  readonly Timeout?: number
  readonly StartPeriod?: number
  readonly StartInterval?: number
  readonly Retries?: number
}

export type HostConfig = Resources & {
  readonly Binds?: readonly string[]
  readonly ContainerIDFile?: string
  readonly LogConfig?: { readonly Type: string; readonly Config: Texts }
  readonly NetworkMode?: string
  readonly PortBindings?: Readonly<Record<string, readonly PortBindingJson[]>>
  readonly RestartPolicy?: { readonly Name: string; readonly MaximumRetryCount: number }
  readonly AutoRemove?: boolean
  readonly VolumeDriver?: string
  readonly VolumesFrom?: readonly string[]
  readonly Mounts?: readonly MountJson[]
  /** Rows and columns. */
  readonly ConsoleSize?: readonly [number, number]
  readonly Annotations?: Texts
  readonly CapAdd?: readonly string[]
  readonly CapDrop?: readonly string[]
  readonly CgroupnsMode?: string
  readonly Dns?: readonly string[]
  readonly DnsOptions?: readonly string[]
  readonly DnsSearch?: readonly string[]
  readonly ExtraHosts?: readonly string[]
  readonly GroupAdd?: readonly string[]
  readonly IpcMode?: string
  readonly Links?: readonly string[]
  readonly OomScoreAdj?: number
  readonly PidMode?: string
  readonly Privileged?: boolean
  readonly PublishAllPorts?: boolean
  readonly ReadonlyRootfs?: boolean
  readonly SecurityOpt?: readonly string[]
  readonly StorageOpt?: Texts
  readonly Tmpfs?: Texts
  readonly UTSMode?: string
  readonly UsernsMode?: string
  /** Bytes. */
  readonly ShmSize?: number
  readonly Sysctls?: Texts
  readonly Runtime?: string
  readonly Isolation?: string
  readonly Init?: boolean
  /** An empty list masks nothing; nothing means the engine's list. */
  readonly MaskedPaths?: readonly string[]
  readonly ReadonlyPaths?: readonly string[]
}

/** Memory in bytes, CPU times in microseconds; 0 is "no limit". */
export type Resources = {
  readonly CpuShares?: number
  readonly Memory?: number
  readonly NanoCpus?: number
  readonly CgroupParent?: string
  readonly BlkioWeight?: number
  readonly BlkioWeightDevice?: readonly { readonly Path: string; readonly Weight: number }[]
  readonly BlkioDeviceReadBps?: readonly ThrottleDevice[]
  readonly BlkioDeviceWriteBps?: readonly ThrottleDevice[]
  readonly BlkioDeviceReadIOps?: readonly ThrottleDevice[]
  readonly BlkioDeviceWriteIOps?: readonly ThrottleDevice[]
  readonly CpuPeriod?: number
  readonly CpuQuota?: number
  readonly CpuRealtimePeriod?: number
  readonly CpuRealtimeRuntime?: number
  readonly CpusetCpus?: string
  readonly CpusetMems?: string
  readonly Devices?: readonly DeviceMapping[]
  readonly DeviceCgroupRules?: readonly string[]
  readonly DeviceRequests?: readonly DeviceRequest[]
  readonly KernelMemory?: number
  readonly MemoryReservation?: number
  /** Memory plus swap; -1 is unlimited swap. */
  readonly MemorySwap?: number
  /** 0 to 100; -1 is the engine's. */
  readonly MemorySwappiness?: number
  readonly OomKillDisable?: boolean
  readonly PidsLimit?: number
  readonly Ulimits?: readonly UlimitJson[]
  readonly CpuCount?: number
  readonly CpuPercent?: number
  readonly IOMaximumIOps?: number
  readonly IOMaximumBandwidth?: number
}

/** Bytes or operations per second. */
export type ThrottleDevice = { readonly Path: string; readonly Rate: number }

export type PortBindingJson = { readonly HostIp: string; readonly HostPort: string }

export type UlimitJson = { readonly Name: string; readonly Soft: number; readonly Hard: number }

export type DeviceMapping = {
  readonly PathOnHost: string
  readonly PathInContainer: string
  readonly CgroupPermissions: string
}

export type DeviceRequest = {
  readonly Driver: string
  /** -1 is all. */
  readonly Count: number
  readonly DeviceIDs?: readonly string[]
  readonly Capabilities?: readonly (readonly string[])[]
  readonly Options?: Texts
}

export type MountJson = {
  readonly Type: string
  readonly Source?: string
  readonly Target: string
  readonly ReadOnly?: boolean
  readonly Consistency?: string
  readonly BindOptions?: {
    readonly Propagation?: string
    readonly NonRecursive?: boolean
    readonly CreateMountpoint?: boolean
    readonly ReadOnlyNonRecursive?: boolean
    readonly ReadOnlyForceRecursive?: boolean
  }
  readonly VolumeOptions?: {
    readonly NoCopy?: boolean
    readonly Labels?: Texts
    readonly DriverConfig?: { readonly Name?: string; readonly Options?: Texts }
    readonly Subpath?: string
  }
  readonly ImageOptions?: { readonly Subpath?: string }
  readonly TmpfsOptions?: {
    readonly SizeBytes?: number
    /** Permission bits. */
    readonly Mode?: number
    readonly Options?: readonly (readonly string[])[]
  }
}

export type EndpointSettings = {
  readonly IPAMConfig?: {
    readonly IPv4Address?: string
    readonly IPv6Address?: string
    readonly LinkLocalIPs?: readonly string[]
  }
  readonly Links?: readonly string[]
  readonly Aliases?: readonly string[]
  readonly MacAddress?: string
  readonly DriverOpts?: Texts
  readonly GwPriority?: number
}
