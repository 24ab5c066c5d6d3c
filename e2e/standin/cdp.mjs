import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'

/** One attached target: commands out, events in. */
export class CdpSession extends EventEmitter {
  constructor(connection, sessionId) {
    super()
    this.setMaxListeners(0)
    this.connection = connection
    this.sessionId = sessionId
  }

  send(method, params = {}) {
    return this.connection.send(method, params, this.sessionId)
  }
}

/** Speaks the DevTools protocol over a pair of pipes; the browser leaves when they close. */
class CdpConnection {
  constructor(writer, reader) {
    this.writer = writer
    this.nextId = 1
    this.pending = new Map()
    this.sessions = new Map()
    this.root = new CdpSession(this, undefined)
    let rest = Buffer.alloc(0)
    reader.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk])
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.receive(JSON.parse(rest.subarray(0, end).toString('utf8')))
        rest = rest.subarray(end + 1)
      }
    })
    writer.on('error', () => {})
  }

  send(method, params, sessionId) {
    const id = this.nextId++
    this.writer.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, method })
    })
  }

  receive(message) {
    if (message.id === undefined) {
      const session = message.sessionId ? this.sessions.get(message.sessionId) : this.root
      session?.emit(message.method, message.params)
      return
    }
    const call = this.pending.get(message.id)
    this.pending.delete(message.id)
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`))
    else call?.resolve(message.result)
  }

  async attach(targetId) {
    const { sessionId } = await this.root.send('Target.attachToTarget', { targetId, flatten: true })
    const session = new CdpSession(this, sessionId)
    this.sessions.set(sessionId, session)
    return session
  }
}

/**
 * Starts Chromium without a window. With `debugPort` it also prints "DevTools listening on …", which is what
 * Playwright waits for.
 */
export function launchChromium({ profile, switches, debugPort, hostRules, secureOrigins, onExit }) {
  mkdirSync(profile, { recursive: true })
  const child = spawn(
    process.env.BAYPLAN_CHROMIUM ?? '/usr/bin/chromium',
    [
      ...switches,
      ...(process.env.STANDIN_HEADED ? [] : ['--headless=new']),
      ...(debugPort === undefined ? [] : [`--remote-debugging-port=${debugPort}`]),
      '--remote-debugging-pipe',
      '--no-first-run',
      '--no-startup-window',
      '--disable-gpu',
      // Chromium refuses to run its sandbox as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      `--host-resolver-rules=${hostRules}`,
      `--unsafely-treat-insecure-origin-as-secure=${secureOrigins.join(',')}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  child.on('exit', (code, signal) => onExit(code ?? signal))
  child.stderr.on('data', (chunk) => {
    const text = chunk.toString()
    // Chromium's own complaints about a machine without a desktop bus would drown the app's.
    if (/DevTools listening|FATAL/.test(text)) process.stderr.write(text)
  })
  return { child, connection: new CdpConnection(child.stdio[3], child.stdio[4]) }
}
