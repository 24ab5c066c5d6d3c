import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  endOfOutput,
  failuresOfPlaywright,
  failuresOfVitest,
  unsteadyOfPlaywright,
  unsteadyOfVitest,
} from './failures.mjs'

void test('names the failed tests of Vitest, and files that did not load', () => {
  const report = {
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'lists rows', status: 'passed', failureMessages: [] },
          { fullName: 'sorts rows', status: 'failed', failureMessages: ['expected 1\nto be 2'] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  }
  assert.deepEqual(failuresOfVitest(JSON.stringify(report)), [
    'a.test.ts: sorts rows\n    expected 1\n    to be 2',
    'b.test.ts\n    no such module',
  ])
})

void test('names the failed stories of Playwright, however deep', () => {
  const failed = { title: 'opens', file: 'page.spec.ts', line: 7, ok: false }
  const report = {
    suites: [
      {
        suites: [
          { specs: [{ ...failed, tests: [{ results: [{ error: { message: '\u001b[31mtimeout' } }] }] }] },
        ],
        specs: [{ ...failed, title: 'closes', ok: true, tests: [] }],
      },
    ],
    errors: [{ message: 'no browser' }],
  }
  assert.deepEqual(failuresOfPlaywright(JSON.stringify(report)), [
    'page.spec.ts:7: opens\n    timeout',
    'Playwright\n    no browser',
  ])
})

void test('names the tests of Vitest that passed only at the second try', () => {
  const assertionResults = [
    { fullName: 'steady', status: 'passed', failureMessages: [] },
    { fullName: 'unsteady', status: 'passed', failureMessages: ['too early'] },
    { fullName: 'broken', status: 'failed', failureMessages: ['wrong', 'wrong'] },
  ]
  const report = { testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] }
  assert.deepEqual(unsteadyOfVitest(JSON.stringify(report)), ['a.test.ts: unsteady\n    too early'])
})

void test('names the stories of Playwright that passed only at the second try', () => {
  const spec = { title: 'opens', file: 'page.spec.ts', line: 7, ok: true }
  const flaky = [{ status: 'flaky', results: [{ error: { message: 'too early' } }, {}] }]
  const steady = [{ status: 'expected', results: [{}] }]
  const report = {
    suites: [
      {
        specs: [
          { ...spec, tests: flaky },
          { ...spec, tests: steady },
        ],
      },
    ],
  }
  assert.deepEqual(unsteadyOfPlaywright(JSON.stringify(report)), ['page.spec.ts:7: opens\n    too early'])
})

void test('shows the end of what a step printed', () => {
  const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`).join('\n')
  const [end] = endOfOutput(`${lines}\n`)
  assert.match(end ?? '', /^line 60\n/)
  assert.match(end ?? '', /line 99$/)
})
