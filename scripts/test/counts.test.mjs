import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromCheck, fromNodeTest, fromPlaywright, fromVitest, lastLine, sum } from './counts.mjs'

void test('counts what Vitest reports, and files that did not load', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  assert.deepEqual(fromVitest(JSON.stringify(report)), { passed: 5, failed: 2, skipped: 3 })
})

void test('counts what Playwright reports', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }
  assert.deepEqual(fromPlaywright(JSON.stringify({ stats })), { passed: 8, failed: 1, skipped: 2 })
  const broken = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }
  assert.equal(fromPlaywright(JSON.stringify(broken)).failed, 1)
})

void test('counts what node --test reports', () => {
  const output = '# tests 9\n# pass 6\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n'
  assert.deepEqual(fromNodeTest(output), { passed: 6, failed: 2, skipped: 1 })
})

void test('counts the unit tests in what the check prints', () => {
  const output =
    'types        ok      3.0 s\n             \u001b[31m2 failed\u001b[39m | 40 passed | 1 skipped (43)\n'
  assert.deepEqual(fromCheck(output), { passed: 40, failed: 2, skipped: 1 })
  assert.deepEqual(fromCheck('types FAILED\n'), { passed: 0, failed: 0, skipped: 0 })
})

void test('ends with one line for machines', () => {
  const all = [
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]
  assert.equal(lastLine(sum(all)), '3 passed, 1 failed')
  assert.equal(lastLine({ passed: 3, failed: 0, skipped: 4 }), '3 passed, 0 failed, 4 skipped')
})
