import { userInfo } from 'node:os'
import { createEngine } from '../engine/engine.ts'
import { sweepBuffersSoon } from '../engine/short-lived-memory.ts'
import { createMessagePort } from '../shared/message-port.ts'
import { serve } from '../shared/rpc-server.ts'
import { parseEngineArguments } from './arguments.ts'
import type { EngineProcessMessage } from './channels.ts'
import { fromMainPort } from './message-port.ts'

/*
 * Entry of the utility process that talks to Docker. Each page has a port straight to it, so a storm of log
 * lines never passes the process that owns the windows, and a crash here leaves the windows standing.
 */

sweepBuffersSoon()
const { appVersion, ...endpoint } = parseEngineArguments(process.argv)
const engine = createEngine({
  ...endpoint,
  hostInfo: { kind: 'desktop', appVersion, platform: process.platform, user: userInfo().username },
  onBug: (error) => reportBug(error, 'engine'),
})

/** A port that nobody refers to is collected and closes. */
const ports = new Set<unknown>()

function connect(port: Electron.MessagePortMain): void {
  ports.add(port)
  const channel = createMessagePort<never, unknown>(fromMainPort(port), setImmediate)
  channel.onClose(() => ports.delete(port))
  serve(channel, engine.handlers, { onBug: reportBug })
}

function reportBug(error: unknown, name: string): void {
  const trace = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`bayplan engine: ${name}: ${trace}\n`)
}

async function shutDown(): Promise<void> {
  await engine.dispose()
  process.exit(0)
}

process.parentPort.on('message', (event) => {
  const message = event.data as EngineProcessMessage
  switch (message.t) {
    case 'connect': {
      const [port] = event.ports
      if (port) connect(port)
      return
    }
    case 'recheck':
      engine.recheck()
      return
    case 'shutdown':
      void shutDown()
  }
})
