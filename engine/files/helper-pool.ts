import type { EngineConnection } from '../client.ts'
import { cancelled } from '../errors.ts'
import { Helper, lostError } from './helper.ts'
import type { HelperScope } from './helper-container.ts'
import { type HelperPlace, scopeOf } from './own-helper.ts'

/** A page that is loaded anew, or a click later, finds the helper still there. */
const lingerMs = 1_000

type Slot = {
  readonly key: string
  readonly isWritable: boolean
  readonly opening: Promise<Helper>
  /** Ends the opening and every session when the place must be let go. */
  readonly released: AbortController
  users: number
  timer: NodeJS.Timeout | null
}

/** Emitted when there is a helper. */
export type HelperSession = { readonly helper: string; readonly isWritable: boolean }

/**
 * The helpers through which volumes and running containers are looked into: one for each that somebody looks at,
 * and one more while something is written to it. A helper goes when nobody has used it for a moment.
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
    place: HelperPlace,
    isWritable: boolean,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    const slot = this.acquire(place, isWritable)
    try {
      return await work(await unlessAborted(slot.opening, signal))
    } finally {
      this.leave(slot)
    }
  }

  /** Keeps a helper until the signal aborts, the place is let go (then it ends), or the helper is lost (throws). */
  async *session(
    place: HelperPlace,
    isWritable: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<HelperSession, void, undefined> {
    const slot = this.acquire(place, isWritable)
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
    const key = keyOf({ kind: 'volume', name: volume })
    for (const slot of this.slots) if (slot.key === key) this.close(slot)
    await Promise.all(this.closings)
  }

  async dispose(): Promise<void> {
    for (const slot of this.slots) this.close(slot)
    await Promise.all(this.closings)
  }

  private acquire(place: HelperPlace, isWritable: boolean): Slot {
    const slot = this.find(keyOf(place), isWritable) ?? this.open(place, isWritable)
    if (slot.timer) clearTimeout(slot.timer)
    slot.timer = null
    slot.users += 1
    return slot
  }

  /** One that can write serves those who only read, too. */
  private find(key: string, isWritable: boolean): Slot | undefined {
    const own = [...this.slots].filter((slot) => slot.key === key)
    return own.find((slot) => slot.isWritable) ?? (isWritable ? undefined : own[0])
  }

  private open(place: HelperPlace, isWritable: boolean): Slot {
    const released = new AbortController()
    const opening = this.start(scopeOf(place, !isWritable), released.signal)
    const slot: Slot = { key: keyOf(place), isWritable, opening, released, users: 0, timer: null }
    this.slots.add(slot)
    const forget = (): void => void this.slots.delete(slot)
    opening.then((helper) => helper.ended.then(forget), forget)
    return slot
  }

  private async start(scope: HelperScope, signal: AbortSignal): Promise<Helper> {
    return Helper.open(this.connection.client(), scope, signal)
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

function keyOf(place: HelperPlace): string {
  return JSON.stringify(place)
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
