import * as z from 'zod/mini'
import { boundedRecord } from './bounded-record.ts'

/** One range of addresses that a network gives out. Addresses are text as the engine writes them. */
export type NetworkPool = {
  /** Such as `172.20.0.0/16`. */
  readonly subnet: string
  readonly gateway: string | null
  /** The part of the subnet that containers get addresses from; null: all of it. */
  readonly ipRange: string | null
  /** Addresses kept for others, by the name they were given. */
  readonly auxAddresses: Readonly<Record<string, string>>
}

/**
 * One network as lists show it. Who is on it stands in each container's own `networks`.
 *
 * Source: Docker Engine API `NetworkList`, `NetworkInspect`.
 * Units:  `createdAtMs` epoch milliseconds, 0 when the engine does not tell.
 */
export type Network = {
  readonly id: string
  /** Any text: engines accept blanks, markup and hundreds of characters. */
  readonly name: string
  readonly driver: string
  readonly scope: string
  readonly createdAtMs: number
  readonly isInternal: boolean
  readonly isAttachable: boolean
  readonly isIngress: boolean
  readonly hasIpv4: boolean
  readonly hasIpv6: boolean
  readonly isConfigOnly: boolean
  /** Name of the network whose configuration this one uses. */
  readonly configFrom: string | null
  readonly ipamDriver: string
  readonly ipamOptions: Readonly<Record<string, string>>
  readonly pools: readonly NetworkPool[]
  readonly options: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** `bridge`, `host` and `none` come with the engine and cannot be removed. */
  readonly isBuiltIn: boolean
  /** Compose project that made it. */
  readonly project: string | null
}

/** A container's way onto a network: what `docker network connect` can say. */
export type NetworkConnection = z.infer<typeof connectParams>

/** How one container is attached. `ipv4` and the others are null while it is stopped, unless it asked for them. */
export type NetworkAttachment = {
  readonly containerId: string
  readonly containerName: string
  readonly isRunning: boolean
  readonly ipv4Address: string | null
  readonly ipv6Address: string | null
  readonly macAddress: string | null
  /** Names that the engine's DNS answers for it on this network. */
  readonly names: readonly string[]
  /** What it asked for; connecting again with it restores the attachment. */
  readonly connection: NetworkConnection
}

/** One network with all who are attached, stopped ones too. `raw` is the engine's answer as it came. */
export type NetworkDetails = {
  readonly network: Network
  readonly attachments: readonly NetworkAttachment[]
  readonly raw: string
}

/** How a reachability test went. */
export type ProbeOutcome =
  | 'ok'
  | 'source-stopped'
  | 'target-stopped'
  | 'no-shared-network'
  /** `localhost` in the source is the source itself. */
  | 'own-loopback'
  | 'name-not-resolved'
  | 'not-listening'
  | 'loopback-only'
  | 'refused'
  | 'timed-out'
  /** No program in the source container can open a connection: the rest of the report is all that is known. */
  | 'no-program'

export type ProbeReport = {
  readonly outcome: ProbeOutcome
  /** Networks that both are on, by name. */
  readonly sharedNetworks: readonly string[]
  /** What the source connected to, as a program in it would write it; null when it never came to that. */
  readonly address: string | null
  /** The target's own address on the way that was tried. */
  readonly ipAddress: string | null
  /** The program of the source container that tried. */
  readonly program: string | null
  /** Addresses in the target that listen on the port; null when nothing in it could tell. */
  readonly listeningOn: readonly string[] | null
  /** Other TCP ports that the target listens on for everybody, lowest first. */
  readonly otherPorts: readonly number[]
  /** The target's image or settings name the port (`EXPOSE`), whether anything listens or not. */
  readonly isDeclared: boolean
}

const networkId = z.string().check(z.minLength(1), z.maxLength(5_000), z.regex(/^\P{Surrogate}+$/u))
const containerId = z
  .string()
  .check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/))
const text = z.string().check(z.maxLength(5_000))
const word = text.check(z.minLength(1))
const texts = boundedRecord(text, text)
const words = z.array(word).check(z.maxLength(1_000))

export const networkTarget = z.strictObject({ id: networkId })

export const createNetworkParams = z.strictObject({
  name: word,
  driver: word,
  /** Null: the driver's own. */
  scope: z.nullable(word),
  isInternal: z.boolean(),
  isAttachable: z.boolean(),
  isIngress: z.boolean(),
  isConfigOnly: z.boolean(),
  configFrom: z.nullable(word),
  /** Null: as the engine does by itself. */
  hasIpv4: z.nullable(z.boolean()),
  hasIpv6: z.nullable(z.boolean()),
  ipamDriver: z.nullable(word),
  ipamOptions: texts,
  pools: z
    .array(
      z.strictObject({
        subnet: word,
        gateway: z.nullable(word),
        ipRange: z.nullable(word),
        auxAddresses: texts,
      }),
    )
    .check(z.maxLength(1_000)),
  options: texts,
  labels: texts,
})
export type CreateNetwork = z.infer<typeof createNetworkParams>

export const connectParams = z.strictObject({
  networkId,
  containerId,
  aliases: words,
  ipv4Address: z.nullable(word),
  ipv6Address: z.nullable(word),
  linkLocalAddresses: words,
  /** `name` or `name:alias`, as `--link` takes them. */
  links: words,
  driverOptions: texts,
  /** Of several networks, the one with the highest gives the default gateway. Null: the engine's own, 0. */
  gatewayPriority: z.nullable(z.int()),
})

export const disconnectParams = z.strictObject({ networkId, containerId, force: z.boolean() })

export const probeParams = z.strictObject({
  sourceId: containerId,
  targetId: containerId,
  port: z.int().check(z.gte(1), z.lte(65_535)),
  /** What the program in the source is told to connect to; null: the best name the target has. */
  host: z.nullable(z.string().check(z.maxLength(253), z.regex(/^[a-zA-Z0-9_][a-zA-Z0-9_.:-]*$/))),
})
