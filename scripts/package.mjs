// npm run package: installers from a fresh build. Flags go on to electron-builder (`-- --linux deb`).
// npm run package -- --rehearse: packs for Linux around a stub in Electron's place, to see what would be shipped.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeStubDist } from './package/stub-dist.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const flags = process.argv.slice(2).filter((flag) => flag !== '--rehearse')
const isRehearsal = process.argv.includes('--rehearse')

/** @param {string} tool @param {string[]} args */
function run(tool, args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/.bin', tool), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

run('vite', ['build'])
if (isRehearsal) {
  const stub = mkdtempSync(join(tmpdir(), 'bayplan-stub-'))
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))
  process.on('exit', () => rmSync(stub, { recursive: true, force: true }))
  writeStubDist(stub, version)
  run('electron-builder', ['--linux', '--dir', '--publish', 'never', `-c.electronDist=${stub}`, ...flags])
} else {
  run('electron-builder', ['--publish', 'never', ...flags])
}
