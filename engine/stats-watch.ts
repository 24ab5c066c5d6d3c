import { EngineError } from '../shared/errors.ts'
import type { StatsSample } from '../shared/stats.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import { parseAnswer } from './engine-json.ts'
import { fromStreamFailure } from './errors.ts'
import type { RawBody } from './http/raw-response.ts'
import { LineSplitter } from './ndjson.ts'
import { rawStatsOf } from './normalize/stats.ts'
import type { RawStats, StatsHost } from './stats-formula.ts'
import { computeSample, isStopped } from './stats-formula.ts'
import { readContainerState } from './stream/container-state.ts'
import { watchSilence } from './stream/watch-silence.ts'

/** A stream that ended though the container runs is opened again after a pause that grows. */
const firstPauseMs = 250
const longestPauseMs = 5_000
/** A document has some kilobytes; a longer one comes in pieces. */
const bufferBytes = 16 * 1024

export interface WatchListener {
  onSample(sample: StatsSample): void
  /** The container does not run; samples come again by themselves when it does. */
  onEnded(id: string): void
  /** Something was thrown that is no failure of the engine. */
  onBug(error: unknown): void
}

/**
 * Keeps one stats stream of one container open while it runs, through stops, starts and losses of the engine.
 *
 * Source: `ContainerStats` with `stream`, one document a second.
 */
export class StatsWatch {
  private readonly id: string
  private readonly connection: EngineConnection
  private readonly listener: WatchListener
  private readonly life = new AbortController()
  /** Aborted to leave the present stream. */
  private stream = new AbortController()
  private pauseMs = firstPauseMs
  private wakeSleeper: (() => void) | null = null
  private startCount = 0

  constructor(id: string, connection: EngineConnection, listener: WatchListener) {
    this.id = id
    this.connection = connection
    this.listener = listener
    void this.run()
  }

  close(): void {
    this.life.abort()
    this.wakeSleeper?.()
  }

  /** The engine says that the container was started. */
  noteStart(): void {
    this.startCount += 1
    this.pauseMs = firstPauseMs
    this.wakeSleeper?.()
  }

  /** The engine says that its process ended. */
  noteEnd(): void {
    this.stream.abort()
    this.listener.onEnded(this.id)
  }

  private async run(): Promise<void> {
    while (!this.life.signal.aborted) {
      const starts = this.startCount
      try {
        const client = await this.connection.whenConnected(this.life.signal)
        const end = await this.follow(client)
        if (end === 'not-running') await this.sleep(starts)
        else await this.pause()
      } catch (error) {
        if (!(error instanceof EngineError)) this.listener.onBug(error)
        // After an abort the pause is over at once.
        await this.pause()
      }
    }
  }

  /** Reads one stream until it ends; says whether another one is worth opening. */
  private async follow(client: EngineClient): Promise<'not-running' | 'ended'> {
    const stream = new AbortController()
    this.stream = stream
    const signal = AbortSignal.any([stream.signal, this.life.signal])
    try {
      const path = `/containers/${encodeURIComponent(this.id)}/stats`
      const query = { stream: true }
      const { body } = await client.streamRaw({ method: 'GET', path, query, signal, bufferBytes })
      const end = await this.read(client, body, signal)
      return end === 'zeros' ? await this.judgeZeros(client, signal) : end
    } catch (thrown) {
      const error = fromStreamFailure(thrown)
      if (stream.signal.aborted) return 'not-running'
      if (!(error instanceof EngineError)) throw error
      if (error.code === 'not-found') {
        this.listener.onEnded(this.id)
        return 'not-running'
      }
      if (error.code !== 'cancelled') this.connection.suspect(client)
      throw error
    } finally {
      stream.abort()
    }
  }

  /** Tells a sample for each document. A hundred streams come each second: no promise and no object for a chunk. */
  private async read(client: EngineClient, body: RawBody, signal: AbortSignal): Promise<'zeros' | 'ended'> {
    const lines = new LineSplitter()
    let previous: RawStats | null = null
    let silentSince = performance.now()
    this.watch(client, body, () => silentSince, signal)
    return new Promise((resolve, reject) => {
      const bytes = (chunk: Buffer): void => {
        silentSince = performance.now()
        for (const line of lines.push(chunk)) {
          const raw = rawStatsOf(parseAnswer(line))
          if (isStopped(raw)) return resolve('zeros')
          this.listener.onSample(computeSample(this.id, previous, raw, this.host()))
          this.pauseMs = firstPauseMs
          previous = raw
        }
      }
      body.listen({
        bytes: (chunk) => {
          try {
            bytes(chunk)
          } catch (error) {
            reject(error)
          }
        },
        end: () => resolve('ended'),
        fail: reject,
      })
    })
  }

  /** Breaks a stream that brings nothing any more: of a container that runs, something comes each second. */
  private watch(client: EngineClient, body: RawBody, silentSince: () => number, signal: AbortSignal): void {
    const give = (error: Error): void => body.destroy(error)
    const hasMissed = async (asked: AbortSignal): Promise<boolean> =>
      (await readContainerState(client, this.id, asked)).isRunning
    const onStalled = (): void => give(new EngineError('stream-lost', 'the engine stopped sending stats'))
    void watchSilence({ silentSince, hasMissed, onStalled }, signal).catch(give)
  }

  /**
   * Zeros mean that the container does not run, or that the engine cannot measure it: dockerd 28 after a
   * live restore, for a container without a network. Then it is asked again, at long intervals.
   */
  private async judgeZeros(client: EngineClient, signal: AbortSignal): Promise<'not-running' | 'ended'> {
    this.listener.onEnded(this.id)
    const { isRunning } = await readContainerState(client, this.id, signal)
    return isRunning ? 'ended' : 'not-running'
  }

  private host(): StatsHost {
    const { status } = this.connection
    return status.state === 'connected'
      ? { osType: status.engine.osType, memoryBytes: status.engine.memoryBytes }
      : { osType: '', memoryBytes: 0 }
  }

  /** Until the container is started, or the engine, which may have started it unheard, comes back. */
  private async sleep(knownStarts: number): Promise<void> {
    if (this.startCount !== knownStarts || this.life.signal.aborted) return
    await new Promise<void>((resolve) => {
      const undo = this.connection.onStatus((status) => {
        if (status.state === 'connected') wake()
      })
      const wake = (): void => {
        undo()
        this.wakeSleeper = null
        resolve()
      }
      this.wakeSleeper = wake
    })
  }

  private async pause(): Promise<void> {
    const pauseMs = this.pauseMs
    this.pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    await delay(pauseMs, this.life.signal)
  }
}
