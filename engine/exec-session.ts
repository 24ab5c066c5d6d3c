import type { Duplex } from 'node:stream'
import { EngineError } from '../shared/errors.ts'
import type { ExecEnd, ExecSession, TerminalSize } from '../shared/exec.ts'
import { delay } from './deadline.ts'
import { ExecRing } from './exec-ring.ts'
import { ExecViewer } from './exec-viewer.ts'

/** Kept of the past: about 10,000 lines of a terminal. */
const keptBytes = 1 << 20
/** The engine is made to wait when every viewer is this far behind, until one is nearly done. */
const highLagBytes = 512 * 1_024
const lowLagBytes = 128 * 1_024
/** As the docker command does: the process may not be there yet, so a resize is tried again after 10, 20, 30… ms. */
const resizeTries = 10
const resizePauseMs = 10
/** Where streams do not tell their end: ask this often while nothing comes. */
const silentPollMs = 1_000

/** What a session can ask and do besides reading and writing its stream: differs between exec and attach. */
export interface SessionControl {
  /** May fail with an `EngineError`: the process may not be there yet. */
  resize(size: TerminalSize, signal: AbortSignal): Promise<void>
  /** The stream has ended: asks the engine what that means. Waits until that is known. */
  findEnd(signal: AbortSignal): Promise<ExecEnd>
  /** A person closes the session: ends the process, or leaves it alone. Resolves when that is done or hopeless. */
  close(session: ClosingSession): Promise<void>
  /** Told what a person types, where that matters. */
  readonly typed: ((bytes: Uint8Array) => void) | null
  /** Null where the stream tells its end itself; else asked while nothing comes. */
  readonly hasEnded: ((signal: AbortSignal) => Promise<boolean>) | null
}

export type ClosingSession = {
  readonly end: ExecEnd | null
  type(bytes: Uint8Array): Promise<void>
  endedWithin(ms: number): Promise<void>
}

/** A terminal joined to a process in a container, with what it printed last and those who look at it. */
export class LiveSession {
  private readonly socket: Duplex
  private readonly control: SessionControl
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

  constructor(
    about: Omit<ExecSession, 'state' | 'exitCode'>,
    { socket, control }: { readonly socket: Duplex; readonly control: SessionControl },
    size: TerminalSize,
  ) {
    this.about = about
    this.socket = socket
    this.control = control
    this.wantedSize = size
    this.onEnd = new Promise((resolve) => {
      this.settleEnd = resolve
    })
    socket.on('data', (chunk: Buffer) => this.receive(chunk))
    // How a hijacked stream ends says nothing: a killed engine and a finished shell look the same.
    for (const event of ['end', 'error', 'close'] as const) socket.on(event, () => void this.finish())
    void this.applySize()
    if (control.hasEnded) void this.pollWhileSilent(control.hasEnded)
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
    if (least > highLagBytes) this.socket.pause()
    else if (least < lowLagBytes && this.socket.isPaused()) this.socket.resume()
  }

  /** Sends keys; resolves when the engine can take more. */
  async type(bytes: Uint8Array): Promise<void> {
    const { socket } = this
    if (this.end || socket.writableEnded || socket.destroyed) return
    this.control.typed?.(bytes)
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

  /** Ends the session as its kind demands, and those who look at it with it. */
  async close(): Promise<void> {
    await this.control.close(this)
    this.settle({ kind: 'lost', exitCode: null })
    for (const viewer of this.viewers) viewer.finish()
  }

  async endedWithin(ms: number): Promise<void> {
    if (this.end) return
    const late = new AbortController()
    await Promise.race([this.onEnd, delay(ms, late.signal)])
    late.abort()
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
      this.settle(await this.control.findEnd(this.life.signal))
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
    this.socket.destroy()
    for (const viewer of this.viewers) viewer.finish()
    this.settleEnd()
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
    for (let attempt = 1; attempt <= resizeTries && !this.end && this.wantedSize === size; attempt += 1) {
      try {
        await this.control.resize(size, this.life.signal)
        return
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        await delay(attempt * resizePauseMs, this.life.signal)
      }
    }
  }

  private async pollWhileSilent(hasEnded: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
    while (!this.end) {
      await delay(silentPollMs, this.life.signal)
      if (this.end || performance.now() - this.lastByteAt < silentPollMs) continue
      try {
        if (await hasEnded(this.life.signal)) await this.finish()
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        if (error.code === 'not-found') await this.finish()
      }
    }
  }
}
