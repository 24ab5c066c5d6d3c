import { setTimeout as delay } from 'node:timers/promises'
import type { EngineConnection } from '../client.ts'
import { cancelled } from '../errors.ts'
import { StoppedTree } from './stopped-tree.ts'

export type Reading = { readonly entries: number; readonly bytes: number }

type Slot = { readonly tree: StoppedTree; readonly filled: Promise<void>; progress: Reading }

/** How often a reading tells how far it is. */
const tellMs = 250

/** The files of containers that do not run, as they were when somebody began to look; forgotten when nobody does. */
export class StoppedTrees {
  private readonly connection: EngineConnection
  private readonly slots = new Map<string, Slot>()

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  /** Reads the names anew and keeps them until the signal aborts. Null when they are all there. */
  async *session(id: string, signal: AbortSignal): AsyncGenerator<Reading | null, void, undefined> {
    const life = new AbortController()
    const onAbort = (): void => life.abort()
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) life.abort()
    const slot = this.open(id, life.signal)
    this.slots.set(id, slot)
    try {
      yield* follow(slot, life.signal)
      yield null
      await aborted(life.signal)
    } finally {
      signal.removeEventListener('abort', onAbort)
      life.abort()
      if (this.slots.get(id) === slot) this.slots.delete(id)
    }
  }

  /** With what somebody reads already, or else for this alone. */
  async use<T>(id: string, signal: AbortSignal, work: (tree: StoppedTree) => Promise<T>): Promise<T> {
    const slot = this.slots.get(id) ?? this.open(id, signal)
    await Promise.race([slot.filled, aborted(signal)])
    return work(slot.tree)
  }

  private open(id: string, signal: AbortSignal): Slot {
    const tree = new StoppedTree(this.connection.client(), id)
    const slot: Slot = {
      tree,
      progress: { entries: 0, bytes: 0 },
      filled: tree.fill((entries, bytes) => {
        slot.progress = { entries, bytes }
      }, signal),
    }
    // Whoever waits for it is told.
    slot.filled.catch(() => {})
    return slot
  }
}

async function* follow(slot: Slot, signal: AbortSignal): AsyncGenerator<Reading, void, undefined> {
  let isThrough = false
  const through = slot.filled.then(() => {
    isThrough = true
  })
  for (;;) {
    await Promise.race([through, delay(tellMs, null, { signal }).catch(() => {})])
    if (signal.aborted) throw cancelled()
    if (isThrough) return
    yield slot.progress
  }
}

/** Never resolves. Rejects with `cancelled` when the signal aborts. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(cancelled())
    signal.addEventListener('abort', () => reject(cancelled()), { once: true })
  })
}
