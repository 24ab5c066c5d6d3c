import { callbackify } from 'node:util'
import type Docker from 'dockerode'
import { EngineError } from '../shared/errors.ts'
import type { EngineRequest, EngineResponse } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import { readText } from './transport.ts'

type DialOptions = Parameters<Docker['modem']['dial']>[0]
type Callback = (error: Error | null, result: unknown) => void
type Send = (request: EngineRequest) => Promise<EngineResponse>

/**
 * The network part of dockerode, on our own transport. docker-modem 5.0.7, which it replaces, reads
 * `DOCKER_HOST` over an explicit socket, never settles when the connection breaks after the headers, and
 * has its own kind of errors. Here every call settles, and rejects with `EngineError`.
 *
 * Calls that answer with one JSON document only: streams and upgrades have their own doors in the client.
 */
export class DockerodeModem {
  /** dockerode reads and sets it. */
  Promise = Promise
  private readonly send: Send

  constructor(send: Send) {
    this.send = send
  }

  dial(options: DialOptions, callback: Callback): void {
    callbackify(() => this.exchange(options))(callback)
  }

  private async exchange(options: DialOptions): Promise<unknown> {
    if (options.isStream === true || options.hijack === true || options.openStdin === true || options.file) {
      throw new EngineError('unsupported', 'streams do not go through dockerode')
    }
    const { body: answer } = await this.send(requestOf(options))
    const text = await readText(answer)
    return text.trim() === '' ? null : parseAnswer(text)
  }
}

function requestOf(options: DialOptions): EngineRequest {
  const method = options.method as EngineRequest['method']
  const { _query, _body, abortSignal: _, authconfig: __, ...rest } = options.options ?? {}
  // dockerode marks the calls that take a query with a question mark at the end, and encodes no name.
  const takesQuery = options.path.endsWith('?')
  const path = encodeURI(takesQuery ? options.path.slice(0, -1) : options.path).replace(
    /[?#]/g,
    encodeURIComponent,
  )
  const body: unknown = _body ?? rest
  const hasBody = method === 'POST' && Object.keys(body as object).length > 0
  return {
    method,
    path,
    ...(takesQuery ? { query: queryOf((_query ?? rest) as Record<string, unknown>) } : {}),
    ...(hasBody ? { body } : {}),
    signal: options.abortSignal ?? new AbortController().signal,
  }
}

function queryOf(values: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
