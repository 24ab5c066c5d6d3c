import { spawn } from 'node:child_process'
import { readdirSync, readlinkSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The built web host with its inspector open, so that it can be counted from outside.
 * @param {string} engineHost
 */
export async function openCountedHost(engineHost) {
  const args = ['--inspect=127.0.0.1:0', 'out/server/main.mjs', '--host', engineHost, '--idle-exit', '0']
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, BAYPLAN_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  /** @type {string[]} */
  const said = []
  /** @type {Promise<string>} */
  const inspector = new Promise((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /Debugger listening on (ws:\S+)/.exec(line)?.[1]
      if (address) resolve(address)
      else if (line.startsWith('bayplan: ')) {
        said.push(line)
        console.error(line)
      }
    })
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let url = JSON.parse(String((await lines.next()).value)).url
  const { ask, detach } = await inspect(await inspector)
  return {
    /** What the host wrote about bugs and refusals. */
    said,
    async address() {
      const ready = url
      child.stdin.write('ticket\n')
      url = JSON.parse(String((await lines.next()).value)).url
      return ready
    },
    async count() {
      const counted = await countObjects(ask)
      return { ...counted, sockets: socketsOf(child.pid ?? 0) }
    },
    async close() {
      // A process that ends waits for its inspector to leave.
      detach()
      child.kill()
      await ended
    },
  }
}

/** Network and local sockets that a process has open. @param {number} pid */
function socketsOf(pid) {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).startsWith('socket:')
    } catch {
      return false // closed meanwhile
    }
  }).length
}

/** @param {string} address */
async function inspect(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let lastId = 0
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map()
  socket.on('message', (data) => {
    const answer = JSON.parse(/** @type {Buffer} */ (data).toString())
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  return {
    /** @param {string} method @param {object} [params] @returns {Promise<any>} */
    ask: (method, params = {}) =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, ({ result, error }) =>
          error ? reject(new Error(error.message)) : resolve(result),
        )
        socket.send(JSON.stringify({ id: lastId, method, params }))
      }),
    detach: () => socket.close(),
  }
}

/**
 * What is alive in the host after collection: bytes, listeners of emitters, and targets of events such as signals.
 * @param {(method: string, params?: object) => Promise<any>} ask
 */
async function countObjects(ask) {
  await ask('HeapProfiler.collectGarbage')
  const heap = await ask('Runtime.getHeapUsage')
  const listeners = await sumOver(
    ask,
    "process.getBuiltinModule('node:events').EventEmitter.prototype",
    String(listenersOf),
  )
  const targets = await sumOver(ask, 'EventTarget.prototype', 'function () { return this.length }')
  return { heapBytes: heap.usedSize, listeners: listeners + targets }
}

/** Runs in the host. @this {import('node:events').EventEmitter[]} */
function listenersOf() {
  let sum = 0
  for (const one of this) {
    // Prototypes are found as well, and have nothing to tell.
    if (Object.hasOwn(one, '_events')) for (const name of one.eventNames()) sum += one.listenerCount(name)
  }
  return sum
}

/**
 * @param {(method: string, params?: object) => Promise<any>} ask
 * @param {string} prototype @param {string} functionDeclaration told all objects of this prototype as `this`
 */
async function sumOver(ask, prototype, functionDeclaration) {
  const objectGroup = 'counted'
  const found = await ask('Runtime.evaluate', { expression: prototype, objectGroup })
  const { objects } = await ask('Runtime.queryObjects', {
    prototypeObjectId: found.result.objectId,
    objectGroup,
  })
  const { result, exceptionDetails } = await ask('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration,
    returnByValue: true,
  })
  await ask('Runtime.releaseObjectGroup', { objectGroup })
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description)
  return Number(result.value)
}
