import * as z from 'zod/mini'

/** A socket on which a program of the engine's host takes connections, or packets for UDP. */
export type HostListener = {
  readonly protocol: 'tcp' | 'udp'
  /** `0.0.0.0` and `::` are every address of their family. */
  readonly address: string
  readonly port: number
  /** Null where the system does not tell it to this account. */
  readonly owner: PortOwner | null
}

export type PortOwner = {
  readonly pid: number
  readonly name: string
  /** The whole command line; empty for what belongs to the kernel. */
  readonly command: string
}

/** Why the programs of the engine's host cannot be listed. */
export type PortsUnknown = 'remote' | 'not-linux' | 'unreadable'

/** What listens on the engine's host, containers' published ports included. Source: `/proc/net`, `/proc/<pid>/fd`. */
export type HostPorts =
  | { readonly isKnown: true; readonly listeners: readonly HostListener[]; readonly areOwnersHidden: boolean }
  | { readonly isKnown: false; readonly reason: PortsUnknown }

/**
 * How a published port answered:
 * `answers` it holds a connection, or speaks; `closed` the connection was taken and dropped at once, as Docker's
 * proxy does when nothing in the container takes it; `refused` nobody listens; `timed-out` and `unreachable` as the
 * system says; `other-host` it is bound to the loopback of another computer; `no-handshake` UDP knows no connection.
 */
export type PortOutcome =
  | 'answers'
  | 'closed'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'other-host'
  | 'no-handshake'

export type PortAnswer = {
  readonly outcome: PortOutcome
  /** What was connected to. */
  readonly address: string
  readonly tookMs: number
  /** Addresses the container itself listens on at this port; null when not asked, or it did not tell. */
  readonly insideAddresses: readonly string[] | null
  /** True when it listens inside, but only on its own loopback. */
  readonly isInsideLoopbackOnly: boolean
}

export const probePortParams = z.strictObject({
  /** Null for a program of the host. */
  containerId: z.nullable(z.string().check(z.minLength(1), z.maxLength(256))),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
  /** As the port is bound; empty for every address. */
  hostIp: z.string().check(z.maxLength(64)),
  hostPort: z.number().check(z.int(), z.gte(1), z.lte(65_535)),
})
