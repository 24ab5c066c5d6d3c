import type {
  ContainerConfig,
  DeviceRequest,
  EndpointSettings,
  HostConfig,
  MountJson,
} from './create-body.ts'

/*
 * What engines tell of containers and images, as far as a command can be made of it. Every field may be missing or
 * null: engines leave out what is empty, and each version leaves out something else.
 */

type Loose<T> = { readonly [K in keyof T]?: T[K] | null }

/** Source: ContainerInspect. */
export type ContainerJson = {
  readonly Id?: string
  /** With a leading slash. */
  readonly Name?: string
  /** The image's id. */
  readonly Image?: string
  readonly Platform?: string
  readonly State?: { readonly Running?: boolean }
  readonly Config?: Loose<ContainerConfig> & { readonly Image?: string }
  readonly HostConfig?: Loose<HostConfigJson>
  /** Volumes with the names the engine gave them among them. */
  readonly Mounts?: readonly MountPointJson[] | null
  readonly NetworkSettings?: {
    readonly Networks?: Readonly<Record<string, EndpointJson | null>> | null
  }
}

export type HostConfigJson = Omit<HostConfig, 'Mounts' | 'DeviceRequests' | 'PortBindings'> & {
  readonly Mounts?: readonly MountJson[]
  readonly DeviceRequests?: readonly Loose<DeviceRequest>[]
  readonly PortBindings?: Readonly<
    Record<string, readonly { readonly HostIp?: string; readonly HostPort?: string }[] | null>
  >
  /** An option of engines before 23 only. */
  readonly KernelMemoryTCP?: number
  readonly Cgroup?: string
}

export type MountPointJson = {
  readonly Type?: string
  readonly Name?: string
  readonly Source?: string
  readonly Destination?: string
  readonly Driver?: string
  readonly Mode?: string
  readonly RW?: boolean
  readonly Propagation?: string
}

export type EndpointJson = Loose<EndpointSettings> & {
  readonly NetworkID?: string
}

/** Source: ImageInspect. Health check, stop signal and the rest of `Config` are what its containers inherit. */
export type ImageJson = {
  readonly Id?: string
  readonly Os?: string
  readonly Architecture?: string
  readonly Variant?: string
  readonly Config?: Loose<ContainerConfig> | null
}
