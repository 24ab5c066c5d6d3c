/*
 * Do the stories of the shell find mistakes? Plants one fault at a time into a copy of the built app and runs them
 * on the stand-in. `node e2e/standin/mutants.mjs [pattern of names]` after `npm run build`; takes about a quarter of an hour.
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

/** What is wrong, which stories should find it, in which bundle it is, and the change of text that makes it so. */
const mutants = [
  [
    'preload is an ES module',
    'window',
    preload,
    'let electron = require("electron")',
    'import * as electron from "electron"',
  ],
  ['preload needs node:fs', 'window', preload, 'let electron', 'require("node:fs"); let electron'],
  ['preload has another path', 'window', main, 'preload/preload.cjs', 'preload/index.cjs'],
  ['scheme is not standard', 'window', main, 'standard: true', 'standard: false'],
  [
    'port goes through the context bridge',
    'window',
    preload,
    'setTheme: (theme) =>',
    'port: new MessageChannel().port1, setTheme: (theme) =>',
  ],
  [
    'port is posted to another origin',
    'engine-process',
    preload,
    'window.location.origin',
    '"https://bundle"',
  ],
  [
    'page port is not transferred',
    'engine-process',
    main,
    'channels.enginePort, null, [port2]',
    'channels.enginePort, null, []',
  ],
  [
    'engine port is not transferred',
    'engine-process',
    main,
    '{ t: "connect" }, [port1]',
    '{ t: "connect" }, []',
  ],
  [
    'channel name has a typo',
    'engine-process',
    preload,
    'connectEngine: "engine:connect"',
    'connectEngine: "engine:conect"',
  ],
  ['engine port is not started', 'engine-process', engine, 'start: () => port.start()', 'start: () => {}'],
  [
    'a reply is not cloneable',
    'engine-process',
    engine,
    'hostInfo: {\n\t\tkind: "desktop"',
    'hostInfo: {\n\t\tlater: () => {},\n\t\tkind: "desktop"',
  ],
  [
    'a buffer is transferred',
    'engine-process',
    engine,
    'postMessage: (value) => port.postMessage(value)',
    'postMessage: (value) => port.postMessage(value, [new ArrayBuffer(1)])',
  ],
  ['__dirname is missing', 'engine-process', engine, 'const __dirname = ', 'const __folder = '],
  [
    'entry waits for ready',
    'window',
    main,
    'app.whenReady().then(',
    'await app.whenReady(); app.whenReady().then(',
  ],
  ['window comes before ready', 'window', main, 'app.whenReady().then(', 'Promise.resolve().then('],
  ['sandbox is off', 'window', main, 'sandbox: true', 'sandbox: false'],
  ['isolation is off', 'window', main, 'contextIsolation: true', 'contextIsolation: false'],
  ['policy is missing', 'locks', main, '"Content-Security-Policy": ', '"X-Policy": '],
  [
    'policy is too strict for the page',
    'engine-process',
    main,
    '"script-src \'self\'"',
    '"script-src \'none\'"',
  ],
  ['policy has no nonce', 'locks', main, " 'nonce-${nonce}'", ''],
  ['page keeps its placeholder', 'locks', main, 'html.replaceAll(noncePlaceholder, nonce)', 'html'],
  [
    'navigation is not locked',
    'locks',
    main,
    'if (!isPageUrl(navigation.url)) navigation.preventDefault()',
    '',
  ],
  ['new windows are allowed', 'locks', main, 'action: "deny"', 'action: "allow"'],
  [
    'any address is opened outside',
    'locks',
    main,
    'if (address === null) return false',
    'if (address === null) return !!shell.openExternal(url)',
  ],
  [
    'senders are all refused',
    'locks',
    main,
    'frame.parent === null && isPageUrl',
    'frame.parent !== null && isPageUrl',
  ],
  ['senders are not checked', 'locks', main, 'isTrustedSender(event, contents())', 'true'],
  ['permissions are granted', 'locks', main, 'permission === "clipboard-sanitized-write" && ', ''],
  [
    'files outside the bundle are served',
    'locks',
    main,
    'file.startsWith(resolve(root) + sep) && extname(file) in contentTypes',
    'true',
  ],
  ['an event is misspelt', 'locks', main, '"will-navigate"', '"will-naviagte"'],
  ['an API does not exist', 'window', main, 'window.show();\n\t\tonShown', 'window.showNow();\n\t\tonShown'],
  [
    'engine process is not restarted',
    'engine-process',
    main,
    'if (this.stopping === null) this.handleLoss(code)',
    '',
  ],
  ['waiting pages are forgotten', 'engine-process', main, 'else this.releaseWaiting(process)', ''],
  ['engine process is left behind', 'life', main, 'child.process.kill();', ''],
  ['the app never quits', 'life', main, 'this.isEngineGone = true', 'this.isEngineGone = false'],
  [
    'a second start runs beside the first',
    'life',
    main,
    'if (app.requestSingleInstanceLock())',
    'if (app.requestSingleInstanceLock() || true)',
  ],
  [
    'a second start does not raise the window',
    'life',
    main,
    'app.on("second-instance", () => this.raise())',
    '',
  ],
  ['menu commands get lost', 'window', main, 'send(channels.command, command)', 'send("menu", command)'],
  ['the event object leaks to the page', 'window', preload, 'listener(command)', 'listener(_event, command)'],
  ['readiness is not told', 'window', main, 'onShown();', ''],
  ['sleep breaks the engine process', 'engine-process', engine, 'engine.recheck()', 'engine.reconnect()'],
]

/** Runs the stories on a damaged copy; true when one of them fails. */
function isCaught(app, stories) {
  const output = join(app, 'test-results')
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/.bin/playwright',
      'test',
      '--project=standin',
      '--max-failures=1',
      ...stories,
      '--reporter=dot',
      `--output=${output}`,
    ],
    { cwd: root, env: { ...process.env, BAYPLAN_APP_FOLDER: app }, stdio: 'ignore' },
  )
  return status !== 0
}

const wanted = new RegExp(process.argv[2] ?? '')
const app = mkdtempSync(join(tmpdir(), 'bayplan-mutant-'))
process.on('exit', () => rmSync(app, { recursive: true, force: true }))
cpSync(join(root, 'package.json'), join(app, 'package.json'))
cpSync(join(root, 'out'), join(app, 'out'), { recursive: true })

const survivors = []
const chosen = mutants.filter(([name]) => wanted.test(name))
for (const [name, , file, from] of chosen) {
  if (!readFileSync(join(app, file), 'utf8').includes(from))
    throw new Error(`${name}: ${file} has no ${from}`)
}
if (process.argv[2] === undefined && isCaught(app, []))
  throw new Error('the stories fail on the undamaged build')
for (const [name, stories, file, from, to] of chosen) {
  const sound = readFileSync(join(app, file), 'utf8')
  writeFileSync(
    join(app, file),
    sound.replaceAll(from, () => to),
  )
  const caught = isCaught(app, [stories])
  writeFileSync(join(app, file), sound)
  if (!caught) survivors.push(name)
  process.stdout.write(`${caught ? 'caught  ' : 'SURVIVED'} ${name}\n`)
}
process.stdout.write(`${chosen.length - survivors.length} of ${chosen.length} faults caught\n`)
