import type { Readable } from 'node:stream'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { delay } from './deadline.ts'
import { fromStreamFailure } from './errors.ts'
import { Listeners } from './listeners.ts'
import { LineSplitter } from './ndjson.ts'
import { eventOf } from './normalize/event.ts'
import { watchSilence } from './stream/watch-silence.ts'
import { parseHost } from './target.ts'
import { readText } from './transport.ts'

/**
 * One event of the engine, the same for Docker and Podman.
 *
 * Source: Docker Engine API `SystemEvents`.
 */
export type EngineEvent = {
  /** `container`, `image`, `volume`, `network`, … */
  readonly type: string
  /** Docker's word, e.g. `die`, `destroy`, `health_status`; Podman's own words are translated. */
  readonly action: string
  /** What stood behind the colon of the action, e.g. `healthy`. */
  readonly detail: string | null
  /** Id of the object; the name for volumes. */
  readonly id: string
  /** Labels of the object and facts about the event, e.g. `exitCode`, `name`, `container`. */
  readonly attributes: Readonly<Record<string, string>>
  /** Nanoseconds since the epoch on the engine's clock, as decimal digits: too large for a number. */
  readonly timeNano: string
  readonly atMs: number
}

/** The engine's events, over one stream of one connection, however many listen. */
export interface EngineEvents {
  /** Every event of an object, without the noise of exec probes. Returns its undo. */
  onEvent(listener: (event: EngineEvent) => void): () => void
  /** Events of containers, and of their networks being connected. Returns its undo. */
  onContainerEvent(listener: (event: EngineEvent) => void): () => void
  /**
   * Told the client whose events flow from now on, null when they stopped flowing; told the present state
   * at once. Whatever was known before such a change may be stale. Returns its undo.
   */
  onStream(listener: (client: EngineClient | null) => void): () => void
  dispose(): void
}

/** Kinds of objects that Bayplan shows. The engine sends nothing about others. */
const eventTypes = ['container', 'image', 'volume', 'network']
const filters = JSON.stringify({ type: eventTypes })
/** A stream that breaks while the engine lives is opened again after a pause that grows. */
const firstReopenMs = 50
const slowestReopenMs = 2_000
/** Keys of the last events, to know those that a reopened stream repeats; the engine keeps 256. */
const rememberedEvents = 512

/** Opens the stream when the first listener comes and ends it when the last one leaves. */
export function createEvents(connection: EngineConnection, onBug: (error: unknown) => void): EngineEvents {
  return new Events(connection, onBug)
}

class Events implements EngineEvents {
  private readonly connection: EngineConnection
  private readonly onBug: (error: unknown) => void
  private readonly eventListeners: Listeners<EngineEvent>
  private readonly streamListeners: Listeners<EngineClient | null>
  private readonly seen = new Set<string>()
  private streaming: EngineClient | null = null
  private life: AbortController | null = null

  constructor(connection: EngineConnection, onBug: (error: unknown) => void) {
    this.connection = connection
    this.onBug = onBug
    this.eventListeners = new Listeners(onBug)
    this.streamListeners = new Listeners(onBug)
  }

  onEvent(listener: (event: EngineEvent) => void): () => void {
    const undo = this.eventListeners.add(listener)
    this.start()
    return () => {
      undo()
      this.stopWhenUnused()
    }
  }

  onContainerEvent(listener: (event: EngineEvent) => void): () => void {
    return this.onEvent((event) => {
      if (event.type === 'container' || (event.type === 'network' && 'container' in event.attributes))
        listener(event)
    })
  }

  onStream(listener: (client: EngineClient | null) => void): () => void {
    const undo = this.streamListeners.add(listener)
    this.start()
    listener(this.streaming)
    return () => {
      undo()
      this.stopWhenUnused()
    }
  }

  dispose(): void {
    this.eventListeners.clear()
    this.streamListeners.clear()
    this.stopWhenUnused()
  }

  private start(): void {
    if (this.life) return
    this.life = new AbortController()
    void this.run(this.life.signal)
  }

  private stopWhenUnused(): void {
    if (this.eventListeners.size > 0 || this.streamListeners.size > 0) return
    this.life?.abort()
    this.life = null
    this.streaming = null
  }

  private async run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      try {
        const client = await this.connection.whenConnected(signal)
        await this.follow(client, signal, () => {
          failures = 0
        })
      } catch (error) {
        if (!(error instanceof EngineError)) this.onBug(error)
      }
      if (signal.aborted) return
      this.setStreaming(null)
      await delay(Math.min(slowestReopenMs, firstReopenMs * 2 ** failures), signal)
      failures += 1
    }
  }

  private async follow(client: EngineClient, signal: AbortSignal, onOpened: () => void): Promise<void> {
    const watched = new AbortController()
    try {
      const since = await engineSeconds(client, signal)
      const { body } = await client.stream({
        method: 'GET',
        path: '/events',
        query: { filters, since },
        signal,
      })
      onOpened()
      this.setStreaming(client)
      const splitter = new LineSplitter()
      let silentSince = performance.now()
      // A local socket loses nothing; a connection over a network may be forgotten on its way.
      if (since !== undefined && parseHost(client.endpoint.host, false).kind === 'tcp') {
        this.watch(client, { body, since, silentSince: () => silentSince }, watched.signal)
      }
      for await (const chunk of body as AsyncIterable<Buffer>) {
        silentSince = performance.now()
        for (const line of splitter.push(chunk)) this.receive(line)
      }
    } catch (error) {
      throw fromStreamFailure(error)
    } finally {
      watched.abort()
      // An end is as bad as an error: an engine that lives never ends this stream.
      if (!signal.aborted) this.connection.suspect(client)
    }
  }

  /** Breaks a stream that brings nothing any more although things happen. */
  private watch(
    client: EngineClient,
    { body, since, silentSince }: { body: Readable; since: number; silentSince: () => number },
    signal: AbortSignal,
  ): void {
    let from = since
    const give = (error: Error): void => void body.destroy(error)
    const hasMissed = async (asked: AbortSignal): Promise<boolean> => {
      const until = (await engineSeconds(client, asked)) ?? from
      const hasOne = await this.hasMissed(client, { filters, since: from, until }, asked)
      // What happens in a second may come after it was asked about.
      from = until - 1
      return hasOne
    }
    const onStalled = (): void => give(new EngineError('stream-lost', 'the engine stopped sending events'))
    void watchSilence({ silentSince, hasMissed, onStalled }, signal).catch(give)
  }

  private async hasMissed(
    client: EngineClient,
    query: NonNullable<EngineRequest['query']>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { body } = await client.stream({ method: 'GET', path: '/events', query, signal })
    const lines = (await readText(body)).split('\n')
    return lines.map(eventOf).some((event) => event !== null && !this.seen.has(keyOf(event)))
  }

  private receive(line: string): void {
    const event = eventOf(line)
    if (event && !this.isRepeated(event)) this.eventListeners.tell(event)
  }

  private isRepeated(event: EngineEvent): boolean {
    const key = keyOf(event)
    if (this.seen.has(key)) return true
    this.seen.add(key)
    if (this.seen.size > rememberedEvents) {
      for (const oldest of this.seen) {
        this.seen.delete(oldest)
        break
      }
    }
    return false
  }

  private setStreaming(client: EngineClient | null): void {
    if (this.streaming === client) return
    this.streaming = client
    this.streamListeners.tell(client)
  }
}

function keyOf({ timeNano, id, action }: EngineEvent): string {
  return `${timeNano} ${id} ${action}`
}

/**
 * The engine's clock in whole seconds, rounded down. The engine answers `/events` before it subscribes us;
 * asking for events since a moment before closes that gap.
 */
async function engineSeconds(client: EngineClient, signal: AbortSignal): Promise<number | undefined> {
  const { headers, body } = await client.stream({ method: 'GET', path: '/_ping', signal })
  body.resume()
  const ms = Date.parse(headers.date ?? '')
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000)
}
