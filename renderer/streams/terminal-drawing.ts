import { TerminalBacklog } from './terminal-backlog.ts'

/** Enough for the scrollback to be seen to be full of other lines, so that older ones need no drawing. */
const backlogBytes = 4 << 20
/** Given to the terminal ahead of its drawing, so that it never rests while something waits. */
const aheadBytes = 64 * 1_024
/** Drawn without a rest, this much is a flood: a look at it now and then is enough, and the program gains the time. */
const floodBytes = 512 * 1_024
const lookMs = 50
/** Drawn at a look: as much as takes half of the time between two, less when lines are left out anyway. */
const lookBytes = 256 * 1_024

/** What a terminal can do that matters here. */
export type DrawingTarget = { write(bytes: Uint8Array, whenDrawn: () => void): void }

/** Draws a stream of bytes on a terminal: at once as long as the terminal keeps up, in looks while it does not. */
export class TerminalDrawing {
  private readonly target: DrawingTarget
  private readonly keptLines: () => number
  private readonly backlog = new TerminalBacklog()
  private drawingBytes = 0
  private sinceRestBytes = 0
  private pushedBytes = 0
  private timer: ReturnType<typeof setTimeout> | null = null
  private waiting: { readonly untilBytes: number; readonly resolve: () => void } | null = null

  /** `keptLines`: those of the screen and the scrollback. */
  constructor(target: DrawingTarget, keptLines: () => number) {
    this.target = target
    this.keptLines = keptLines
  }

  /** Resolves when more may come. */
  push(bytes: Uint8Array): Promise<void> | undefined {
    this.backlog.push(bytes)
    this.pushedBytes += bytes.length
    this.draw()
    return this.untilWaiting(backlogBytes)
  }

  /** Resolves when nothing waits any more, drawn or dropped. */
  untilDrawn(): Promise<void> | undefined {
    return this.untilWaiting(0)
  }

  /** Forgets what waits. */
  drop(): void {
    clearTimeout(this.timer ?? undefined)
    this.timer = null
    this.backlog.clear()
    this.waiting?.resolve()
    this.waiting = null
  }

  private draw(): void {
    if (this.timer === null) {
      if (this.waitingBytes === 0) this.sinceRestBytes = 0
      else if (this.sinceRestBytes < floodBytes || !this.backlog.isPlain) this.give(aheadBytes)
      else this.look()
    }
    const { waiting } = this
    if (!waiting || this.waitingBytes > waiting.untilBytes) return
    this.waiting = null
    waiting.resolve()
  }

  private look(): void {
    const { pushedBytes } = this
    this.give(lookBytes)
    this.timer = setTimeout(() => {
      this.timer = null
      // The flood is over: what is left is drawn without a rest.
      if (this.pushedBytes === pushedBytes) this.sinceRestBytes = 0
      this.draw()
    }, lookMs)
  }

  /** Gives the terminal this much ahead of what it has drawn. */
  private give(limitBytes: number): void {
    const { leftOutBytes } = this.backlog
    let limit = limitBytes
    while (this.drawingBytes < limit) {
      const bytes = this.backlog.take(this.keptLines())
      if (!bytes) return
      if (this.backlog.leftOutBytes > leftOutBytes) limit = aheadBytes
      this.drawingBytes += bytes.length
      this.sinceRestBytes += bytes.length
      this.target.write(bytes, () => {
        this.drawingBytes -= bytes.length
        this.draw()
      })
    }
  }

  private get waitingBytes(): number {
    return this.backlog.sizeBytes + this.drawingBytes
  }

  private untilWaiting(untilBytes: number): Promise<void> | undefined {
    if (this.waitingBytes <= untilBytes) return undefined
    return new Promise((resolve) => {
      this.waiting = { untilBytes, resolve }
    })
  }
}
