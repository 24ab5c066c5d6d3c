// The few Docker Engine API calls that the lab and the demo make, over a Unix socket, with nothing but Node.
import { request } from 'node:http'

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {string} text
 */

/**
 * @param {string} socketPath
 * @param {string} method
 * @param {string} path
 * @param {{ json?: unknown, body?: Buffer, timeoutMs?: number }} [options]
 * @returns {Promise<Reply>}
 */
export function send(socketPath, method, path, { json, body, timeoutMs = 60_000 } = {}) {
  const payload = body ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)))
  /** @type {Record<string, string | number>} */ const headers = {}
  if (payload) headers['Content-Type'] = body ? 'application/x-tar' : 'application/json'
  if (payload) headers['Content-Length'] = payload.length
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath, method, path, headers, agent: false, signal: AbortSignal.timeout(timeoutMs) },
      (reply) => {
        /** @type {Buffer[]} */ const chunks = []
        reply.on('data', (chunk) => chunks.push(chunk))
        reply.on('error', reject)
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(payload)
  })
}

/**
 * Like `send`, but a refusal by the engine is an error, and the reply is parsed.
 * @param {string} socketPath
 * @param {string} method
 * @param {string} path
 * @param {Parameters<typeof send>[3]} [options]
 * @returns {Promise<any>}
 */
export async function call(socketPath, method, path, options) {
  const reply = await send(socketPath, method, path, options)
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${reply.text.trim()}`)
  return reply.text.startsWith('{') || reply.text.startsWith('[') ? JSON.parse(reply.text) : reply.text
}

/** @param {string} socketPath @param {Buffer} archive */
export async function loadImages(socketPath, archive) {
  const reply = await send(socketPath, 'POST', '/images/load?quiet=1', { body: archive })
  // Failures arrive inside a 200 reply.
  const failure = /"error":"([^"]*)"/.exec(reply.text)?.[1]
  if (reply.status >= 400 || failure)
    throw new Error(`The engine did not load the images: ${failure ?? reply.text}`)
}

/** @param {string} socketPath @param {number} [timeoutMs] */
export async function ping(socketPath, timeoutMs = 2000) {
  try {
    return (await send(socketPath, 'GET', '/_ping', { timeoutMs })).status === 200
  } catch {
    return false
  }
}

/**
 * Follows the engine's events until `signal` aborts or the engine goes away.
 * @param {string} socketPath
 * @param {string} query
 * @param {(event: any) => void} onEvent
 * @param {AbortSignal} signal
 * @returns {Promise<void>} settles when the stream ends, never rejects
 */
export function followEvents(socketPath, query, onEvent, signal) {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: `/events?${query}`, agent: false, signal }, (reply) => {
      let rest = ''
      reply.setEncoding('utf8')
      reply.on('data', (chunk) => {
        const lines = (rest + chunk).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line.trim()) onEvent(JSON.parse(line))
      })
      reply.on('error', () => {}) // 'close' follows
      reply.on('close', () => resolve())
    })
    sent.on('error', () => resolve())
    sent.end()
  })
}
