import type { Port } from './port.ts'

/** A port that moves structured clones: one wrapper per runtime makes them look alike. */
export interface CloningPort {
  postMessage(value: unknown): void
  /** Calls back with the value of each message; messages that came before are kept until `start`. */
  onMessage(listener: (value: unknown) => void): void
  /** Calls back when the other end is gone. */
  onClose(listener: () => void): void
  start(): void
  close(): void
}

/** As much of the page's (and Node's) `MessagePort` as is used. */
export interface EventTargetPort {
  postMessage(value: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  start(): void
  close(): void
}

/** Wraps the page's own `MessagePort`; Node's has the same shape. */
export function fromEventTargetPort(port: EventTargetPort): CloningPort {
  return {
    postMessage: (value) => port.postMessage(value),
    onMessage: (listener) => port.addEventListener('message', (event) => listener(event.data)),
    onClose: (listener) => port.addEventListener('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  }
}

/**
 * Carries frames over a message port. All frames of one tick share one message, because the cost is per
 * message; `schedule` says when a tick is over. Bytes are copied, never transferred: Electron loses
 * transferred buffers on their way to the main side.
 */
export function createMessagePort<Out, In>(
  raw: CloningPort,
  schedule: (flush: () => void) => void = queueMicrotask,
): Port<Out, In> {
  return new MessagePortAdapter(raw, schedule)
}

class MessagePortAdapter<Out, In> implements Port<Out, In> {
  private readonly raw: CloningPort
  private readonly schedule: (flush: () => void) => void
  private closeListeners: (() => void)[] = []
  private listener: ((frame: In) => void) | null = null
  private received: In[] = []
  private outgoing: Out[] = []
  private isClosed = false

  constructor(raw: CloningPort, schedule: (flush: () => void) => void) {
    this.raw = raw
    this.schedule = schedule
    raw.onMessage((value) => this.receive(value))
    raw.onClose(() => this.finish())
    raw.start()
  }

  post(frame: Out): void {
    if (this.isClosed) return
    this.outgoing.push(carry(frame))
    // A browser's own functions refuse to be called as methods of something else.
    const { schedule } = this
    if (this.outgoing.length === 1) schedule(() => this.flush())
  }

  onFrame(listener: (frame: In) => void): void {
    this.listener = listener
    const kept = this.received
    this.received = []
    this.deliver(kept)
  }

  onClose(listener: () => void): void {
    if (this.isClosed) queueMicrotask(listener)
    else this.closeListeners.push(listener)
  }

  close(): void {
    if (this.isClosed) return
    this.flush()
    this.raw.close()
    this.finish()
  }

  private flush(): void {
    if (this.isClosed || this.outgoing.length === 0) return
    const batch = this.outgoing
    this.outgoing = []
    this.raw.postMessage(batch)
  }

  private receive(value: unknown): void {
    if (this.isClosed) return
    // A peer that breaks framing is no Bayplan: nothing it says can be trusted.
    if (!Array.isArray(value)) {
      this.close()
      return
    }
    if (this.listener) this.deliver(value as In[])
    else for (const frame of value as In[]) this.received.push(frame)
  }

  private deliver(frames: readonly In[]): void {
    for (const frame of frames) {
      if (!this.isClosed) this.listener?.(frame)
    }
  }

  private finish(): void {
    if (this.isClosed) return
    this.isClosed = true
    const listeners = this.closeListeners
    this.closeListeners = []
    for (const listener of listeners) queueMicrotask(listener)
  }
}

/**
 * The frame as it may travel. Anything but plain data throws here, where the call at fault can still be told:
 * in Electron a value that cannot be cloned kills the port for all.
 */
function carry<T>(frame: T): T {
  if (typeof frame !== 'object' || frame === null || !('value' in frame)) return frame
  const value = carryValue(frame.value)
  return value === frame.value ? frame : { ...frame, value }
}

function carryValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return compact(value)
  assertPlain(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const parts = Object.entries(value)
  if (!parts.some(([, part]) => part instanceof Uint8Array && compact(part) !== part)) return value
  return Object.fromEntries(
    parts.map(([key, part]) => [key, part instanceof Uint8Array ? compact(part) : part]),
  )
}

/**
 * A view into a larger buffer would take the whole buffer along when it is cloned: 100 bytes of terminal
 * output would cost the 64 KiB that the socket read.
 */
function compact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

function assertPlain(value: unknown): void {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`a ${typeof value} cannot travel`)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  const prototype: unknown = Object.getPrototypeOf(value)
  if (Array.isArray(value)) value.forEach(assertPlain)
  else if (prototype === Object.prototype || prototype === null) Object.values(value).forEach(assertPlain)
  else throw new TypeError('an instance of a class cannot travel')
}
