// How many tests passed, out of what each test runner reports.
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 }

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = (/** @type {keyof Counts} */ key) => all.reduce((count, each) => count + each[key], 0)
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') }
}

/** The last line of a test run; machines read it. @param {Counts} counts */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** @param {string} json Vitest's JSON report @returns {Counts} */
export function fromVitest(json) {
  const report = JSON.parse(json)
  // A file that does not even load holds no failed test, yet is a failure.
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** @param {string} json Playwright's JSON report @returns {Counts} */
export function fromPlaywright(json) {
  const { stats, errors = [] } = JSON.parse(json)
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }
}

/** @param {string} output TAP of node --test @returns {Counts} */
export function fromNodeTest(output) {
  const read = (/** @type {string} */ key) =>
    Number(new RegExp(`^# ${key} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)
  return {
    passed: read('pass'),
    failed: read('fail') + read('cancelled'),
    skipped: read('skipped') + read('todo'),
  }
}

/** @param {string} output what "npm run check" prints; it shows Vitest's own line of totals @returns {Counts} */
export function fromCheck(output) {
  const plain = stripVTControlCharacters(output)
  const totals = plain.split('\n').find((line) => /^\s+.*\d+ passed.*\(\d+\)$/.test(line)) ?? ''
  const read = (/** @type {string} */ word) => Number(new RegExp(`(\\d+) ${word}`).exec(totals)?.[1] ?? 0)
  return { passed: read('passed'), failed: read('failed'), skipped: read('skipped') + read('todo') }
}
