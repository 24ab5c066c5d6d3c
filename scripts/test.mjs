#!/usr/bin/env node
// npm test: everything, in order, on real engines and in a real browser. Gets what is missing where it can.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { exitCodeFor, onLeaving } from './lab/life.mjs'
import { runCapped } from './lab/memory-cap.mjs'
import { say } from './lab/process.mjs'
import { installPackages } from './start/prepare.mjs'
import { lastLine, none, sum } from './test/counts.mjs'
import { endOfOutput } from './test/failures.mjs'
import { prepareMachine } from './test/machine.mjs'
import { allSteps } from './test/steps.mjs'

const help = `Usage: npm test [-- --only <step>[,<step>]]

Steps: check, scripts, build, contract, engine, stories
`
/** So that nothing hangs for ever; a run takes a third of it. */
const totalBudgetMs = 45 * 60_000

/** @typedef {import('./test/steps.mjs').Step} Step */
/** @typedef {{ name: string, title: string, counts: import('./test/counts.mjs').Counts, seconds: number, verdict: string, isOk: boolean, failures: string[], unsteady: string[] }} Result */

/**
 * Real engines and browsers under load may be late once: a test has a second try, is named when it needed it, and more
 * than so many of them fail the run, because then it is not the machine.
 */
const unsteadyAllowed = 3

/** @type {Omit<Result, 'name' | 'title'>} */
const notBegun = { counts: none, seconds: 0, verdict: 'FAILED', isOk: false, failures: [], unsteady: [] }

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const startedAt = Date.now()
const leaving = new AbortController()

/**
 * @param {Step} step
 * @param {import('./test/machine.mjs').Machine} machine
 * @param {string} report
 * @returns {Promise<Result>}
 */
async function runStep(step, machine, report) {
  const why = step.skip?.(machine)
  const { name, title } = step
  if (why) return { ...notBegun, name, title, verdict: `skipped: ${why}`, isOk: true }
  process.stdout.write(`\n=== ${title} ===\n`)
  rmSync(report, { force: true })
  const begun = Date.now()
  const remainingMs = Math.max(5000, totalBudgetMs - (begun - startedAt))
  const done = await runCapped(step.argv, {
    memoryMb: step.memoryMb,
    timeoutMs: Math.min(step.timeoutSeconds * 1000, remainingMs),
    env: { ...machine.env, ...step.env },
    cwd: root,
    echo: true,
    signal: leaving.signal,
  })
  const counts = countOf(step, done.output, report)
  const isOk = done.code === 0 && counts.failed === 0
  // A step that fails in another way than by a test counts as one failure.
  const failed = isOk ? 0 : Math.max(1, counts.failed)
  return {
    name,
    title,
    counts: { ...counts, failed },
    seconds: (Date.now() - begun) / 1000,
    verdict: verdictOf(done, isOk),
    isOk,
    failures: isOk ? [] : failuresOf(step, done.output, report),
    unsteady: unsteadyOf(step, report),
  }
}

/** @param {Step} step @returns {Result} */
function notRun({ name, title, needs }) {
  const verdict = `FAILED: not run, because "${needs}" failed`
  return { ...notBegun, name, title, counts: { ...none, failed: 1 }, verdict }
}

/** @param {Step} step @param {string} output @param {string} report */
function countOf(step, output, report) {
  try {
    return step.count(output, readIfThere(report))
  } catch {
    return none // the step ended before it wrote its report
  }
}

/** @param {Step} step @param {string} output @param {string} report */
function failuresOf(step, output, report) {
  try {
    return step.failures(output, readIfThere(report))
  } catch {
    return endOfOutput(output) // the step ended before it wrote its report
  }
}

/** @param {Step} step @param {string} report */
function unsteadyOf(step, report) {
  try {
    return step.unsteady?.(readIfThere(report)) ?? []
  } catch {
    return [] // the step ended before it wrote its report
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {import('./lab/memory-cap.mjs').CappedResult} done @param {boolean} isOk */
function verdictOf(done, isOk) {
  if (isOk) return 'ok'
  if (done.ended === 'memory') return 'FAILED: took too much memory'
  return done.ended === 'time' ? 'FAILED: took too long' : 'FAILED'
}

/** @param {Result[]} results */
function printSummary(results) {
  const width = Math.max(...results.map(({ title }) => title.length))
  process.stdout.write(`\n${'Step'.padEnd(width)}  passed  failed  skipped   time  result\n`)
  for (const { title, counts, seconds, verdict } of results) {
    const numbers = [counts.passed, counts.failed, counts.skipped].map((count, index) =>
      String(count).padStart(index === 2 ? 7 : 6),
    )
    process.stdout.write(
      `${title.padEnd(width)}  ${numbers.join('  ')}  ${`${seconds.toFixed(0)} s`.padStart(5)}  ${verdict}\n`,
    )
  }
  for (const { title, unsteady } of results)
    for (const test of unsteady) process.stdout.write(`\n${title}: passed only at the second try: ${test}\n`)
  for (const { title, failures } of results)
    for (const failure of failures) process.stdout.write(`\n${title}: ${failure}\n`)
  process.stdout.write(`\n${lastLine(sum(results.map(({ counts }) => counts)))}\n`)
}

/** @param {Step[]} steps */
function chooseSteps(steps) {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  })
  if (values.help) return help
  const wanted = values.only?.flatMap((names) => names.split(','))
  const unknown = wanted?.find((name) => !steps.some((step) => step.name === name))
  if (unknown) return `There is no step "${unknown}".\n\n${help}`
  return wanted ? steps.filter((step) => wanted.includes(step.name)) : steps
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-test-'))
  const report = join(folder, 'report.json')
  const steps = chooseSteps(allSteps(root, report))
  if (typeof steps === 'string') {
    process.stderr.write(steps)
    return 2
  }
  onLeaving((reason) => {
    leaving.abort()
    rmSync(folder, { recursive: true, force: true })
    process.exit(exitCodeFor(reason))
  })
  /** @type {Result[]} */ const results = []
  try {
    await installPackages(root)
    const machine = await prepareMachine()
    for (const step of steps) {
      const isPointless = results.some(({ name, isOk }) => name === step.needs && !isOk)
      results.push(isPointless ? notRun(step) : await runStep(step, machine, report))
    }
  } catch (error) {
    say(/** @type {Error} */ (error).message)
    results.push({ ...notBegun, name: 'preparation', title: 'Preparation', counts: { ...none, failed: 1 } })
  }
  rmSync(folder, { recursive: true, force: true })
  const { length } = results.flatMap(({ unsteady }) => unsteady)
  if (length > unsteadyAllowed)
    results.push({
      ...notBegun,
      name: 'steadiness',
      title: 'Steadiness',
      counts: { ...none, failed: 1 },
      verdict: `FAILED: ${length} tests passed only at the second try`,
    })
  printSummary(results)
  return results.every(({ isOk }) => isOk) ? 0 : 1
}

// Output may still be on its way to a pipe: set the code and let Node end by itself.
process.exitCode = await main()
