import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createEngine } from '../engine/engine.ts'
import { sweepBuffersSoon } from '../engine/short-lived-memory.ts'
import { runHost } from './cli.ts'

/* Entry of the web host, built to out/server/main.mjs: paths are from there. */

sweepBuffersSoon()
// Whoever read our lines may be gone; that is no reason to fail.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

await runHost(
  {
    argv: process.argv.slice(2),
    env: process.env,
    pid: process.pid,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    exit: (code) => process.exit(code),
    onSignal: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listener)
    },
    onCrash: (listener) => process.on('uncaughtException', listener),
  },
  { createEngine, root: fileURLToPath(new URL('../renderer/', import.meta.url)), appVersion: version },
)
