import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { WebSocket } from 'ws'

const headerBytes = 4

/** Speaks to the host as a page does, without a browser: calls over the WebSocket, files over one-time addresses. */
export class HostClient {
  /** @param {WebSocket} socket @param {string} origin */
  constructor(socket, origin) {
    this.socket = socket
    this.origin = origin
    this.nextId = 1
    /** @type {Map<number, (frame: any) => void>} */
    this.waiting = new Map()
    socket.on('message', (/** @type {Buffer} */ message) => this.receive(message))
  }

  /** @param {string} url an address with a ticket */
  static async enter(url) {
    const { origin, host, hash } = new URL(url)
    const socket = new WebSocket(`ws://${host}/engine`, { headers: { origin }, perMessageDeflate: false })
    await once(socket, 'open')
    socket.send(JSON.stringify({ ticket: new URLSearchParams(hash.slice(1)).get('ticket') }))
    await once(socket, 'message')
    return new HostClient(socket, origin)
  }

  /** @param {Buffer} message */
  receive(message) {
    const length = message.readUInt32LE(0)
    const [frames] = JSON.parse(message.toString('utf8', headerBytes, headerBytes + length))
    for (const frame of frames) this.waiting.get(frame.id)?.(frame)
  }

  /** @param {object} frame */
  send(frame) {
    const json = Buffer.from(JSON.stringify([[frame], []]))
    const header = Buffer.alloc(headerBytes)
    header.writeUInt32LE(json.length)
    this.socket.send(Buffer.concat([header, json]))
  }

  /** @param {string} name @param {object} params @returns {Promise<any>} */
  call(name, params) {
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (frame) => {
        this.waiting.delete(id)
        if (frame.t === 'error')
          reject(new Error(`${name}: ${frame.error.code}: ${frame.error.engineMessage}`))
        else resolve(frame.value)
      })
      this.send({ t: 'call', id, name, params })
    })
  }

  /** Follows the tasks until this one has ended; throws unless it ended well. @param {string} taskId */
  async ended(taskId) {
    const id = this.nextId++
    const task = await new Promise((resolve) => {
      this.waiting.set(id, (frame) => {
        if (frame.t !== 'item') return
        this.send({ t: 'ack', id, n: 1 })
        const tasks = frame.value.items ?? frame.value.upserts ?? []
        const found = tasks.find((/** @type {any} */ each) => each.id === taskId && each.state !== 'running')
        if (found) resolve(found)
      })
      this.send({ t: 'open', id, name: 'task.feed', params: {} })
    })
    this.waiting.delete(id)
    this.send({ t: 'cancel', id })
    if (task.state !== 'done') throw new Error(`${task.kind}: ${task.state}: ${task.error?.engineMessage}`)
    return task
  }

  /** Takes the bytes and drops them, as a command whose output goes nowhere. @param {string} name @param {object} params */
  async download(name, params) {
    const sink = { kind: 'browser', fileName: 'bench.tar' }
    const { taskId, transferUrl } = await this.call(name, { ...params, sink })
    await drop(new URL(transferUrl, this.origin))
    return this.ended(taskId)
  }

  /** @param {string} name @param {object} params @param {string} path @param {number} sizeBytes */
  async upload(name, params, path, sizeBytes) {
    const source = { kind: 'browser', fileName: 'bench.tar', sizeBytes }
    const { taskId, transferUrl } = await this.call(name, { ...params, source })
    const headers = { origin: this.origin, 'content-length': sizeBytes }
    const outgoing = request(`${this.origin}${transferUrl}`, { method: 'PUT', headers })
    const answered = once(outgoing, 'response')
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), outgoing)
    const [response] = await answered
    response.resume()
    if (response.statusCode !== 204) throw new Error(`upload: ${response.statusCode}`)
    return this.ended(taskId)
  }

  close() {
    this.socket.close()
  }
}

/** Reads an answer to its end into one buffer that is used again and again. @param {URL} url */
async function drop({ port, host, pathname }) {
  const buffer = Buffer.alloc(1 << 20)
  let start = ''
  let end = ''
  const socket = connect({
    port: Number(port),
    host: '127.0.0.1',
    onread: {
      buffer,
      callback: (length) => {
        if (start === '') start = buffer.toString('latin1', 0, 15)
        end = (end + buffer.toString('latin1', Math.max(0, length - 5), length)).slice(-5)
        return true
      },
    },
  })
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await once(socket, 'close')
  if (start !== 'HTTP/1.1 200 OK' || end !== '0\r\n\r\n') throw new Error(`download: ${start} … ${end}`)
}
