import type { EngineProcessMessage } from './channels.ts'

/** As much of Electron's `UtilityProcess` as is used. */
export interface EngineProcess<TPort> {
  postMessage(message: EngineProcessMessage, transfer?: TPort[]): void
  kill(): boolean
  once(event: 'spawn', listener: () => void): unknown
  once(event: 'exit', listener: (code: number) => void): unknown
}

export type SupervisorOptions<TPort> = {
  readonly fork: () => EngineProcess<TPort>
  /** The process ended so often that starting it again would only hide a fault. */
  readonly onGiveUp: (exitCode: number) => void
}

const restartDelaysMs = [1_000, 2_000, 5_000, 15_000] as const
const maxExits = 5
const exitWindowMs = 2 * 60_000
/** Time for the process to end its streams and sessions before it is killed. */
const shutdownGraceMs = 1_000

type Child<TPort> = {
  readonly process: EngineProcess<TPort>
  isSpawned: boolean
  readonly exited: Promise<void>
}

/**
 * Keeps one engine process alive: starts it again after 1, 2, 5 and 15 s, gives up at the fifth end within
 * two minutes, and ends it in order when the app leaves.
 */
export class EngineSupervisor<TPort> {
  private readonly options: SupervisorOptions<TPort>
  private child: Child<TPort> | null = null
  private restartTimer: NodeJS.Timeout | null = null
  private exitTimesMs: number[] = []
  private stopping: Promise<void> | null = null
  private readonly waiting = new Map<unknown, (process: EngineProcess<TPort>) => void>()

  constructor(options: SupervisorOptions<TPort>) {
    this.options = options
  }

  /** Starts the process unless it runs or is about to; forgets earlier ends. */
  start(): void {
    if (this.child !== null || this.stopping !== null) return
    this.exitTimesMs = []
    this.launch()
  }

  /**
   * Calls back with the process as soon as it runs, which is at once when it does. A later request of the
   * same `requester` replaces one that still waits.
   */
  whenRunning(requester: unknown, listener: (process: EngineProcess<TPort>) => void): void {
    if (this.child?.isSpawned) listener(this.child.process)
    else this.waiting.set(requester, listener)
  }

  /** Sends a message if the process runs; a process that is still to come needs no such news. */
  notify(message: EngineProcessMessage): void {
    if (this.child?.isSpawned) this.child.process.postMessage(message)
  }

  /** Resolves when the process is gone; it is not started again. */
  shutdown(): Promise<void> {
    this.stopping ??= this.stop()
    return this.stopping
  }

  private launch(): void {
    this.cancelRestart()
    const process = this.options.fork()
    let markExited = (): void => {}
    const exited = new Promise<void>((resolve) => {
      markExited = resolve
    })
    const child: Child<TPort> = { process, isSpawned: false, exited }
    this.child = child
    process.once('spawn', () => {
      child.isSpawned = true
      // A process that was told to stop before it ran could not be told, nor killed, until now.
      if (this.stopping !== null) process.postMessage({ t: 'shutdown' })
      else this.releaseWaiting(process)
    })
    process.once('exit', (code) => {
      this.child = null
      markExited()
      if (this.stopping === null) this.handleLoss(code)
    })
  }

  private releaseWaiting(process: EngineProcess<TPort>): void {
    const listeners = [...this.waiting.values()]
    this.waiting.clear()
    for (const listener of listeners) listener(process)
  }

  private handleLoss(exitCode: number): void {
    const now = Date.now()
    this.exitTimesMs = [...this.exitTimesMs.filter((at) => now - at < exitWindowMs), now]
    if (this.exitTimesMs.length >= maxExits) {
      this.options.onGiveUp(exitCode)
      return
    }
    this.restartTimer = setTimeout(() => this.launch(), restartDelaysMs[this.exitTimesMs.length - 1])
  }

  private cancelRestart(): void {
    if (this.restartTimer !== null) clearTimeout(this.restartTimer)
    this.restartTimer = null
  }

  private async stop(): Promise<void> {
    this.cancelRestart()
    this.waiting.clear()
    const { child } = this
    if (child === null) return
    if (child.isSpawned) child.process.postMessage({ t: 'shutdown' })
    if (await endsWithin(child.exited, shutdownGraceMs)) return
    child.process.kill()
    await endsWithin(child.exited, shutdownGraceMs)
  }
}

async function endsWithin(exited: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const hasEnded = await Promise.race([exited.then(() => true), timeout])
  clearTimeout(timer)
  return hasEnded
}
