#!/usr/bin/env node
// npm run e2e:mutants: do the stories of the shell find mistakes? Plants one fault at a time into a copy of the built
// app and runs the stories that should notice it, on the stand-in. Words after it choose faults by name:
// npm run e2e:mutants -- tray. Takes about ten minutes.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEngine } from './lab/engine.mjs'
import { mutants } from './mutants/shell.mjs'
import { prepare } from './start/prepare.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A copy of what Electron would be given, in which faults are planted. */
function copyApp() {
  const app = mkdtempSync(join(tmpdir(), 'bayplan-mutant-'))
  for (const name of ['package.json', 'out', 'assets'])
    cpSync(join(root, name), join(app, name), { recursive: true })
  return app
}

/**
 * Runs stories on the copy; true when they all pass.
 * @param {string} app @param {string} stories a file, perhaps with words of a title; empty for all
 * @param {string} engineHost
 */
async function pass(app, stories, engineHost) {
  const [file = '', title] = stories.split(': ')
  const args = ['test', '--project=standin', '--max-failures=1', '--reporter=dot', '--trace=off']
  const chosen = [...(file ? [`e2e/electron/${file}.spec.ts`] : []), ...(title ? ['-g', title] : [])]
  const output = `--output=${join(app, 'test-results')}`
  // One engine for all: starting one for each fault would take most of the time.
  const env = {
    ...process.env,
    BAYPLAN_APP_FOLDER: app,
    BAYPLAN_LAB_SHARED: '1',
    BAYPLAN_LAB_HOST: engineHost,
  }
  const command = [join(root, 'node_modules/.bin/playwright'), ...args, ...chosen, output]
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}

/** @param {string} app @param {string} name */
function requireTexts(app, name) {
  const mutant = mutants.find(([fault]) => fault === name)
  if (!mutant) return
  const [, , file, from] = mutant
  if (!readFileSync(join(app, file), 'utf8').includes(from))
    throw new Error(`${name}: ${file} has no ${from}`)
}

/** @param {string} app @param {(typeof mutants)[number]} mutant @param {string} engineHost */
async function isCaught(app, [, stories, file, from, to], engineHost) {
  const path = join(app, file)
  const sound = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    sound.replaceAll(from, () => to),
  )
  const hasPassed = await pass(app, stories, engineHost)
  writeFileSync(path, sound)
  return !hasPassed
}

/** @param {string} app @param {string} engineHost */
async function run(app, engineHost) {
  const wanted = process.argv.slice(2).join(' ')
  const chosen = mutants.filter(([fault]) => fault.includes(wanted))
  for (const [fault] of chosen) requireTexts(app, fault)
  if (!(await pass(app, '', engineHost))) throw new Error('the stories fail on the undamaged build')
  process.stdout.write('all stories pass on the undamaged build\n')
  let survivors = 0
  for (const mutant of chosen) {
    const caught = await isCaught(app, mutant, engineHost)
    if (!caught) survivors += 1
    process.stdout.write(`${caught ? 'caught  ' : 'SURVIVED'}  ${mutant[1].padEnd(32)}  ${mutant[0]}\n`)
  }
  process.stdout.write(`${chosen.length - survivors} of ${chosen.length} faults caught\n`)
  return survivors === 0 && chosen.length > 0 ? 0 : 1
}

await prepare(root)
const app = copyApp()
const engine = await startEngine({ version: '28', portForward: true })
try {
  process.exitCode = await run(app, engine.host)
} finally {
  await engine.stop()
  rmSync(app, { recursive: true, force: true })
}
