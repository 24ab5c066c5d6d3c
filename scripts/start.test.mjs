import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findDebianMirror } from './lab/apt.mjs'
import { publishedTcpPorts } from './lab/port-forward.mjs'
import { findBrowser, hopPage } from './start/browser.mjs'
import { hasDisplay } from './start/desktop.mjs'
import { findElectron, recentFailure } from './start/electron-binary.mjs'
import { parseFlags } from './start/flags.mjs'
import { sourceHash } from './start/prepare.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string} path @param {string} content */
function write(path, content) {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

void describe('the options of npm start', () => {
  const plain = { web: false, open: true, json: false, retry: false, help: false }
  for (const [argv, expected] of /** @type {const} */ ([
    [[], plain],
    [['--host', 'unix:///a.sock'], { ...plain, host: 'unix:///a.sock' }],
    [['--context=remote', '--json'], { ...plain, context: 'remote', json: true }],
    [['--port', '8123'], { ...plain, port: 8123, web: true }],
    [['--no-open'], { ...plain, open: false, web: true }],
    [['--hots', 'x'], { error: 'There is no option --hots.' }],
    [['up'], { error: '"up" is not an option.' }],
    [['--port', 'http'], { error: '--port takes a number from 0 to 65535, not "http".' }],
    [['--host', 'a', '--context', 'b'], { error: 'Give either --host or --context, not both.' }],
  ])) {
    void it(`reads ${JSON.stringify(argv)}`, () => assert.deepEqual(parseFlags([...argv]), expected))
  }

  void it('ends with code 2 on an unknown option, before anything is installed', () => {
    const script = fileURLToPath(new URL('start.mjs', import.meta.url))
    const done = spawnSync(process.execPath, [script, '--frob'], { encoding: 'utf8' })
    assert.equal(done.status, 2)
    assert.match(done.stderr, /There is no option --frob/)
    assert.equal(done.stdout, '')
  })
})

void describe('finding Electron', () => {
  const place = (/** @type {NodeJS.ProcessEnv} */ env = {}) => ({
    root: folder,
    env,
    platform: /** @type {const} */ ('linux'),
  })
  beforeEach(() => write('node_modules/electron/package.json', '{"version":"45.4.1"}'))

  void it('finds nothing without a binary', () => assert.equal(findElectron(place()), null))

  void it('takes a binary of the pinned version only', () => {
    write('node_modules/electron/dist/electron', '')
    write('node_modules/electron/dist/version', 'v45.4.1')
    assert.equal(findElectron(place()), join(folder, 'node_modules/electron/dist/electron'))
    write('node_modules/electron/dist/version', 'v44.0.0')
    assert.equal(findElectron(place()), null)
  })

  void it('takes whatever ELECTRON_OVERRIDE_DIST_PATH holds', () => {
    write('mine/electron', '')
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') }
    assert.equal(findElectron(place(env)), join(folder, 'mine/electron'))
  })

  void it('remembers a failed download for a day', () => {
    write('electron.json', '{"failedAtMs":1000,"reason":"no connection"}')
    assert.equal(recentFailure(join(folder, 'electron.json'), 1000 + 23 * 3600_000), 'no connection')
    assert.equal(recentFailure(join(folder, 'electron.json'), 1000 + 25 * 3600_000), null)
    assert.equal(recentFailure(join(folder, 'none.json'), 1000), null)
  })
})

void describe('opening a window', () => {
  const only = (/** @type {string} */ path) => (/** @type {string} */ file) => file === path

  void it('finds a browser on each system', () => {
    assert.equal(
      findBrowser('linux', { PATH: '/bin:/usr/bin' }, only('/usr/bin/chromium')),
      '/usr/bin/chromium',
    )
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    assert.equal(findBrowser('darwin', { HOME: '/Users/a' }, only(mac)), mac)
    const edge = 'C:\\Program Files (x86)/Microsoft/Edge/Application/msedge.exe'
    assert.equal(findBrowser('win32', { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, only(edge)), edge)
    assert.equal(
      findBrowser('linux', { PATH: '/bin' }, () => false),
      null,
    )
  })

  void it('needs a display on Linux only', () => {
    assert.equal(hasDisplay({}, 'linux'), false)
    assert.equal(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), true)
    assert.equal(hasDisplay({}, 'darwin'), true)
  })

  void it('cannot be broken by an address', () => {
    assert.ok(!hopPage('http://127.0.0.1/#</script><script>').includes('</script><script>'))
  })
})

void describe('building when stale', () => {
  void it('notices edits, new and deleted files, but not tests', () => {
    write('shared/a.ts', 'one')
    const first = sourceHash(folder)
    write('shared/a.test.ts', 'test')
    assert.equal(sourceHash(folder), first)
    write('shared/b.ts', 'two')
    const second = sourceHash(folder)
    assert.notEqual(second, first)
    rmSync(join(folder, 'shared/b.ts'))
    assert.equal(sourceHash(folder), first)
    write('shared/a.ts', 'changed')
    assert.notEqual(sourceHash(folder), first)
  })
})

void describe('the lab', () => {
  void it('takes the Debian mirror from one-line and from deb822 sources', () => {
    const oneLine =
      '# deb http://old.invalid/debian x main\ndeb [arch=amd64] http://a.invalid/debian/ bookworm main\n'
    assert.equal(findDebianMirror([oneLine]), 'http://a.invalid/debian')
    const deb822 =
      'Types: deb\nURIs: http://b.invalid/debian-security http://b.invalid/debian\nSuites: trixie\n'
    assert.equal(findDebianMirror(['', deb822]), 'http://b.invalid/debian')
    assert.equal(findDebianMirror(['deb http://a.invalid/ubuntu noble main']), null)
  })

  void it('forwards each published TCP port once', () => {
    const ports = [
      { PublicPort: 80, Type: 'tcp' },
      { PublicPort: 80, Type: 'tcp' },
      { PublicPort: 53, Type: 'udp' },
      { Type: 'tcp' },
    ]
    assert.deepEqual(publishedTcpPorts([{ Ports: ports }, {}]), [80])
  })
})
