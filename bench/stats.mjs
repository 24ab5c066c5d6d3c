import { spawn } from 'node:child_process'
import { median } from './figures.mjs'
import { cpuSeconds, residentMb } from './process-use.mjs'
import { docker, openHost } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

const count = 100
const atOnce = 4
/** Both sides have all their streams by then. */
const settleMs = 5_000
const idleMs = 20_000

/**
 * A hundred running containers: processor time of a host of its own while a page measures all of them, and while it
 * shows some thirty rows of them, against `docker stats` over the same seconds; and host and page when nothing happens.
 * @param {Stage} stage @param {number} rounds @param {number} seconds
 * @returns {Promise<Figure[]>}
 */
export async function statsOfMany(stage, rounds, seconds) {
  await runMany(stage)
  const host = await openHost(stage.engine.host)
  try {
    const visible = await againstDocker(stage, host, { sort: 'name' }, rounds, seconds)
    const all = await againstDocker(stage, host, { sort: 'cpu' }, rounds, seconds)
    return [
      ratio(`Stats of ${count} containers, all measured: processor time of the host / docker stats`, 1, all),
      ratio(
        `Stats of ${count} containers, those in view: processor time of the host / docker stats`,
        0.4,
        visible,
      ),
      ...(await idle(stage, host)),
    ]
  } finally {
    host.close()
    await docker(stage, 'rm', '--force', ...names())
  }
}

const names = () => Array.from({ length: count }, (_, at) => `bench-stats-${String(at).padStart(3, '0')}`)

/** @param {Stage} stage */
async function runMany(stage) {
  const left = names()
  const work = async () => {
    for (let name = left.shift(); name; name = left.shift())
      await docker(stage, 'run', '--detach', '--network', 'none', '--name', name, 'bayplan/quickstop:1')
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/**
 * Seconds of processor time of both sides, over the same seconds of each round.
 * @param {Stage} stage @param {Awaited<ReturnType<typeof openHost>>} host @param {{ sort: string }} view @param {number} rounds @param {number} seconds
 */
async function againstDocker(stage, host, view, rounds, seconds) {
  const { page, goto } = await stage.browser.newPage(view.sort === 'cpu' ? sortByCpu : sortByName)
  await goto(await host.address())
  await page.until(hasRows)
  const cli = spawn(stage.engine.dockerPath, ['stats'], {
    env: stage.engine.dockerEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cli.stdout.resume()
  await pause(settleMs)
  const own = []
  const theirs = []
  for (let round = 0; round < rounds; round += 1) {
    const before = [cpuSeconds(host.pid), cpuSeconds(cli.pid ?? 0)]
    await pause(seconds * 1_000)
    own.push(cpuSeconds(host.pid) - (before[0] ?? 0))
    theirs.push(cpuSeconds(cli.pid ?? 0) - (before[1] ?? 0))
  }
  cli.kill()
  await page.close()
  return { own: median(own), theirs: median(theirs), rounds, seconds }
}

/**
 * @param {string} name @param {number} target @param {{ own: number, theirs: number, rounds: number, seconds: number }} measured
 * @returns {Figure}
 */
function ratio(name, target, { own, theirs, rounds, seconds }) {
  return {
    name,
    value: own / theirs,
    unit: ' x',
    target,
    better: 'less',
    detail: `${own.toFixed(2)} s against ${theirs.toFixed(2)} s in ${seconds} s, median of ${rounds} rounds`,
  }
}

/**
 * A page that shows the list, and nothing happens.
 * @param {Stage} stage @param {Awaited<ReturnType<typeof openHost>>} host
 * @returns {Promise<Figure[]>}
 */
async function idle(stage, host) {
  const { page, goto } = await stage.browser.newPage(sortByName)
  await goto(await host.address())
  await page.until(hasRows)
  await pause(settleMs)
  const before = { host: cpuSeconds(host.pid), page: await page.metrics(), at: performance.now() }
  await pause(idleMs)
  const wall = (performance.now() - before.at) / 1_000
  const hostShare = (cpuSeconds(host.pid) - before.host) / wall
  const after = await page.metrics()
  const pageShare = ((after['TaskDuration'] ?? 0) - (before.page['TaskDuration'] ?? 0)) / wall
  await page.evaluate(() => /** @type {any} */ (globalThis).gc())
  const heapMb = ((await page.metrics())['JSHeapUsedSize'] ?? 0) / 2 ** 20
  await page.close()
  const load = `${count} running containers, their rows in view measured, ${idleMs / 1_000} s`
  return [
    {
      name: 'Idle: the host, of one core',
      value: percent(hostShare),
      unit: ' %',
      target: 1,
      better: 'less',
      detail: load,
    },
    {
      name: 'Idle: memory of the host',
      value: Math.round(residentMb(host.pid)),
      unit: ' MB',
      target: 120,
      better: 'less',
      detail: 'resident',
    },
    {
      name: 'Idle: main thread of the page',
      value: percent(pageShare),
      unit: ' %',
      target: 1,
      better: 'less',
      detail: load,
    },
    {
      name: 'Idle: heap of the page',
      value: Math.round(heapMb),
      unit: ' MB',
      target: 80,
      better: 'less',
      detail: 'after collection',
    },
  ]
}

/** @param {number} share */
function percent(share) {
  return Number((share * 100).toFixed(1))
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Runs before the page's own code. */
function sortByCpu() {
  const state = { sort: { key: 'cpu', isDescending: true }, grouping: 'none' }
  localStorage.setItem('bayplan.containers-view', JSON.stringify({ state, version: 1 }))
}

/** Runs before the page's own code. */
function sortByName() {
  const state = { sort: { key: 'name', isDescending: false }, grouping: 'none' }
  localStorage.setItem('bayplan.containers-view', JSON.stringify({ state, version: 1 }))
}

/** Runs in the page. */
function hasRows() {
  return document.querySelectorAll('[role=row][data-row]').length > 10
}
