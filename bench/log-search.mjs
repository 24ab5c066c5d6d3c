import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.mjs'
import { openFedLog, sampleText, watchFrames } from './log-feed.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

const count = 1_000_000
const pattern = 'ERROR request [0-9]+7 .*status=5..'

/**
 * A regular expression over 1,000,000 held lines: its first hit, all of them against `grep -cE`, and the page meanwhile.
 * @param {Stage} stage @param {number} rounds
 * @returns {Promise<Figure[]>}
 */
export async function logsSearch(stage, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'bayplan-grep-'))
  const file = join(folder, 'log')
  writeFileSync(file, sampleText(count))
  const log = await openFedLog(stage)
  await log.start(1_000_000, count)
  await log.held(count)
  await log.page.click('Regular expression')
  const first = []
  const whole = []
  const grep = []
  const longest = []
  for (let round = 0; round < rounds; round += 1) {
    grep.push(await timeGrep(file))
    const frames = watchFrames(log.page, 2_000)
    const found = await log.page.evaluate(search, pattern)
    first.push(found.first)
    whole.push(found.whole)
    longest.push(Math.max(...(await frames).gaps))
  }
  await log.close()
  rmSync(folder, { recursive: true })
  return [
    {
      name: 'Log search: first hit of a regular expression in 1,000,000 lines',
      value: median(first),
      unit: ' ms',
      target: 50,
      better: 'less',
      detail: `from the change of the field to the painted place of the hit, ${rounds} rounds`,
    },
    {
      name: 'Log search: all hits / grep -cE on the same bytes',
      value: median(whole) / median(grep),
      unit: ' x',
      target: 4,
      better: 'less',
      detail: `${Math.round(median(whole))} ms against ${Math.round(median(grep))} ms`,
    },
    {
      name: 'Log search: longest frame meanwhile',
      value: Math.round(median(longest)),
      unit: ' ms',
      target: 50,
      better: 'less',
      detail: 'median of the rounds',
    },
  ]
}

/** Fills in the field and waits for its counts. Runs in the page. @param {string} text */
async function search(text) {
  const field = /** @type {HTMLInputElement} */ (document.querySelector('[role=toolbar] input'))
  const fill = (/** @type {string} */ value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const shown = () => field.closest('[role=presentation]')?.textContent ?? ''
  const until = (/** @type {() => boolean} */ isTrue) =>
    new Promise((resolve) => {
      const look = () => (isTrue() ? resolve(performance.now()) : requestAnimationFrame(look))
      look()
    })
  fill('')
  await until(() => !/\d/.test(shown()))
  const startedAt = performance.now()
  fill(text)
  const first = /** @type {number} */ (await until(() => /[1-9]/.test(shown())))
  const whole = /** @type {number} */ (await until(() => / of /.test(shown())))
  return { first: first - startedAt, whole: whole - startedAt }
}

/** @param {string} file @returns {Promise<number>} */
function timeGrep(file) {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn('grep', ['-cE', pattern, file], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    // Into nothing it would stop at the first hit.
    child.stdout.resume()
    child.once('error', reject)
    child.once('close', () => resolve(performance.now() - startedAt))
  })
}
