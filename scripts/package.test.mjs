import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeStubDist } from './package/stub-dist.mjs'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))
const electronVersion = JSON.parse(
  readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
).version

void describe('electron-builder.yml', () => {
  void it('has only settings that electron-builder knows', async () => {
    const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config')
    const { DebugLogger } = require('builder-util')
    const config = await getConfig(root, 'electron-builder.yml', null)
    await validateConfiguration(config, new DebugLogger(false))
    const misspelt = JSON.parse(JSON.stringify(config).replace('oneClick', 'oneKlick'))
    await assert.rejects(validateConfiguration(misspelt, new DebugLogger(false)), /configuration\.nsis/)
  })

  void it('makes every kind of installer for both kinds of processor', async () => {
    const { getConfig } = require('app-builder-lib/out/util/config/config')
    const config = await getConfig(root, 'electron-builder.yml', null)
    /** @type {any[]} */ const systems = [config.linux, config.mac, config.win]
    const kinds = systems.flatMap(({ target }) => target)
    const made = kinds.map(({ target, arch }) => `${target} ${arch.join(' ')}`)
    for (const kind of ['AppImage', 'deb', 'rpm', 'dmg', 'nsis'])
      assert.ok(made.includes(`${kind} x64 arm64`), kind)
  })

  void it('names pictures that exist', () => {
    const pictures = ['icon.icns', 'icon.ico', 'icons/256x256.png', 'icon.png', 'tray.png', 'badge.png']
    for (const path of pictures) {
      assert.ok(existsSync(join(root, 'assets', path)), path)
    }
  })
})

void describe('a packaged app', { skip: process.platform !== 'linux' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-package-'))
  after(() => rmSync(folder, { recursive: true }))
  const project = join(folder, 'project')

  /** The project as it is, with stand-ins for what a build makes: what is packed depends on names alone. */
  function writeProject() {
    mkdirSync(project)
    for (const name of ['package.json', 'electron-builder.yml', 'assets']) {
      cpSync(join(root, name), join(project, name), { recursive: true })
    }
    const built = [
      'out/electron/main.mjs',
      'out/electron/main.mjs.map',
      'out/preload/preload.cjs',
      'out/engine/engine-process.mjs',
      'out/engine/proto/auth.proto',
      'out/renderer/index.html',
      'out/server/main.mjs',
      'electron/main.ts',
    ]
    for (const path of built) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), 'built')
    }
    writeStubDist(join(folder, 'electron'), electronVersion)
  }

  void it('holds the built app alone, with every fuse as the configuration says', async () => {
    writeProject()
    const flags = ['--linux', '--x64', '--dir', '--publish', 'never', `-c.electronVersion=${electronVersion}`]
    await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/.bin/electron-builder'), ...flags, `-c.electronDist=${folder}/electron`],
      { cwd: project },
    )
    const packed = join(project, 'dist/linux-unpacked')
    const { listPackage } = require('@electron/asar')
    /** @type {string[]} */ const files = listPackage(join(packed, 'resources/app.asar'), { isPack: false })
    assert.deepEqual(files.filter((path) => /\.\w+$/.test(path)).sort(), [
      '/assets/badge.png',
      '/assets/tray-attention.png',
      '/assets/tray-attention@2x.png',
      '/assets/tray-colour-attention.png',
      '/assets/tray-colour-attention@2x.png',
      '/assets/tray-colour.png',
      '/assets/tray-colour@2x.png',
      '/assets/tray.png',
      '/assets/tray@2x.png',
      '/out/electron/main.mjs',
      '/out/engine/engine-process.mjs',
      '/out/engine/proto/auth.proto',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ])
    assert.equal(existsSync(join(packed, 'locales/de.pak')), false)
    assert.equal(existsSync(join(packed, 'locales/zh-CN.pak')), true)
    // One digit per fuse, in Electron's order: run as Node, encrypted cookies, NODE_OPTIONS, inspect arguments,
    // integrity of the archive, archive only, own V8 snapshot, privileges of file:.
    const executable = readFileSync(join(packed, 'bayplan'), 'latin1')
    assert.equal(/dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX..(\d{8})/s.exec(executable)?.[1], '00001100')
  })
})
