import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import type { OnReadOpts, Socket } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import type tls from 'node:tls'
import { EngineError } from '../shared/errors.ts'
import type { EngineRequest, EngineResponse, RawEngineResponse } from './client.ts'
import { cancelled, fromRequestFailure, fromStatus, fromStreamFailure } from './errors.ts'
import { connectRaw, requestHead } from './http/raw-connect.ts'
import type { RawBody } from './http/raw-response.ts'
import { RawResponse } from './http/raw-response.ts'
import type { ResponseHead } from './http/response-reader.ts'
import type { Address, EngineTarget } from './target.ts'
import { parseHost } from './target.ts'

/** An idle TCP connection is probed this often, so that the kernel notices a peer that vanished. */
const keepAliveProbeMs = 30_000
/** Newer engines would otherwise choose json-seq for event streams. */
const accepted = 'application/json, */*;q=0.5'
/** An error answer is a short JSON document; a longer one is not from an engine. */
const maxErrorBytes = 64 * 1024

/**
 * HTTP to one engine over a socket, a named pipe, TCP or TLS.
 *
 * No request and no stream ever has a time-out here: `stop` and `wait` take as long as they take, and a
 * quiet event stream is healthy. Whoever finds the engine dead calls `close`, which ends everything.
 * Each request has its own connection: on a local socket reuse gains nothing, and no request can fail
 * because an idle connection had been closed meanwhile.
 */
export class Transport {
  private readonly base: RequestOptions
  private readonly address: Exclude<Address, { kind: 'unsupported' }>
  /** Null for a connection in the clear. */
  private readonly secure: TlsOptions | null
  private readonly prefix: string
  private readonly enders = new Set<() => void>()
  private isClosed = false

  /** Throws `unsupported` for a host that is no socket, pipe or TCP address. */
  constructor(target: EngineTarget) {
    const address = parseHost(target.endpoint.host, target.tls !== null)
    if (address.kind === 'unsupported') {
      throw new EngineError('unsupported', `cannot connect to ${target.endpoint.host}`)
    }
    this.address = address
    const isSecure = address.kind === 'tcp' && (target.tls !== null || address.isSecure)
    this.secure = isSecure ? tlsOptions(target) : null
    this.prefix = address.kind === 'tcp' ? address.prefix : ''
    this.base =
      address.kind === 'socket'
        ? { socketPath: address.path }
        : { host: address.hostname, port: address.port, ...this.secure }
  }

  /** Sends a request; resolves with the headers. Rejects on a status of 400 or more. */
  async request(request: EngineRequest): Promise<EngineResponse> {
    return new Promise((resolve, reject) => {
      this.begin(request, {}, reject, (message) => {
        resolve({ status: message.statusCode ?? 0, headers: message.headers, body: message })
      })
    })
  }

  /**
   * Asks for a body of many bytes or many small chunks; resolves with the headers. Rejects on a status of 400 or more.
   */
  async readRaw(request: EngineRequest): Promise<RawEngineResponse> {
    return new Promise((resolve, reject) => {
      if (request.signal.aborted || this.isClosed) {
        reject(request.signal.aborted ? cancelled() : lost('engine-unreachable'))
        return
      }
      let release: () => void = () => undefined
      const wanted = { Accept: accepted, ...request.headers }
      const head = requestHead(this.address, request.method, this.pathOf(request), wanted)
      const connect = (onread: OnReadOpts): Socket =>
        connectRaw(this.address, this.secure, keepAliveProbeMs, onread)
      const on = {
        failure: (error: unknown) => reject(fromRequestFailure(error)),
        close: () => release(),
        head: ({ status, headers }: ResponseHead) => {
          release()
          release = this.track(response.body, request.signal, 'stream-lost')
          if (status < 400) resolve({ status, headers, body: response.body })
          else readRawText(response.body).then((text) => reject(fromStatus(status, wordsOf(text))), reject)
        },
      }
      const response = new RawResponse(connect, head, on, request.bufferBytes)
      release = this.track(response.body, request.signal, 'engine-unreachable')
    })
  }

  /** Sends a request that turns its connection into a two-way stream. */
  async upgrade(request: EngineRequest): Promise<{ headers: EngineResponse['headers']; socket: Duplex }> {
    return new Promise((resolve, reject) => {
      const headers = { Connection: 'Upgrade', Upgrade: 'tcp' }
      const outgoing = this.begin(request, headers, reject, (message) => {
        message.destroy()
        reject(new EngineError('unsupported', 'the engine did not open a two-way stream'))
      })
      outgoing?.on('upgrade', (message, socket, head) => {
        // Bytes that came together with the answer belong to the stream.
        if (head.length > 0) socket.unshift(head)
        this.adopt(socket, request.signal)
        resolve({ headers: message.headers, socket })
      })
    })
  }

  /** Ends every request and stream: bodies fail with `stream-lost`, unanswered requests with `engine-unreachable`. */
  close(): void {
    this.isClosed = true
    for (const end of this.enders) end()
  }

  private begin(
    request: EngineRequest,
    headers: Record<string, string>,
    reject: (reason: unknown) => void,
    onAnswer: (message: IncomingMessage) => void,
  ): ClientRequest | null {
    if (request.signal.aborted || this.isClosed) {
      reject(request.signal.aborted ? cancelled() : lost('engine-unreachable'))
      return null
    }
    const outgoing = this.send(request, headers)
    const release = this.track(outgoing, request.signal, 'engine-unreachable')
    outgoing.on('error', (error) => reject(fromRequestFailure(error)))
    outgoing.on('close', release)
    outgoing.on('response', (message) => {
      release()
      if ((message.statusCode ?? 0) >= 400) request.content?.bytes.unpipe(outgoing)
      this.adopt(message, request.signal)
      const status = message.statusCode ?? 0
      if (status < 400) onAnswer(message)
      else readEngineMessage(message).then((text) => reject(fromStatus(status, text)), reject)
    })
    return outgoing
  }

  private pathOf(request: EngineRequest): string {
    return `${this.prefix}${request.path}${queryOf(request.query)}`
  }

  private send(request: EngineRequest, headers: Record<string, string>): ClientRequest {
    const body = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body))
    const outgoing = (this.secure ? https : http).request({
      ...this.base,
      agent: false,
      method: request.method,
      path: this.pathOf(request),
      headers: {
        Accept: accepted,
        ...contentHeaders(request, body),
        ...request.headers,
        ...headers,
      },
    })
    if (this.base.host) outgoing.on('socket', (socket) => socket.setKeepAlive(true, keepAliveProbeMs))
    if (request.content) pour(request.content.bytes, outgoing)
    else outgoing.end(body ?? undefined)
    return outgoing
  }

  /** Ties the life of a body or socket to the signal and to `close`. */
  private adopt(stream: Readable | Duplex, signal: AbortSignal): void {
    // A reader that has left must not turn a late failure into an uncaught exception.
    stream.on('error', () => undefined)
    stream.on('close', this.track(stream, signal, 'stream-lost'))
  }

  private track(part: Pick<RawBody, 'destroy'>, signal: AbortSignal, code: LossCode): () => void {
    const onAbort = (): void => part.destroy(cancelled())
    const end = (): void => part.destroy(lost(code))
    this.enders.add(end)
    signal.addEventListener('abort', onAbort, { once: true })
    return () => {
      this.enders.delete(end)
      signal.removeEventListener('abort', onAbort)
    }
  }
}

function contentHeaders({ method, content }: EngineRequest, body: Buffer | null): Record<string, string> {
  if (content) {
    const { type, sizeBytes } = content
    return {
      'Content-Type': type,
      ...(sizeBytes === undefined ? {} : { 'Content-Length': String(sizeBytes) }),
    }
  }
  return {
    ...(body ? { 'Content-Type': 'application/json' } : {}),
    ...(body || method !== 'GET' ? { 'Content-Length': String(body?.length ?? 0) } : {}),
  }
}

/** Sends bytes at the engine's pace. Each side's end, early or not, ends the other. */
function pour(bytes: Readable, outgoing: ClientRequest): void {
  bytes.on('error', (error) => outgoing.destroy(error))
  outgoing.on('close', () => bytes.destroy())
  bytes.pipe(outgoing)
}

/** Reads a whole body as text. Rejects with `stream-lost` when the connection breaks before its end. */
export async function readText(body: Readable, maxBytes = Number.POSITIVE_INFINITY): Promise<string> {
  const chunks: Buffer[] = []
  let total = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      total += chunk.length
      if (total > maxBytes) break
    }
  } catch (error) {
    throw fromStreamFailure(error)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The beginning of an error's body. */
async function readRawText(body: RawBody): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    body.listen({
      bytes: (chunk) => {
        text += chunk.toString('utf8')
        if (text.length < maxErrorBytes) return
        resolve(text)
        body.destroy()
      },
      end: () => resolve(text),
      fail: (error) => reject(fromStreamFailure(error)),
    })
  })
}

/**
 * An engine that refuses an upload answers before it has taken all of it, and then closes: sending what is left breaks
 * the connection, whether its words were read by then or not. What came of them must do.
 */
function readEngineMessage(message: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let total = 0
    const finish = (): void => resolve(wordsOf(Buffer.concat(chunks).toString('utf8')))
    message.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      total += chunk.length
      if (total > maxErrorBytes) message.destroy()
    })
    message.on('end', finish)
    message.on('close', finish)
    // Ended on request, or with the connection to the engine.
    message.on('error', (error) => error instanceof EngineError && reject(error))
  })
}

/** What an error answer says. */
function wordsOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text)
    const words = typeof parsed === 'object' && parsed !== null && 'message' in parsed ? parsed.message : null
    return typeof words === 'string' ? words : text.trim()
  } catch {
    // Proxies and the HTTPS port of an engine answer in plain text.
    return text.trim()
  }
}

function queryOf(query: EngineRequest['query']): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const one of value) parameters.append(name, String(one))
    else if (value !== undefined) parameters.append(name, String(value))
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`
}

function tlsOptions(target: EngineTarget): TlsOptions {
  if (!target.tls) return {}
  const { ca, cert, key, verify } = target.tls
  return {
    rejectUnauthorized: verify,
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
  }
}

type TlsOptions = Pick<tls.ConnectionOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized'>

type LossCode = 'engine-unreachable' | 'stream-lost'

function lost(code: LossCode): EngineError {
  return new EngineError(code, 'the connection to the engine was lost')
}
