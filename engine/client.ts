import type { IncomingHttpHeaders } from 'node:http'
import type { Duplex, Readable } from 'node:stream'
import type Docker from 'dockerode'
import type { Endpoint, EngineStatus } from '../shared/engine.ts'
import type { RawBody } from './http/raw-response.ts'

export type EngineRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Without the version prefix, each segment already percent-encoded: `/containers/abc/logs`. */
  readonly path: string
  /** A list becomes one parameter for each of its values. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it comes, instead of `body`; destroyed when the engine answers with an error or is lost. */
  readonly content?: { readonly type: string; readonly bytes: Readable; readonly sizeBytes?: number }
  readonly headers?: Readonly<Record<string, string>>
  /** Aborting destroys the socket at once. */
  readonly signal: AbortSignal
  /** Of `streamRaw`: bytes of the buffer it reads into, 256 KB unless said. One of many small streams needs little. */
  readonly bufferBytes?: number
}

export type EngineResponse = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Raw bytes as they come; ends or errors with the connection. Never has a socket time-out. */
  readonly body: Readable
}

export type RawEngineResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: RawBody
}

/**
 * One connection to one engine, with the API version pinned. Made only by `connectEngine`; dead for good
 * once the engine was lost (a reconnect makes a new client).
 */
export interface EngineClient {
  readonly endpoint: Endpoint
  /** Negotiated, e.g. `1.51`; every request carries it in its path. */
  readonly apiVersion: string
  readonly product: 'docker' | 'podman'
  /** For calls that answer with one JSON document. Never for streams: see docs/architecture.md. */
  readonly docker: Docker
  /** A streamed answer. Rejects with `EngineError` on a status of 400 or more, with the engine's message. */
  stream(request: EngineRequest): Promise<EngineResponse>
  /** The same for a `GET` of many bytes, read into one buffer: logs, archives, stats. The body has to be listened to. */
  streamRaw(request: EngineRequest): Promise<RawEngineResponse>
  /** Upgrades to a raw two-way stream (exec start, attach). Rejects like `stream`. */
  hijack(request: EngineRequest): Promise<{ readonly headers: IncomingHttpHeaders; readonly socket: Duplex }>
}

/** The engine in use, through losses and returns. There is one per host process. */
export interface EngineConnection {
  readonly status: EngineStatus
  /** Calls back on every change of status, not for the current one. Returns its undo. */
  onStatus(listener: (status: EngineStatus) => void): () => void
  /** The live client, or throws `engine-unreachable`. */
  client(): EngineClient
  /** Resolves as soon as there is a live client; rejects `cancelled` when the signal aborts. */
  whenConnected(signal: AbortSignal): Promise<EngineClient>
  /** Somebody saw a stream of this client break: check at once whether the engine is still there. */
  suspect(client: EngineClient): void
}
