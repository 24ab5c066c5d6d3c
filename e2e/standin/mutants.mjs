/*
 * Do the stories of the shell find mistakes? Plants one fault at a time into a copy of the built app and runs them
 * on the stand-in. `node e2e/standin/mutants.mjs [word]` after `npm run build`; takes about a quarter of an hour.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = 'out/electron/main.mjs'
const preload = 'out/preload/preload.cjs'
const engine = 'out/engine/engine-process.mjs'

/** What is wrong, in which bundle, and the change of text that makes it so. */
const mutants = [
  [
    'preload is an ES module',
    preload,
    'let electron = require("electron")',
    'import * as electron from "electron"',
  ],
  ['preload needs node:fs', preload, 'let electron', 'require("node:fs"); let electron'],
  ['preload has another path', main, 'preload/preload.cjs', 'preload/index.cjs'],
  ['scheme is not standard', main, 'standard: true', 'standard: false'],
  [
    'port goes through the context bridge',
    preload,
    'setTheme: (theme) =>',
    'port: new MessageChannel().port1, setTheme: (theme) =>',
  ],
  ['port is posted to another origin', preload, 'window.location.origin', '"https://bundle"'],
  [
    'page port is not transferred',
    main,
    'channels.enginePort, null, [port2]',
    'channels.enginePort, null, []',
  ],
  ['engine port is not transferred', main, '{ t: "connect" }, [port1]', '{ t: "connect" }, []'],
  ['channel name has a typo', preload, 'connectEngine: "engine:connect"', 'connectEngine: "engine:conect"'],
  ['engine port is not started', engine, 'start: () => port.start()', 'start: () => {}'],
  [
    'a reply is not cloneable',
    engine,
    'hostInfo: {\n\t\tkind: "desktop"',
    'hostInfo: {\n\t\tlater: () => {},\n\t\tkind: "desktop"',
  ],
  [
    'a buffer is transferred',
    engine,
    'postMessage: (value) => port.postMessage(value)',
    'postMessage: (value) => port.postMessage(value, [new ArrayBuffer(1)])',
  ],
  ['__dirname is missing', engine, 'const __dirname = ', 'const __folder = '],
  [
    'entry waits for ready',
    main,
    'void app.whenReady().then(',
    'await app.whenReady(); void app.whenReady().then(',
  ],
  ['window comes before ready', main, 'app.whenReady().then(', 'Promise.resolve().then('],
  ['sandbox is off', main, 'sandbox: true', 'sandbox: false'],
  ['isolation is off', main, 'contextIsolation: true', 'contextIsolation: false'],
  ['policy is missing', main, '"Content-Security-Policy": ', '"X-Policy": '],
  ['policy is too strict for the page', main, '"script-src \'self\'"', '"script-src \'none\'"'],
  ['policy has no nonce', main, " 'nonce-${nonce}'", ''],
  ['page keeps its placeholder', main, 'html.replaceAll(noncePlaceholder, nonce)', 'html'],
  ['navigation is not locked', main, 'if (!isPageUrl(navigation.url)) navigation.preventDefault()', ''],
  ['new windows are allowed', main, 'action: "deny"', 'action: "allow"'],
  [
    'any address is opened outside',
    main,
    'if (address === null) return false',
    'if (address === null) return !!shell.openExternal(url)',
  ],
  [
    'senders are all refused',
    main,
    'frame.parent === null && isPageUrl',
    'frame.parent !== null && isPageUrl',
  ],
  ['senders are not checked', main, 'isTrustedSender(event, contents())', 'true'],
  ['permissions are granted', main, 'permission === "clipboard-sanitized-write" && ', ''],
  [
    'files outside the bundle are served',
    main,
    'file.startsWith(resolve(root) + sep) && extname(file) in contentTypes',
    'true',
  ],
  ['an event is misspelt', main, '"will-navigate"', '"will-naviagte"'],
  ['an API does not exist', main, 'window.show();\n\t\tonShown', 'window.showNow();\n\t\tonShown'],
  ['engine process is not restarted', main, 'if (this.stopping === null) this.handleLoss(code)', ''],
  ['waiting pages are forgotten', main, 'else this.releaseWaiting(process)', ''],
  ['engine process is left behind', main, 'child.process.kill();', ''],
  ['the app never quits', main, 'this.isEngineGone = true', 'this.isEngineGone = false'],
  [
    'a second start runs beside the first',
    main,
    'if (app.requestSingleInstanceLock())',
    'if (app.requestSingleInstanceLock() || true)',
  ],
  ['a second start does not raise the window', main, 'app.on("second-instance", () => this.raise())', ''],
  ['menu commands get lost', main, 'send(channels.command, command)', 'send("menu", command)'],
  ['the event object leaks to the page', preload, 'listener(command)', 'listener(_event, command)'],
  ['readiness is not told', main, 'onShown();', ''],
  ['sleep breaks the engine process', engine, 'engine.recheck()', 'engine.reconnect()'],
]

/** Runs the stories on a damaged copy; true when one of them fails. */
function isCaught(app) {
  const output = join(app, 'test-results')
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/.bin/playwright',
      'test',
      '--project=standin',
      '--max-failures=1',
      '--reporter=dot',
      `--output=${output}`,
    ],
    { cwd: root, env: { ...process.env, BAYPLAN_APP_FOLDER: app }, stdio: 'ignore' },
  )
  return status !== 0
}

const wanted = process.argv[2] ?? ''
const app = mkdtempSync(join(tmpdir(), 'bayplan-mutant-'))
process.on('exit', () => rmSync(app, { recursive: true, force: true }))
cpSync(join(root, 'package.json'), join(app, 'package.json'))
cpSync(join(root, 'out'), join(app, 'out'), { recursive: true })
if (isCaught(app)) throw new Error('the stories fail on the undamaged build')

const survivors = []
const chosen = mutants.filter(([name]) => name.includes(wanted))
for (const [name, file, from, to] of chosen) {
  const sound = readFileSync(join(app, file), 'utf8')
  if (!sound.includes(from)) throw new Error(`${name}: ${file} no longer has ${from}`)
  writeFileSync(
    join(app, file),
    sound.replaceAll(from, () => to),
  )
  const caught = isCaught(app)
  writeFileSync(join(app, file), sound)
  if (!caught) survivors.push(name)
  process.stdout.write(`${caught ? 'caught  ' : 'SURVIVED'} ${name}\n`)
}
process.stdout.write(`${chosen.length - survivors.length} of ${chosen.length} faults caught\n`)
