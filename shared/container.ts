import * as z from 'zod/mini'

export const containerStates = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
] as const

/** The engine's state word; one it invents later is kept as it is and shown in grey. */
export type ContainerState = (typeof containerStates)[number] | (string & {})

export type Health = 'none' | 'starting' | 'healthy' | 'unhealthy'

/** One published or exposed port. IPv4 and IPv6 twins with equal numbers are merged into one. */
export type PortBinding = {
  readonly containerPort: number
  readonly protocol: string
  /** Null when the port is only exposed, not published. */
  readonly hostPort: number | null
  /** Addresses it is bound to, e.g. `0.0.0.0` and `::`; empty when not published or not told. */
  readonly hostIps: readonly string[]
}

export type Mount = {
  readonly type: 'bind' | 'volume' | 'tmpfs' | (string & {})
  /** Volume name, or host path of a bind. */
  readonly source: string
  readonly target: string
  readonly isReadOnly: boolean
}

/** A container's attachment to a network. */
export type NetworkEndpoint = {
  readonly network: string
  /** Empty until the container was first started. */
  readonly networkId: string
  readonly ipAddress: string | null
  /** Null where `ipAddress` is the IPv6 one already. */
  readonly ipv6Address: string | null
  readonly macAddress: string | null
  /** What the engine's DNS answers for it; known after inspect, none on the engine's own networks. */
  readonly names: readonly string[]
}

/** What Compose wrote in the labels; grouping uses these and never names. */
export type ComposeMembership = {
  readonly project: string
  readonly service: string
  readonly number: number | null
  readonly isOneOff: boolean
  readonly workingDir: string | null
}

/** A port as it was asked to be published; it stands while the container rests. Source: `HostConfig.PortBindings`. */
export type PublishRule = {
  readonly containerPort: number
  readonly protocol: string
  /** Empty for every address. */
  readonly hostIp: string
  /** A number, a range such as `8000-8010`, or empty for any free one. */
  readonly hostPort: string
}

/** What only inspect tells. Filled in shortly after the first list. */
export type ContainerRuntime = {
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
  readonly exitCode: number | null
  readonly wasOomKilled: boolean
  readonly restartCount: number
  readonly restartPolicy: string
  readonly error: string
  /** CPU limit in cores, null without a limit. */
  readonly cpuLimitCores: number | null
  /** Memory limit in bytes, null without a limit. */
  readonly memoryLimitBytes: number | null
  readonly pidsLimit: number | null
  readonly hasTty: boolean
  readonly stopTimeoutSeconds: number
  /** Started with `--rm`: the engine removes it as soon as it stops. */
  readonly isAutoRemoved: boolean
  readonly publishes: readonly PublishRule[]
}

/**
 * One container as lists show it.
 *
 * Source: Docker Engine API `ContainerList`, completed by `ContainerInspect`.
 * Units:  `…AtMs` epoch milliseconds.
 */
export type Container = {
  /** Full 64-hex id. */
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  /** Reference the container was made from, e.g. `nginx:1.29`; may be a bare id after the tag moved. */
  readonly image: string
  readonly imageId: string
  /** Which platform's manifest of the image, where the engine tells (containerd store). */
  readonly imageManifestId: string | null
  readonly command: string
  readonly createdAtMs: number
  readonly state: ContainerState
  readonly health: Health
  /** The engine's phrase, e.g. `Up 3 hours`. */
  readonly status: string
  /** From the phrase until inspect tells; null while it runs or never ran. */
  readonly exitCode: number | null
  readonly ports: readonly PortBinding[]
  readonly mounts: readonly Mount[]
  readonly networks: readonly NetworkEndpoint[]
  readonly networkMode: string
  readonly labels: Readonly<Record<string, string>>
  readonly compose: ComposeMembership | null
  readonly runtime: ContainerRuntime | null
  /** True when Bayplan stopped it: its exit code is then no failure. */
  readonly wasStoppedHere: boolean
}

export type HealthProbe = {
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly exitCode: number
  readonly output: string
}

export type EnvironmentVariable = { readonly name: string; readonly value: string | null }

/**
 * Everything about one container, for the Overview and Inspect tabs.
 * Source: `ContainerInspect`; `raw` is the engine's answer as it came, as JSON text.
 */
export type ContainerDetails = {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly imageId: string
  readonly platform: string
  readonly createdAtMs: number
  readonly path: string
  readonly args: readonly string[]
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly workingDir: string
  readonly user: string
  readonly hostname: string
  readonly environment: readonly EnvironmentVariable[]
  readonly labels: Readonly<Record<string, string>>
  readonly logDriver: string
  readonly isPrivileged: boolean
  readonly health: {
    readonly status: Health
    readonly test: readonly string[]
    readonly intervalSeconds: number | null
    readonly failingStreak: number
    readonly probes: readonly HealthProbe[]
  } | null
  readonly networks: readonly {
    readonly network: string
    readonly ipAddress: string | null
    readonly gateway: string | null
    readonly macAddress: string | null
    readonly aliases: readonly string[]
  }[]
  readonly raw: string
}

/** How many paths differ from the image: what a removal would lose. Source: `ContainerChanges`. */
export type ChangeCounts = { readonly added: number; readonly changed: number; readonly deleted: number }

const containerId = z
  .string()
  .check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/))
const signal = z.string().check(z.maxLength(20), z.regex(/^(SIG)?[A-Z0-9+-]{1,16}$|^[0-9]{1,2}$/))
const timeoutSeconds = z.number().check(z.int(), z.gte(-1), z.lte(86_400))

export const containerTarget = z.strictObject({ id: containerId })
export const stopParams = z.strictObject({
  id: containerId,
  /** Null: the container's own stop timeout. */
  timeoutSeconds: z.nullable(timeoutSeconds),
  signal: z.nullable(signal),
})
export const killParams = z.strictObject({ id: containerId, signal })
export const renameParams = z.strictObject({
  id: containerId,
  name: z.string().check(z.minLength(1), z.maxLength(5_000)),
})
export const removeParams = z.strictObject({
  id: containerId,
  /** Kills a running container first. */
  force: z.boolean(),
  /** Removes its anonymous volumes too. */
  volumes: z.boolean(),
})
