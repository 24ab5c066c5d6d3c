// The steps of "npm test", in order: what each runs, its limits, and how its tests are counted.
import { fromCheck, fromNodeTest, fromPlaywright, fromVitest, none } from './counts.mjs'
import {
  endOfOutput,
  failuresOfPlaywright,
  failuresOfVitest,
  unsteadyOfPlaywright,
  unsteadyOfVitest,
} from './failures.mjs'
import { globSync } from './glob.mjs'

/**
 * @typedef {object} Step
 * @property {string} name  for --only
 * @property {string} title
 * @property {string[]} argv
 * @property {number} timeoutSeconds
 * @property {number} memoryMb
 * @property {(output: string, report: string) => import('./counts.mjs').Counts} count
 * @property {(output: string, report: string) => string[]} failures  what failed and why, told again at the end
 * @property {(report: string) => string[]} [unsteady]  what passed only at the second try
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(machine: import('./machine.mjs').Machine) => string} [skip]  why it cannot run here
 * @property {string} [needs]  a step without whose success this one is pointless
 */

const node = process.execPath

/**
 * @param {string} root
 * @param {string} report file for a step's JSON report
 * @returns {Step[]}
 */
export function allSteps(root, report) {
  return [...staticSteps(root), ...engineSteps(root, report), stories(root, report)]
}

/** @param {string} root @param {string} name */
const bin = (root, name) => `${root}/node_modules/.bin/${name}`

/** @param {string} root @returns {Step[]} */
const staticSteps = (root) => [
  {
    name: 'check',
    title: 'Format, types, lint, dead code, unit tests',
    argv: [node, 'scripts/check.mjs'],
    timeoutSeconds: 600,
    memoryMb: 4096,
    count: fromCheck,
    failures: endOfOutput,
  },
  {
    name: 'scripts',
    title: 'Scripts: launcher, demo, engine lab',
    argv: [node, '--test', '--test-reporter=tap', ...globSync(`${root}/scripts`, '.test.mjs')],
    timeoutSeconds: 600,
    memoryMb: 1024,
    count: fromNodeTest,
    failures: endOfOutput,
  },
  {
    name: 'build',
    title: 'Build',
    argv: [node, bin(root, 'vite'), 'build', '--logLevel=warn'],
    timeoutSeconds: 600,
    memoryMb: 3072,
    count: () => none,
    failures: endOfOutput,
  },
]

/** @param {string} root @param {string} report @returns {Step[]} */
const engineSteps = (root, report) => [
  {
    name: 'contract',
    title: 'Engine contract on 20.10, 26 and 28',
    argv: vitest(root, 'contract', report),
    timeoutSeconds: 900,
    memoryMb: 2048,
    count: (_, json) => fromVitest(json),
    failures: (_, json) => failuresOfVitest(json),
    unsteady: unsteadyOfVitest,
    skip: (machine) => machine.noContract,
  },
  {
    name: 'engine',
    title: 'Engine side on 28',
    argv: vitest(root, 'engine', report),
    timeoutSeconds: 900,
    memoryMb: 2048,
    count: (_, json) => fromVitest(json),
    failures: (_, json) => failuresOfVitest(json),
    unsteady: unsteadyOfVitest,
    skip: (machine) => machine.noEngine,
  },
]

/** @param {string} root @param {string} project @param {string} report */
const vitest = (root, project, report) => [
  node,
  bin(root, 'vitest'),
  'run',
  `--project=${project}`,
  '--retry=1',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]

/** @param {string} root @param {string} report @returns {Step} */
const stories = (root, report) => ({
  name: 'stories',
  title: 'Stories in a browser and on the stand-in for Electron',
  argv: [
    node,
    bin(root, 'playwright'),
    'test',
    '--project=web',
    '--project=standin',
    '--max-failures=12',
    '--retries=1',
  ],
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  timeoutSeconds: 1500,
  memoryMb: 6144,
  count: (_, json) => fromPlaywright(json),
  failures: (_, json) => failuresOfPlaywright(json),
  unsteady: unsteadyOfPlaywright,
  skip: (machine) => machine.noBrowser || machine.noEngine,
  needs: 'build',
})
