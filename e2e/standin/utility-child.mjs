/* Runs in the forked process, before the app's own entry: gives it `process.parentPort`. */
import { pathToFileURL } from 'node:url'
import { fault, preventable, StrictEmitter, strict } from './strict.mjs'

// A process of Electron does not outlive the browser process.
process.on('disconnect', () => process.exit(0))

class ChildPort extends StrictEmitter {
  constructor(id) {
    super('MessagePortMain', ['message', 'close'])
    this._id = id
    this._isStarted = false
    this._isClosed = false
    this._queue = []
  }

  postMessage(message, transfer = []) {
    if (transfer.length > 0) throw new TypeError('Port at index 0 is not a valid port')
    if (this._isClosed) return
    let data
    try {
      data = structuredClone(message)
    } catch (error) {
      this.close()
      throw error
    }
    process.send({ t: 'port-message', id: this._id, data })
  }

  start() {
    this._isStarted = true
    for (const data of this._queue.splice(0)) this._deliver(data)
  }

  close() {
    if (this._isClosed) return
    this._isClosed = true
    ports.delete(this._id)
    process.send({ t: 'port-close', id: this._id })
  }

  _deliver(data) {
    if (this._isStarted) this.emit('message', preventable({ data, ports: [] }))
    else this._queue.push(data)
  }
}

const ports = new Map()
const early = []
const parentPort = new StrictEmitter('parentPort', ['message'])
parentPort.postMessage = (message) => process.send({ t: 'message', data: structuredClone(message) })

function handle(message) {
  const port = ports.get(message.id)
  switch (message.t) {
    case 'message': {
      const received = message.ports.map((id) => {
        ports.set(id, new ChildPort(id))
        return strict(ports.get(id), 'MessagePortMain')
      })
      parentPort.emit('message', preventable({ data: message.data, ports: received }))
      return
    }
    case 'port-message':
      port?._deliver(message.data)
      return
    case 'port-close':
      ports.delete(message.id)
      if (!port) return
      port._isClosed = true
      port.emit('close')
      return
    default:
      throw fault(`unknown message ${message.t}`)
  }
}

let isLoaded = false
process.on('message', (message) => {
  if (isLoaded) handle(message)
  else early.push(message)
})

process.parentPort = strict(parentPort, 'parentPort')
const [modulePath, ...args] = process.argv.slice(2)
process.argv = [process.argv[0], modulePath, ...args]
process.type = 'utility'
await import(pathToFileURL(modulePath).href)
isLoaded = true
for (const message of early.splice(0)) handle(message)
