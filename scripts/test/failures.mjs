// Which tests failed and why, in a few lines each: whoever reads only the end of a long run still learns it.
import { stripVTControlCharacters } from 'node:util'

const linesOfEach = 14

/** @param {string} title @param {string} message */
const block = (title, message) =>
  [
    title,
    ...stripVTControlCharacters(message)
      .split('\n')
      .slice(0, linesOfEach)
      .map((line) => `    ${line}`),
  ].join('\n')

/** @typedef {{ fullName: string, status: string, failureMessages: string[] }} VitestTest */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile */

/** Tests that passed only at the second try, and why not at the first. @param {string} json Vitest's JSON report */
export function unsteadyOfVitest(json) {
  const files = /** @type {VitestFile[]} */ (JSON.parse(json).testResults)
  return files.flatMap((file) =>
    file.assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map((test) => block(`${file.name}: ${test.fullName}`, test.failureMessages.join('\n'))),
  )
}

/** @param {string} json Vitest's JSON report @returns {string[]} */
export function failuresOfVitest(json) {
  const files = /** @type {VitestFile[]} */ (JSON.parse(json).testResults)
  return files.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length > 0)
      return failed.map((test) => block(`${file.name}: ${test.fullName}`, test.failureMessages.join('\n')))
    return file.status === 'failed' ? [block(file.name, file.message ?? '')] : []
  })
}

/** @typedef {{ title: string, file: string, line: number, ok: boolean, tests: { status?: string, results: { error?: { message?: string } }[] }[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/** @param {string} json Playwright's JSON report @returns {string[]} */
export function failuresOfPlaywright(json) {
  const { suites = [], errors = [] } = JSON.parse(json)
  const specs = /** @type {Suite[]} */ (suites).flatMap(specsOf).filter(({ ok }) => !ok)
  return [
    ...specs.map(blockOfSpec),
    .../** @type {{ message?: string }[]} */ (errors).map(({ message }) =>
      block('Playwright', message ?? ''),
    ),
  ]
}

/** Stories that passed only at the second try. @param {string} json Playwright's JSON report @returns {string[]} */
export function unsteadyOfPlaywright(json) {
  const { suites = [] } = JSON.parse(json)
  return /** @type {Suite[]} */ (suites)
    .flatMap(specsOf)
    .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
    .map(blockOfSpec)
}

/** @param {Spec} spec */
function blockOfSpec(spec) {
  const results = spec.tests.flatMap((test) => test.results)
  const message = results.map(({ error }) => error?.message ?? '').find((text) => text !== '')
  return block(`${spec.file}:${spec.line}: ${spec.title}`, message ?? 'no message')
}

/** @param {Suite} suite @returns {Spec[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** For a step without a report: the end of what it printed. @param {string} output @returns {string[]} */
export function endOfOutput(output) {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n')
  return [lines.slice(-40).join('\n')]
}
