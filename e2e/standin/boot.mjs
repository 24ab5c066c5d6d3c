/* Entered as Electron's executable is: `electron [switches] [-r module] <folder of the app> [arguments]`. */
import { readFileSync } from 'node:fs'
import inspector from 'node:inspector'
import Module, { createRequire, register } from 'node:module'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Runtime } from './runtime.mjs'

const raw = process.argv.slice(2)
process.argv = [join(import.meta.dirname, 'electron'), ...raw]

const required = []
let appFolder = null
for (let at = 0; at < raw.length; at++) {
  if (raw[at] === '-r') required.push(raw[++at])
  else if (!raw[at].startsWith('-')) appFolder ??= resolve(raw[at])
}
const valueOf = (name) => raw.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
if (appFolder === null) {
  process.stderr.write('stand-in: no app folder given\n')
  process.exit(1)
}

const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'))
const runtime = new Runtime({
  manifest,
  appFolder,
  userData: valueOf('user-data-dir') ?? join(homedir(), '.config', manifest.name),
  debugPort: valueOf('remote-debugging-port'),
})
globalThis.__standinElectron = runtime.electron
process.on('exit', () => runtime.killHelpers())
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => runtime.app.quit())

register('./loader-hook.mjs', import.meta.url)
const load = Module._load
Module._load = function (name, ...rest) {
  return name === 'electron' ? runtime.electron : load.call(this, name, ...rest)
}
process.type = 'browser'

if (valueOf('inspect') !== undefined) inspector.open(Number(valueOf('inspect')), '127.0.0.1')
const require = createRequire(import.meta.url)
for (const name of required) require(name)

// `ready` comes only after the entry has been evaluated: a top-level await of it never ends (electron#40719).
try {
  await import(pathToFileURL(join(appFolder, manifest.main)).href)
} catch (error) {
  process.stderr.write(`${error?.stack}\n`)
  process.exit(1)
}
await new Promise((next) => setImmediate(() => setImmediate(next)))
await runtime.makeReady()
