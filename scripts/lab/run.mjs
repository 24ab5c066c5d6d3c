#!/usr/bin/env node
// node scripts/lab/run.mjs [-v 20.10|26|28] [--memory <MB>] [--timeout <s>] [--flag <dockerd flag>]… -- command…
// Runs a command beside a private engine: BAYPLAN_LAB_HOST is its endpoint, BAYPLAN_LAB_DOCKER the docker command.
// With BAYPLAN_LAB_HOST already set, that engine is used and no other is started.
import { parseArgs } from 'node:util'
import { startEngine } from './engine.mjs'
import { runCapped } from './memory-cap.mjs'
import { findProgram, say } from './process.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string', short: 'v', default: '28' },
    memory: { type: 'string', default: '1536' },
    timeout: { type: 'string' },
    flag: { type: 'string', multiple: true, default: [] },
  },
})

/** @param {NodeJS.ProcessEnv} env */
async function runCommand(env) {
  // What is left of the user's docker settings would lead the command to another engine.
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...clean } = process.env
  const done = await runCapped(positionals, {
    memoryMb: Number(values.memory),
    ...(values.timeout ? { timeoutMs: Number(values.timeout) * 1000 } : {}),
    env: { ...clean, ...env },
  })
  if (done.ended === 'memory') say(`Ended: more than ${values.memory} MB of memory.`)
  if (done.ended === 'time') say(`Ended: longer than ${values.timeout} s.`)
  return done.code
}

async function main() {
  if (positionals.length === 0) {
    say('Give a command after --.')
    return 2
  }
  if (process.env['BAYPLAN_LAB_HOST']) {
    return runCommand({
      BAYPLAN_LAB_DOCKER: process.env['BAYPLAN_LAB_DOCKER'] ?? findProgram('docker') ?? '',
    })
  }
  const version = /** @type {'28'} */ (values.version)
  const engine = await startEngine({ version, flags: values.flag })
  const stopOn = () => void engine.stop().then(() => process.exit(130))
  process.once('SIGINT', stopOn).once('SIGTERM', stopOn)
  try {
    return await runCommand({ BAYPLAN_LAB_HOST: engine.host, BAYPLAN_LAB_DOCKER: engine.dockerPath })
  } finally {
    await engine.stop()
  }
}

process.exitCode = await main()
