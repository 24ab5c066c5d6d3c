#!/usr/bin/env node
// npm run e2e:electron: the desktop stories on a real Electron binary. Says loudly when there is none.
import { fileURLToPath } from 'node:url'
import { runCapped } from './lab/memory-cap.mjs'
import { findProgram } from './lab/process.mjs'
import { hasDisplay } from './start/desktop.mjs'
import { electronVersion, findElectron } from './start/electron-binary.mjs'
import { prepare } from './start/prepare.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const { ELECTRON_OVERRIDE_DIST_PATH: _standin, ...env } = process.env // the stand-in would be no proof

function reportMissing() {
  const line = '*'.repeat(78)
  process.stderr.write(
    `${line}\nNO ELECTRON BINARY: nothing was tested on real Electron ${electronVersion(root) ?? ''}.\n` +
      `Fetch one with "npx install-electron", then run this again.\n${line}\n`,
  )
  return process.env['REQUIRE_ELECTRON'] === '1' ? 1 : 0
}

async function main() {
  await prepare(root)
  if (!findElectron({ root, env, platform: process.platform })) return reportMissing()
  const stories = [
    `${root}/node_modules/.bin/playwright`,
    'test',
    '--project',
    'electron',
    ...process.argv.slice(2),
  ]
  const xvfb = hasDisplay(env, process.platform) ? null : findProgram('xvfb-run')
  const argv = [...(xvfb ? [xvfb, '-a'] : []), process.execPath, ...stories]
  const done = await runCapped(argv, { memoryMb: 6144, timeoutMs: 900_000, env, cwd: root })
  return done.code
}

process.exitCode = await main()
