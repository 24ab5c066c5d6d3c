import type { FileSession } from '../../shared/files.ts'
import type { EngineConnection } from '../client.ts'
import { cancelled } from '../errors.ts'
import { Helper, lostError } from './helper.ts'

/** A page that is loaded anew, or a click later, finds the helper still there. */
const lingerMs = 1_000

type Slot = {
  readonly volume: string
  readonly isWritable: boolean
  readonly opening: Promise<Helper>
  /** Ends the opening and every session when the volume must be let go. */
  readonly released: AbortController
  users: number
  timer: NodeJS.Timeout | null
}

/**
 * The helpers through which volumes are looked into: one for each volume that somebody looks at, and one more
 * while something is written to it. A helper goes when nobody has used it for a moment.
 */
export class HelperPool {
  private readonly connection: EngineConnection
  private readonly slots = new Set<Slot>()
  private readonly closings = new Set<Promise<void>>()

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  /** Errors: those of `Helper.open` and of the work. */
  async use<T>(
    volume: string,
    isWritable: boolean,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    const slot = this.acquire(volume, isWritable)
    try {
      return await work(await unlessAborted(slot.opening, signal))
    } finally {
      this.leave(slot)
    }
  }

  /** Keeps a helper until the signal aborts, the volume is let go (then it ends), or the helper is lost (throws). */
  async *session(
    volume: string,
    isWritable: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<FileSession, void, undefined> {
    const slot = this.acquire(volume, isWritable)
    try {
      const helper = await unlessAborted(slot.opening, signal)
      yield { helper: helper.name, isWritable: slot.isWritable }
      await unlessAborted(helper.ended, signal)
      if (!slot.released.signal.aborted) throw lostError()
    } finally {
      this.leave(slot)
    }
  }

  /** Ends every helper of a volume and answers when none uses it any more. */
  async release(volume: string): Promise<void> {
    for (const slot of this.slots) if (slot.volume === volume) this.close(slot)
    await Promise.all(this.closings)
  }

  async dispose(): Promise<void> {
    for (const slot of this.slots) this.close(slot)
    await Promise.all(this.closings)
  }

  private acquire(volume: string, isWritable: boolean): Slot {
    const slot = this.find(volume, isWritable) ?? this.open(volume, isWritable)
    if (slot.timer) clearTimeout(slot.timer)
    slot.timer = null
    slot.users += 1
    return slot
  }

  /** One that can write serves those who only read, too. */
  private find(volume: string, isWritable: boolean): Slot | undefined {
    const own = [...this.slots].filter((slot) => slot.volume === volume)
    return own.find((slot) => slot.isWritable) ?? (isWritable ? undefined : own[0])
  }

  private open(volume: string, isWritable: boolean): Slot {
    const released = new AbortController()
    const mount = { volume, folder: '', isReadOnly: !isWritable }
    const opening = this.start([mount], released.signal)
    const slot: Slot = { volume, isWritable, opening, released, users: 0, timer: null }
    this.slots.add(slot)
    const forget = (): void => void this.slots.delete(slot)
    opening.then((helper) => helper.ended.then(forget), forget)
    return slot
  }

  private async start(mounts: Parameters<typeof Helper.open>[1], signal: AbortSignal): Promise<Helper> {
    return Helper.open(this.connection.client(), mounts, signal)
  }

  private leave(slot: Slot): void {
    slot.users -= 1
    if (slot.users > 0 || !this.slots.has(slot)) return
    slot.timer = setTimeout(() => this.close(slot), lingerMs).unref()
  }

  private close(slot: Slot): void {
    if (slot.timer) clearTimeout(slot.timer)
    this.slots.delete(slot)
    slot.released.abort()
    const closing = slot.opening.then(
      (helper) => helper.close(),
      () => {},
    )
    this.closings.add(closing)
    void closing.finally(() => this.closings.delete(closing))
  }
}

/** Waits no longer than the signal; what is waited for goes on. Rejects with `cancelled`. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw cancelled()
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled())
    signal.addEventListener('abort', onAbort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
