// Test equipment: a way between two programs that breaks as networks do. It understands nothing of what passes.
import { connect, createServer } from 'node:net'

/** @typedef {import('./fault-proxy.d.mts').FaultProxy} FaultProxy */
/** @typedef {import('./fault-proxy.d.mts').Fault} Fault */

/**
 * Listens on 127.0.0.1, or on a socket, and passes everything on to a port of 127.0.0.1 or a socket.
 * @param {{ to: string | number, listen?: string | number }} ends a number is a port, a text the path of a socket
 * @returns {Promise<FaultProxy>}
 */
export async function startFaultProxy({ to, listen = 0 }) {
  const pairs = new Set()
  /** @type {Fault} */ let fault = {}
  let opened = 0
  const server = createServer({ allowHalfOpen: true }, (near) => {
    opened += 1
    const far =
      typeof to === 'number'
        ? connect({ port: to, host: '127.0.0.1', allowHalfOpen: true })
        : connect({ path: to, allowHalfOpen: true })
    const pair = new Pair(near, far, fault)
    pairs.add(pair)
    near.once('close', () => pairs.delete(pair))
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    if (typeof listen === 'number') server.listen(listen, '127.0.0.1', () => resolve(null))
    else server.listen(listen, () => resolve(null))
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    get open() {
      return pairs.size
    },
    get opened() {
      return opened
    },
    set(next) {
      fault = next
      for (const pair of pairs) pair.set(next)
    },
    strand() {
      for (const pair of pairs) pair.set({ isSilent: true })
    },
    cut() {
      for (const pair of pairs) pair.end()
    },
    async close() {
      for (const pair of pairs) pair.end()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One connection and its other half. */
class Pair {
  /** @param {import('node:net').Socket} near @param {import('node:net').Socket} far @param {Fault} fault */
  constructor(near, far, fault) {
    this.ends = [near, far]
    this.ways = [new Way(near, far, 'there', fault), new Way(far, near, 'back', fault)]
    for (const socket of this.ends) {
      socket.setNoDelay(true)
      socket.on('error', () => this.end())
      socket.on('close', () => this.end())
    }
  }

  /** @param {Fault} fault */
  set(fault) {
    for (const way of this.ways) way.set(fault)
  }

  end() {
    for (const way of this.ways) way.stop()
    for (const socket of this.ends) socket.destroy()
  }
}

/** One direction: pieces in order, each no sooner than its time. */
class Way {
  /** @type {{ bytes: Buffer | null, dueMs: number }[]} */ #waiting = []
  #isBusy = false
  #isStopped = false

  /**
   * @param {import('node:net').Socket} from
   * @param {import('node:net').Socket} into
   * @param {'there' | 'back'} direction
   * @param {Fault} fault
   */
  constructor(from, into, direction, fault) {
    this.from = from
    this.into = into
    this.direction = direction
    this.fault = fault
    from.on('data', (bytes) => this.#take(bytes))
    from.on('end', () => this.#take(null))
  }

  /** @param {Fault} fault */
  set(fault) {
    this.fault = fault
    this.#next()
  }

  stop() {
    this.#isStopped = true
    this.#waiting = []
  }

  /** @param {Buffer | null} bytes */
  #take(bytes) {
    this.#waiting.push({ bytes, dueMs: performance.now() + (this.fault.delayMs ?? 0) })
    // As little waits here as in a network: the sender feels it.
    if (this.#waiting.length > 64) this.from.pause()
    this.#next()
  }

  #next() {
    const [first] = this.#waiting
    if (this.#isBusy || this.#isStopped || !first || this.fault.isSilent) return
    const waitMs = first.dueMs - performance.now()
    this.#isBusy = true
    if (waitMs > 0) setTimeout(() => this.#free(), Math.ceil(waitMs))
    else this.#pass(first)
  }

  #free() {
    this.#isBusy = false
    this.#next()
  }

  /** @param {{ bytes: Buffer | null, dueMs: number }} first */
  #pass(first) {
    const { pieceBytes = Number.POSITIVE_INFINITY, mangle } = this.fault
    if (first.bytes === null) {
      this.#waiting.shift()
      this.into.end()
      this.#free()
      return
    }
    const piece = first.bytes.subarray(0, pieceBytes)
    first.bytes = first.bytes.subarray(piece.length)
    if (first.bytes.length === 0) this.#waiting.shift()
    if (this.#waiting.length < 32) this.from.resume()
    const goOn = () => this.#free()
    // Each piece leaves in a turn of its own, so that the other side reads it by itself.
    if (this.into.write(mangle ? mangle(piece, this.direction) : piece)) setImmediate(goOn)
    else this.into.once('drain', goOn)
  }
}
