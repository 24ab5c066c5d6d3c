import type { Duplex } from 'node:stream'
import { EngineError } from '../shared/errors.ts'
import type { ExecEnd, ExecSession, TerminalSize } from '../shared/exec.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import { inspectExec, resizeExec, signalSession } from './exec-requests.ts'
import { ExecRing } from './exec-ring.ts'
import { ExecViewer } from './exec-viewer.ts'
import { readContainerState } from './stream/container-state.ts'

/** Kept of the past: about 10,000 lines of a terminal. */
const keptBytes = 1 << 20
/** The engine is made to wait when every viewer is this far behind, until one is nearly done. */
const highLagBytes = 512 * 1_024
const lowLagBytes = 128 * 1_024
/** The engine may say for a moment that a process runs whose stream has just ended. */
const confirmPauseMs = 50
const confirmTries = 40
/** As the docker command does: the process may not be there yet, so a resize is tried again after 10, 20, 30… ms. */
const resizeTries = 10
const resizePauseMs = 10
/** Where streams do not tell their end: ask this often while nothing comes. */
const silentPollMs = 1_000
/** A shell that was hung up says goodbye and ends; one that does not is killed. */
const hangUpMs = 1_500

export type ExecParts = {
  readonly connection: EngineConnection
  readonly client: EngineClient
  readonly execId: string
  readonly socket: Duplex
  /** A shell in the container to send signals with. */
  readonly shell: string
  /** As it was asked for: empty is the container's own. */
  readonly user: string
}

/** A process with a terminal in a container, with what it printed last and those who look at it. */
export class LiveSession {
  private readonly parts: ExecParts
  private readonly about: Omit<ExecSession, 'state' | 'exitCode'>
  private readonly life = new AbortController()
  private readonly ring = new ExecRing(keptBytes)
  private readonly viewers = new Set<ExecViewer>()
  private readonly onEnd: Promise<void>
  private settleEnd: () => void = () => undefined
  private wantedSize: TerminalSize | null
  private isResizing = false
  private isFinishing = false
  private lastByteAt = performance.now()
  end: ExecEnd | null = null

  constructor(about: Omit<ExecSession, 'state' | 'exitCode'>, parts: ExecParts, size: TerminalSize) {
    this.about = about
    this.parts = parts
    this.wantedSize = size
    this.onEnd = new Promise((resolve) => {
      this.settleEnd = resolve
    })
    const { socket } = parts
    socket.on('data', (chunk: Buffer) => this.receive(chunk))
    // How a hijacked stream ends says nothing: a killed engine and a finished shell look the same.
    for (const event of ['end', 'error', 'close'] as const) socket.on(event, () => void this.finish())
    void this.applySize()
    if (mayHideItsEnd(parts.client)) void this.pollWhileSilent()
  }

  get description(): ExecSession {
    return { ...this.about, state: this.end?.kind ?? 'running', exitCode: this.end?.exitCode ?? null }
  }

  join(): ExecViewer {
    const viewer = new ExecViewer(this.ring)
    this.viewers.add(viewer)
    if (this.end) viewer.finish()
    return viewer
  }

  leave(viewer: ExecViewer): void {
    viewer.close()
    this.viewers.delete(viewer)
    this.balance()
  }

  /** Lets the engine go on or wait, by how far the fastest viewer is. With no viewer the past just moves on. */
  balance(): void {
    const lags = [...this.viewers].map((viewer) => viewer.lag)
    const least = lags.length === 0 ? 0 : Math.min(...lags)
    if (least > highLagBytes) this.parts.socket.pause()
    else if (least < lowLagBytes && this.parts.socket.isPaused()) this.parts.socket.resume()
  }

  /** Sends keys; resolves when the engine can take more. */
  async type(bytes: Uint8Array): Promise<void> {
    const { socket } = this.parts
    if (this.end || socket.writableEnded || socket.destroyed) return
    for (const viewer of this.viewers) viewer.hurry()
    if (socket.write(bytes)) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done)
        socket.off('close', done)
        resolve()
      }
      socket.on('drain', done)
      socket.on('close', done)
    })
  }

  /** The newest size wins. Never fails: a terminal of the wrong size is nothing to report. */
  async resize(size: TerminalSize): Promise<void> {
    this.wantedSize = size
    await this.applySize()
  }

  /** Ends the process: hangs up, as a closed terminal window does, and kills it if that does not help. */
  async close(): Promise<void> {
    for (const name of ['HUP', 'KILL'] as const) {
      if (this.end?.kind === 'ended') break
      // Nothing tells of a lost session whether the signal helped.
      if (!(await this.signal(name)) || this.end) break
      await this.endedWithin(hangUpMs)
    }
    if (!this.end) {
      // No shell in the container to send a signal with: what is left is what a person would type.
      await this.type(Buffer.from('\x03\x04'))
      await this.endedWithin(hangUpMs)
    }
    this.settle({ kind: 'lost', exitCode: null })
    for (const viewer of this.viewers) viewer.finish()
  }

  private receive(chunk: Buffer): void {
    this.lastByteAt = performance.now()
    this.ring.write(chunk)
    for (const viewer of this.viewers) viewer.notify()
    this.balance()
  }

  private async finish(): Promise<void> {
    if (this.isFinishing) return
    this.isFinishing = true
    try {
      this.settle(await this.findEnd())
    } catch (error) {
      for (const viewer of this.viewers) viewer.fail(error)
      this.settle({ kind: 'lost', exitCode: null })
    }
  }

  private settle(end: ExecEnd): void {
    if (this.end) return
    this.end = end
    this.isFinishing = true
    this.life.abort()
    this.parts.socket.destroy()
    for (const viewer of this.viewers) viewer.finish()
    this.settleEnd()
  }

  /** Asks the engine what the end of the stream means. */
  private async findEnd(): Promise<ExecEnd> {
    const { client, execId, connection } = this.parts
    try {
      for (let attempt = 0; attempt < confirmTries && !this.life.signal.aborted; attempt += 1) {
        const { isRunning, exitCode } = await inspectExec(client, execId, this.life.signal)
        if (!isRunning) return { kind: 'ended', exitCode }
        await delay(confirmPauseMs, this.life.signal)
      }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      if (error.code === 'not-found') return this.findFateOfUnknown()
      connection.suspect(client)
    }
    return { kind: 'lost', exitCode: null }
  }

  /** The engine does not know the exec: it was restarted, or the container is gone with all it ran. */
  private async findFateOfUnknown(): Promise<ExecEnd> {
    try {
      const state = await readContainerState(this.parts.client, this.about.containerId, this.life.signal)
      return { kind: state.isRunning ? 'lost' : 'ended', exitCode: null }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return { kind: error.code === 'not-found' ? 'ended' : 'lost', exitCode: null }
    }
  }

  private async applySize(): Promise<void> {
    if (this.isResizing) return
    this.isResizing = true
    while (this.wantedSize && !this.end) {
      const size = this.wantedSize
      await this.tryResize(size)
      if (this.wantedSize === size) this.wantedSize = null
    }
    this.isResizing = false
  }

  private async tryResize(size: TerminalSize): Promise<void> {
    const { client, execId } = this.parts
    for (let attempt = 1; attempt <= resizeTries && !this.end && this.wantedSize === size; attempt += 1) {
      try {
        await resizeExec(client, execId, size, this.life.signal)
        return
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        await delay(attempt * resizePauseMs, this.life.signal)
      }
    }
  }

  private async pollWhileSilent(): Promise<void> {
    const { client, execId } = this.parts
    while (!this.end) {
      await delay(silentPollMs, this.life.signal)
      if (this.end || performance.now() - this.lastByteAt < silentPollMs) continue
      try {
        if (!(await inspectExec(client, execId, this.life.signal)).isRunning) await this.finish()
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        if (error.code === 'not-found') await this.finish()
      }
    }
  }

  /** False when there is no way to send it. */
  private async signal(name: 'HUP' | 'KILL'): Promise<boolean> {
    const { connection, shell, user } = this.parts
    const { id, containerId } = this.about
    try {
      const session = { sessionId: id, containerId, user, shell }
      await signalSession(connection.client(), session, name, AbortSignal.timeout(hangUpMs))
      return true
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return false
    }
  }

  private async endedWithin(ms: number): Promise<void> {
    if (this.end) return
    const late = new AbortController()
    await Promise.race([this.onEnd, delay(ms, late.signal)])
    late.abort()
  }
}

/** Windows pipes cannot be half closed, and some Podman set-ups never close at all. */
function mayHideItsEnd({ endpoint, product }: EngineClient): boolean {
  return endpoint.host.startsWith('npipe:') || product === 'podman'
}
