import type { ErrorCode } from '../shared/errors.ts'
import { EngineError } from '../shared/errors.ts'
import type { LogBatch, LogMark, LogsParams } from '../shared/logs.ts'
import type { EngineClient, EngineConnection, RawEngineResponse } from './client.ts'
import type { EngineEvents } from './events.ts'
import type { RunEnd } from './logs-changes.ts'
import { ContainerChanges } from './logs-changes.ts'
import type { LogRange } from './logs-request.ts'
import { engineNowMs, firstRange, hasNewLine, isRawStream, requestLogs } from './logs-request.ts'
import type { ContainerState } from './stream/container-state.ts'
import { readContainerState } from './stream/container-state.ts'
import { LogPacker } from './stream/log-packer.ts'
import { caughtUpMs, LogPump } from './stream/log-pump.ts'
import { SeenLines } from './stream/seen-lines.ts'
import { watchSilence } from './stream/watch-silence.ts'

export type StreamDeps = { readonly connection: EngineConnection; readonly events: EngineEvents }

/** How long to wait before the engine is asked again, after nothing came of the last time. */
const firstPauseMs = 50
const longestPauseMs = 2_000
/** Events come over another connection than what was asked: never this much later. */
const lateEventMs = 500
/** The engine may answer differently soon; `conflict` is a container that is just being removed. */
const passingCodes: ReadonlySet<ErrorCode> = new Set([
  'engine-unreachable',
  'stream-lost',
  'timeout',
  'conflict',
])

/**
 * Reads a container's log as batches, oldest line first.
 *
 * Source: `ContainerLogs`, with `ContainerInspect` and events to know what the end of a stream means.
 * Shape:  stdout and stderr in the order the engine sent them; a container with a terminal has `tty` only.
 *         Marks say what happened between lines. One batch, maybe empty, has `isCaughtUp`.
 * Ends:   without `follow` after the last line; with `follow` when the container is removed; quietly on abort.
 *         A stop, a restart, and the loss of the engine do not end it: it goes on with the line after the last.
 * Errors: not-found, unsupported (the message is the log driver that cannot be read), engine-failed,
 *         stream-lost;
 *         engine-unreachable without `follow` only.
 */
export async function* containerLogs(
  deps: StreamDeps,
  params: LogsParams,
  signal: AbortSignal,
): AsyncGenerator<LogBatch, void, undefined> {
  const left = new AbortController()
  const reader = new LogReader(deps, params, AbortSignal.any([signal, left.signal]))
  try {
    yield* params.follow ? reader.follow() : reader.readOnce()
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    left.abort()
    reader.dispose()
  }
}

class LogReader {
  private readonly connection: EngineConnection
  private readonly params: LogsParams
  private readonly signal: AbortSignal
  private readonly changes: ContainerChanges
  private readonly seen: SeenLines
  private nextRange: LogRange
  private isCaughtUp = false
  private isLost = false
  /** The latest run, by its start; null until the container was seen for the first time. */
  private run: string | null = null
  /** The run after whose end all was read: there is nothing more until the next one. */
  private readToItsEnd: string | null = null
  /** No mark has told yet that the run ended. */
  private isRunOpen = false
  private pauseMs = firstPauseMs

  constructor({ connection, events }: StreamDeps, params: LogsParams, signal: AbortSignal) {
    this.connection = connection
    this.params = params
    this.signal = signal
    this.changes = new ContainerChanges(events, connection)
    this.seen = params.after ? SeenLines.after(params.after) : new SeenLines()
    this.nextRange = firstRange(params)
  }

  dispose(): void {
    this.changes.dispose()
  }

  async *readOnce(): AsyncGenerator<LogBatch, void, undefined> {
    const client = this.connection.client()
    const state = await this.readState(client)
    yield* this.read(client, state, false)
  }

  async *follow(): AsyncGenerator<LogBatch, void, undefined> {
    for (;;) {
      const known = this.changes.count
      const client = this.liveClient()
      if (!client) {
        // A lost client is gone before the status says so: finding out why takes a moment.
        if (!this.isLost && this.connection.status.state !== 'connecting') yield this.lose()
        await this.changes.after(known, this.signal)
        continue
      }
      try {
        yield* this.followClient(client, known)
      } catch (error) {
        if (yield* this.isOver(error, client)) return
        await this.pause()
      }
    }
  }

  private liveClient(): EngineClient | null {
    try {
      return this.connection.client()
    } catch (error) {
      if (error instanceof EngineError && error.code === 'engine-unreachable') return null
      throw error
    }
  }

  /** Judges a failure: true when the log ends with it, false when another try is worth it; else it is thrown on. */
  private *isOver(error: unknown, client: EngineClient): Generator<LogBatch, boolean, undefined> {
    if (!(error instanceof EngineError)) throw error
    if (error.code === 'not-found' && this.run !== null) {
      yield markBatch({ kind: 'removed', atMs: Date.now() })
      return true
    }
    if (!passingCodes.has(error.code)) throw error
    if (error.code !== 'conflict') this.connection.suspect(client)
    if (error.code === 'engine-unreachable' && !this.isLost) yield this.lose()
    return this.signal.aborted
  }

  /** Reads what there is from here on, once; the caller asks again. */
  private async *followClient(
    client: EngineClient,
    known: number,
  ): AsyncGenerator<LogBatch, void, undefined> {
    const state = await this.readState(client)
    this.changes.watch(state.id)
    if (this.isLost) {
      this.isLost = false
      yield markBatch({ kind: 'engine-back', atMs: Date.now() })
    }
    yield* this.enterRun(state)
    if (state.isRunning) {
      yield* this.read(client, state, true)
      // It stopped, was restarted, or the engine just ended the stream: the next look tells.
      await this.pause()
      return
    }
    // A follower may be let go before the last lines of a run were stored: they are read once more.
    if (this.readToItsEnd !== state.startedAt) yield* this.read(client, state, false)
    this.readToItsEnd = state.startedAt
    if (this.isRunOpen) yield markBatch({ kind: 'ended', ...(await this.endOf(state)) })
    this.isRunOpen = false
    await this.changes.after(known, this.signal)
    this.pauseMs = firstPauseMs
  }

  /** Tells of a run that began since the last look, even when it is over already. */
  private async *enterRun(state: ContainerState): AsyncGenerator<LogBatch, void, undefined> {
    if (this.run === state.startedAt) return
    if (this.isRunOpen) yield markBatch({ kind: 'ended', ...(await this.endBefore(state)) })
    if (this.run !== null)
      yield markBatch({ kind: 'started', atMs: state.startedAtMs, isByPolicy: state.restartCount > 0 })
    this.isRunOpen = state.isRunning || this.run !== null
    this.run = state.startedAt
  }

  /** How the run that the state is of ended; why, its event tells, which may still be on its way. */
  private async endOf({ startedAtMs, finishedAtMs: atMs, exitCode }: ContainerState): Promise<RunEnd> {
    const isKnown = (): boolean => (this.changes.lastDeath?.atMs ?? 0) >= startedAtMs
    if (!isKnown()) await this.changes.after(this.changes.count, this.signal, lateEventMs)
    return { atMs, exitCode, cause: isKnown() ? (this.changes.lastDeath?.cause ?? null) : null }
  }

  /** The engine tells the exit code of the latest run only; that of the one before came with its event. */
  private async endBefore(state: ContainerState): Promise<RunEnd> {
    // The event may still be on its way.
    if (this.changes.lastDeath === null)
      await this.changes.after(this.changes.count, this.signal, lateEventMs)
    const { lastDeath } = this.changes
    const isOfThatRun = lastDeath !== null && lastDeath.atMs <= state.startedAtMs
    return isOfThatRun ? lastDeath : { atMs: state.finishedAtMs, exitCode: null, cause: null }
  }

  private async *read(
    client: EngineClient,
    state: ContainerState,
    follow: boolean,
  ): AsyncGenerator<LogBatch, void, undefined> {
    const since = this.seen.resume()
    const range = since === null ? this.nextRange : { tail: null, since }
    const startedAt = performance.now()
    const answer = requestLogs(client, state, range, follow, this.signal)
    if (!this.isCaughtUp && follow && (await isSlow(answer))) {
      // Podman sends its headers with the first byte: a silent container would look as if it never loaded.
      this.isCaughtUp = true
      yield { bytes: new Uint8Array(), index: new Uint8Array(), mark: null, isCaughtUp: true }
    }
    const response = await answer
    const atMs = engineNowMs(response)
    this.leaveOutWhatTailLeftOut(atMs)
    const packer = new LogPacker(isRawStream(response, state), this.seen)
    const pump = new LogPump(response.body, packer, {
      atMs,
      startedAt,
      isCaughtUp: this.isCaughtUp,
      follows: follow,
    })
    const watched = new AbortController()
    if (follow) this.watch(client, state, { pump, response, signal: watched.signal })
    try {
      for (;;) {
        const batch = await pump.next()
        if (batch === null) return
        if (batch.isCaughtUp) this.isCaughtUp = true
        if (batch.index.length > 0) this.pauseMs = firstPauseMs
        yield batch
      }
    } finally {
      watched.abort()
    }
  }

  /** Breaks a followed stream that brings nothing any more although the container goes on printing. */
  private watch(
    client: EngineClient,
    state: ContainerState,
    { pump, response, signal }: { pump: LogPump; response: RawEngineResponse; signal: AbortSignal },
  ): void {
    const since = this.nextRange.since
    const give = (error: Error): void => response.body.destroy(error)
    void watchSilence(
      {
        silentSince: () => pump.silentSince,
        hasMissed: async (asked) => hasNewLine(client, state, { since, seen: this.seen }, asked),
        onStalled: () => give(new EngineError('stream-lost', 'the engine stopped sending the log')),
      },
      AbortSignal.any([signal, this.signal]),
    ).catch(give)
  }

  /** With no line to continue from, a later request must not bring back what `tail` left out. */
  private leaveOutWhatTailLeftOut(openedAtMs: number): void {
    if (this.nextRange.tail === null) return
    const since = this.nextRange.tail === 0 ? String(openedAtMs / 1_000) : this.nextRange.since
    this.nextRange = { tail: null, since }
  }

  private async readState(client: EngineClient): Promise<ContainerState> {
    try {
      return await readContainerState(client, this.params.id, this.signal)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      const subject = { kind: 'container', id: this.params.id, name: null } as const
      throw error.with({ subject, operation: 'ContainerInspect' })
    }
  }

  private lose(): LogBatch {
    this.isLost = true
    return markBatch({ kind: 'engine-lost', atMs: Date.now() })
  }

  /** Waits a little, longer each time nothing came of it; anything that happens ends the wait. */
  private async pause(): Promise<void> {
    const pauseMs = this.pauseMs
    this.pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    await this.changes.after(this.changes.count, this.signal, pauseMs)
  }
}

function markBatch(mark: LogMark): LogBatch {
  return { bytes: new Uint8Array(), index: new Uint8Array(), mark, isCaughtUp: false }
}

/** True when the answer takes longer than a backlog may keep a page waiting. */
async function isSlow(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | null = null
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, caughtUpMs, true)
  })
  const arrived = answer.then(
    () => false,
    () => false,
  )
  const result = await Promise.race([late, arrived])
  if (timer) clearTimeout(timer)
  return result
}
