import { EventEmitter } from 'node:events'
import { fault, preventable, strict } from './strict.mjs'

/** Messages of pages: `on` for those that are sent, `handle` for those that wait for an answer. */
export class IpcMain extends EventEmitter {
  constructor() {
    super()
    this._handlers = new Map()
  }

  handle(channel, handler) {
    if (this._handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this._handlers.set(channel, handler)
  }

  receive(contents, message) {
    const event = preventable({ sender: contents.proxy, senderFrame: contents.mainFrame, ports: [] })
    if (message.t === 'send') {
      // In Electron such a message vanishes; here it is a mistake in a channel's name.
      if (!this.emit(message.channel, event, ...message.args)) {
        process.stderr.write(`${fault(`nobody listens to '${message.channel}'`).message}\n`)
      }
      return
    }
    void this._answer(contents, event, message)
  }

  async _answer(contents, event, { id, channel, args }) {
    try {
      const handler = this._handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      contents._tell({ t: 'result', id, value: structuredClone(await handler(event, ...args)) })
    } catch (error) {
      contents._tell({
        t: 'result',
        id,
        error: `Error invoking remote method '${channel}': ${String(error)}`,
      })
    }
  }
}

export function createIpcMain() {
  const ipc = new IpcMain()
  return { ipc, api: strict(ipc, 'ipcMain') }
}
