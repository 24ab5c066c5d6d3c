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
async function requireSound(app, engineHost) {
  if (!(await pass(app, '', engineHost))) throw new Error('the stories fail on the undamaged build')
}

/**
 * Tries faults one after another, with an engine and a copy of its own; most of the time a story waits for what does not come.
 * @param {(typeof mutants)[number][]} queue @param {boolean} isFirst
 */
async function work(queue, isFirst) {
  const app = copyApp()
  const engine = await startEngine({ version: '28', portForward: true })
  let survivors = 0
  try {
    for (const [fault] of isFirst ? mutants : []) requireTexts(app, fault)
    if (isFirst) await requireSound(app, engine.host)
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const caught = await isCaught(app, mutant, engine.host)
      if (!caught) survivors += 1
      process.stdout.write(`${caught ? 'caught  ' : 'SURVIVED'}  ${mutant[1].padEnd(32)}  ${mutant[0]}\n`)
    }
    // A fault was not caught by an engine or a machine that had broken meanwhile.
    await requireSound(app, engine.host)
  } finally {
    await engine.stop()
    rmSync(app, { recursive: true, force: true })
  }
  return survivors
}

await prepare(root)
const wanted = process.argv.slice(2).join(' ')
const queue = mutants.filter(([fault]) => fault.includes(wanted))
const count = queue.length
const survivors = await Promise.all([work(queue, true), work(queue, false)])
const survived = survivors.reduce((sum, each) => sum + each, 0)
process.stdout.write(`${count - survived} of ${count} faults caught\n`)
process.exitCode = survived === 0 && count > 0 ? 0 : 1
