import * as z from 'zod/mini'

/** How an engine is reached. `host` is as in DOCKER_HOST: `unix:///…`, `npipe:////./pipe/…`, `tcp://h:p`. */
export type Endpoint = {
  readonly host: string
  /** Where the address came from. */
  readonly source: 'flag' | 'environment' | 'context' | 'socket'
  /** Context name, or a short name of the product that owns the socket. */
  readonly name: string
}

/** An endpoint a person may choose, with whether something answers there. */
export type EndpointCandidate = Endpoint & {
  readonly isCurrent: boolean
  readonly reachability: 'reachable' | 'unreachable' | 'unsupported'
  readonly engineVersion: string | null
}

/** Source: `SystemVersion`, `SystemInfo`. */
export type EngineInfo = {
  readonly name: string
  readonly product: 'docker' | 'podman'
  readonly version: string
  readonly apiVersion: string
  readonly negotiatedApiVersion: string
  readonly operatingSystem: string
  readonly osType: string
  readonly architecture: string
  readonly cpuCount: number
  readonly memoryBytes: number
  readonly storageDriver: string
  readonly cgroupVersion: string
  readonly imageCount: number
}

export const unreachableReasons = [
  'socket-missing',
  'permission-denied',
  'not-answering',
  'daemon-down',
  'api-too-old',
  'api-too-new',
  'tls',
  'not-an-engine',
  'unsupported-endpoint',
  'context-missing',
  'host-unknown',
] as const

export type UnreachableReason = (typeof unreachableReasons)[number]

/** One thing looked at to find out why the engine cannot be reached. `null`: could not be determined. */
export type EngineCheck = {
  readonly check: 'installed' | 'service' | 'socket' | 'access'
  readonly passed: boolean | null
  readonly detail: string
}

export type EngineDiagnosis = {
  readonly reason: UnreachableReason
  readonly checks: readonly EngineCheck[]
  /** The account the host process runs as; used in the remedy's command. */
  readonly user: string
  readonly platform: string
  /** The operating system's or engine's own words. */
  readonly message: string
  readonly serverApiVersion: string | null
  readonly requiredApiVersion: string
}

/** Sent whenever it changes; a new subscriber gets the current one first. */
export type EngineStatus =
  | { readonly state: 'connecting'; readonly endpoint: Endpoint | null }
  | {
      readonly state: 'connected'
      readonly endpoint: Endpoint
      readonly engine: EngineInfo
      readonly sinceMs: number
    }
  | {
      readonly state: 'unreachable'
      readonly endpoint: Endpoint | null
      readonly diagnosis: EngineDiagnosis
      /** The engine that answered last, null when none did since the start. */
      readonly lastEngine: EngineInfo | null
      readonly lostAtMs: number
      readonly nextAttemptAtMs: number
    }

export const useEndpointParams = z.strictObject({
  host: z.string().check(z.minLength(1), z.maxLength(4_096)),
})

/** About the process that serves the page. */
export type HostInfo = {
  readonly kind: 'web' | 'desktop'
  readonly appVersion: string
  readonly platform: string
  readonly user: string
}
