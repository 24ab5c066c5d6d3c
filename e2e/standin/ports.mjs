import { fault, preventable, StrictEmitter, strict } from './strict.mjs'

/**
 * One end of a channel. `sink` is where its messages are taken: this process, a page or a child. Until there
 * is one they queue, as in a port that was not started.
 */
class End {
  constructor() {
    this.peer = null
    this.sink = null
    this.queue = []
    this.isClosed = false
  }

  receive(data) {
    if (this.isClosed) return
    if (this.sink) this.sink.message(data)
    else this.queue.push(data)
  }

  attach(sink) {
    this.sink = sink
    for (const data of this.queue.splice(0)) sink.message(data)
    if (this.isClosed) sink.closed()
  }

  /** The holder of this end is done with it: the other end learns that it is alone. */
  close() {
    if (this.isClosed) return
    this.isClosed = true
    this.peer.closeByPeer()
  }

  closeByPeer() {
    if (this.isClosed) return
    this.isClosed = true
    this.sink?.closed()
  }
}

/** A clone as another process would receive it. Non-cloneable values throw, and kill the port. */
function cloneFor(end, value) {
  try {
    return structuredClone(value)
  } catch (error) {
    end.close()
    throw error
  }
}

export class MessagePortMain extends StrictEmitter {
  constructor(end) {
    super('MessagePortMain', ['message', 'close'])
    this._end = end
    this._isNeutered = false
  }

  postMessage(message, transfer = []) {
    if (this._isNeutered) throw fault('a port that was sent away posts nothing')
    if (transfer.length > 0) throw fault('ports through ports are not implemented')
    const copy = cloneFor(this._end, message)
    setImmediate(() => this._end.peer.receive(copy))
  }

  start() {
    const emitter = this
    this._end.attach({
      message: (data) => emitter.emit('message', preventable({ data, ports: [] })),
      closed: () => emitter.emit('close'),
    })
  }

  close() {
    this._end.close()
  }
}

export class MessageChannelMain {
  constructor() {
    const [left, right] = [new End(), new End()]
    left.peer = right
    right.peer = left
    this.port1 = strict(new MessagePortMain(left), 'MessagePortMain')
    this.port2 = strict(new MessagePortMain(right), 'MessagePortMain')
  }
}

/** Takes the ends out of a transfer list; the ports cannot be used here afterwards. */
export function takeEnds(transfer = []) {
  return transfer.map((port, index) => {
    if (!(port instanceof MessagePortMain)) throw new TypeError(`Port at index ${index} is not a valid port`)
    if (port._isNeutered) throw new TypeError(`Port at index ${index} is already neutered`)
    port._isNeutered = true
    return port._end
  })
}

/** The ends that live in one other process: by number, so that messages can name them. */
export class RemoteEnds {
  constructor(post) {
    this.post = post
    this.ends = new Map()
    this.nextId = 1
  }

  /** Moves ends there; answers with their numbers, to be sent ahead of any message. */
  adopt(ends) {
    return ends.map((end) => {
      const id = this.nextId++
      this.ends.set(id, end)
      // Queued messages must not overtake the news of the port itself.
      setImmediate(() =>
        end.attach({
          message: (data) => this.post({ t: 'port-message', id, data }),
          closed: () => {
            this.ends.delete(id)
            this.post({ t: 'port-close', id })
          },
        }),
      )
      return id
    })
  }

  receive(message) {
    const end = this.ends.get(message.id)
    if (message.t === 'port-message') end?.peer.receive(message.data)
    if (message.t === 'port-close') {
      this.ends.delete(message.id)
      end?.close()
    }
  }

  /** That process, or that document, is gone. */
  closeAll() {
    const ends = [...this.ends.values()]
    this.ends.clear()
    for (const end of ends) end.close()
  }
}
