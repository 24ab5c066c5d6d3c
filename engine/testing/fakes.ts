import { PassThrough } from 'node:stream'
import type { Endpoint, EngineStatus } from '../../shared/engine.ts'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient, EngineConnection, EngineRequest, EngineResponse } from '../client.ts'
import type { EngineEvent, EngineEvents } from '../events.ts'
import { Listeners } from '../listeners.ts'
import { rawBodyOf } from './raw-body.ts'

const rethrow = (error: unknown): never => {
  throw error
}

const endpoint: Endpoint = { host: 'unix:///fake.sock', source: 'flag', name: 'fake' }

/** A client whose streams are played by the test. */
export function fakeClient(play: (request: EngineRequest) => EngineResponse): EngineClient {
  return {
    endpoint,
    apiVersion: '1.51',
    product: 'docker',
    // Nothing that is tested with a fake asks dockerode.
    docker: null as unknown as EngineClient['docker'],
    stream: async (request) => play(request),
    streamRaw: async (request) => {
      const { status, headers, body } = play(request)
      return { status, headers: { date: headers.date }, body: rawBodyOf(body) }
    },
    hijack: async () => rethrow(new Error('not played')),
  }
}

/** An answer whose body the test writes. */
export function playedAnswer(): { readonly body: PassThrough; readonly response: EngineResponse } {
  const body = new PassThrough()
  body.on('error', () => undefined)
  return { body, response: { status: 200, headers: { date: 'Fri, 20 Nov 2026 12:00:00 GMT' }, body } }
}

/** A connection that the test connects and loses. */
export class FakeConnection implements EngineConnection {
  status: EngineStatus = { state: 'connecting', endpoint: null }
  readonly suspected: EngineClient[] = []
  private readonly listeners = new Listeners<EngineStatus>(rethrow)
  private live: EngineClient | null = null

  onStatus(listener: (status: EngineStatus) => void): () => void {
    return this.listeners.add(listener)
  }

  client(): EngineClient {
    return this.live ?? rethrow(new EngineError('engine-unreachable', 'away'))
  }

  async whenConnected(signal: AbortSignal): Promise<EngineClient> {
    if (this.live) return this.live
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new EngineError('cancelled', 'stopped')))
      this.onStatus(() => this.live && resolve(this.live))
    })
  }

  suspect(client: EngineClient): void {
    this.suspected.push(client)
  }

  connect(client: EngineClient): void {
    this.live = client
    this.tell({ state: 'connected', endpoint: client.endpoint } as EngineStatus)
  }

  /** `host` is another one when a person switched to it. */
  lose(host = endpoint.host): void {
    this.live = null
    this.tell({ state: 'unreachable', endpoint: { ...endpoint, host } } as EngineStatus)
  }

  private tell(status: EngineStatus): void {
    this.status = status
    this.listeners.tell(status)
  }
}

/** Events that the test sends. */
export class FakeEvents implements EngineEvents {
  private readonly events = new Listeners<EngineEvent>(rethrow)
  private readonly streams = new Listeners<EngineClient | null>(rethrow)

  onEvent(listener: (event: EngineEvent) => void): () => void {
    return this.events.add(listener)
  }

  onContainerEvent(listener: (event: EngineEvent) => void): () => void {
    return this.events.add(listener)
  }

  onStream(listener: (client: EngineClient | null) => void): () => void {
    listener(null)
    return this.streams.add(listener)
  }

  dispose(): void {
    this.events.clear()
  }

  flow(client: EngineClient | null): void {
    this.streams.tell(client)
  }

  send(action: string, id: string): void {
    this.events.tell({ type: 'thing', action, detail: null, id, attributes: {}, timeNano: '0', atMs: 1 })
  }
}
