import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const startTimeoutMs = 30_000
const idleExitSeconds = 30

/** @typedef {{ url: string, port: number, pid: number, engine: string }} Listening */

/**
 * Starts the web host and waits until it listens. It ends with this process, however this process ends.
 * @param {string} root
 * @param {import('./flags.mjs').StartFlags} flags
 * @param {{ exitsWhenIdle: boolean }} options
 */
export async function startWebHost(root, { host, context, port }, { exitsWhenIdle }) {
  const args = [
    ...(host ? ['--host', host] : []),
    ...(context ? ['--context', context] : []),
    ...(port === undefined ? [] : ['--port', String(port)]),
    '--idle-exit',
    String(exitsWhenIdle ? idleExitSeconds : 0),
  ]
  const child = spawn(process.execPath, [join(root, 'out/server/main.mjs'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, BAYPLAN_OWNED: '1' },
  })
  child.stdin.on('error', () => {}) // it may be gone when we ask for a ticket
  /** @type {Promise<number>} */ const ended = new Promise((resolve) => {
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => /** @type {Listening} */ (JSON.parse(String((await lines.next()).value)))
  const first = await Promise.race([nextLine(), failure(ended)])
  return {
    first,
    ended,
    end: () => child.kill('SIGTERM'),
    /** A fresh address: each one opens a single window. */
    newAddress: async () => {
      child.stdin.write('ticket\n')
      return (await nextLine()).url
    },
  }
}

/** @param {Promise<number>} ended @returns {Promise<never>} */
function failure(ended) {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error('The web host does not answer.')), startTimeoutMs)
    timer.unref()
    void ended.then((code) => reject(new Error(`The web host ended with code ${code}.`)))
  })
}
