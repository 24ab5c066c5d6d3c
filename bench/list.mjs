import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { median, percentile } from './figures.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * How much later than a `docker events` of the same engine the row is painted: pause and unpause, both timed by the
 * clock of this machine.
 * @param {Stage} stage @param {number} changes
 * @returns {Promise<Figure[]>}
 */
export async function eventToPaint(stage, changes) {
  const id = await docker(
    stage,
    'run',
    '--detach',
    '--network',
    'none',
    '--name',
    'bench-row',
    'bayplan/quickstop:1',
  )
  const page = await stage.openPage('#/containers')
  await page.until(hasRow, 'bench-row')
  await page.evaluate(watchRow, 'bench-row')
  const events = followEvents(stage, id)
  const change = async (/** @type {number} */ at) => {
    await docker(stage, at % 2 === 0 ? 'pause' : 'unpause', id)
    await page.until(hasRow, 'bench-row', at % 2 === 0 ? 'Paused' : 'Running')
    // The command prints an event at once; the row may be sooner.
    while (events.printed.length <= at) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  // The command tells the first two late: it was not there yet.
  for (const at of [0, 1]) await change(at)
  events.printed.length = 0
  await page.evaluate(() => {
    const scope = /** @type {any} */ (globalThis)
    scope.benchPaints.length = 0
  })
  for (let at = 0; at < changes; at += 1) await change(at)
  events.stop()
  const painted = /** @type {number[]} */ (
    await page.evaluate(() => /** @type {any} */ (globalThis).benchPaints)
  )
  await page.close()
  await docker(stage, 'rm', '--force', id)
  const late = events.printed.map(({ happenedAt }) => paintAfter(painted, happenedAt) - happenedAt)
  const later = events.printed.map(({ happenedAt, at }) => paintAfter(painted, happenedAt) - at)
  return [
    {
      name: 'Event to painted row, 95th percentile',
      value: Math.round(percentile(late, 0.95)),
      unit: ' ms',
      target: 100,
      better: 'less',
      detail: `median ${median(late).toFixed(0)} ms over ${late.length} changes`,
    },
    {
      name: 'Event to painted row: later than docker events prints it, 95th percentile',
      value: Math.round(percentile(later, 0.95)),
      unit: ' ms',
      target: 30,
      better: 'less',
      detail: `median ${median(later).toFixed(0)} ms over ${later.length} changes`,
    },
  ]
}

/** @param {readonly number[]} painted @param {number} time */
function paintAfter(painted, time) {
  return painted.find((paint) => paint > time) ?? Number.POSITIVE_INFINITY
}

/** When `docker events` prints each pause and unpause, and when it happened. @param {Stage} stage @param {string} id */
function followEvents(stage, id) {
  /** @type {{ at: number, happenedAt: number }[]} */
  const printed = []
  const filters = [`container=${id}`, 'event=pause', 'event=unpause'].flatMap((each) => ['--filter', each])
  const since = ['--since', String(Date.now() / 1_000)]
  const child = spawn(
    stage.engine.dockerPath,
    ['events', ...since, ...filters, '--format', '{{.TimeNano}}'],
    {
      env: stage.engine.dockerEnv,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  createInterface({ input: child.stdout }).on('line', (nano) =>
    printed.push({ at: performance.timeOrigin + performance.now(), happenedAt: Number(nano) / 1e6 }),
  )
  return { printed, stop: () => child.kill() }
}

/** Notes the time of each paint after the row's status changed. Runs in the page. @param {string} name */
function watchRow(name) {
  const scope = /** @type {any} */ (globalThis)
  scope.benchPaints = []
  const status = () => {
    const row = [...document.querySelectorAll('[role=row]')].find((each) => each.textContent?.includes(name))
    return /Paused|Running/.exec(row?.textContent ?? '')?.[0]
  }
  let last = status()
  new MutationObserver(() => {
    const now = status()
    if (now === undefined || now === last) return
    last = now
    // After the next frame callback the change is on its way to the screen.
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => scope.benchPaints.push(performance.timeOrigin + performance.now())
      channel.port2.postMessage(null)
    })
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
}

/**
 * 300 containers: from the message with the snapshot to the first painted rows.
 * @param {Stage} stage @param {number} rounds @param {number} count
 * @returns {Promise<Figure>}
 */
export async function listPaint(stage, rounds, count) {
  const names = Array.from({ length: count }, (_, at) => `bench-list-${at}`)
  for (let at = 0; at < names.length; at += 4) {
    await Promise.all(
      names
        .slice(at, at + 4)
        .map((name) => docker(stage, 'create', '--network', 'none', '--name', name, 'bayplan/quickstop:1')),
    )
  }
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    const page = await stage.openPage('#/containers', watchFirstPaint)
    times.push(await page.until(firstPaint))
    await page.close()
  }
  for (let at = 0; at < names.length; at += 50)
    await docker(stage, 'rm', '--force', ...names.slice(at, at + 50))
  return {
    name: `List: ${count} containers painted after the reply`,
    value: Math.round(median(times)),
    unit: ' ms',
    target: 150,
    better: 'less',
    detail: `slowest ${Math.round(Math.max(...times))} ms, ${rounds} rounds`,
  }
}

/** Runs in the page. @param {string} name @param {string} [state] */
function hasRow(name, state = '') {
  return [...document.querySelectorAll('[role=row]')].some(
    ({ textContent }) => textContent?.includes(name) && textContent.includes(state),
  )
}

/** Milliseconds from the snapshot's bytes to the paint, 0 as long as there was none. Runs in the page. */
function firstPaint() {
  const { benchFirstPaint, benchSnapshot } = /** @type {any} */ (globalThis)
  return benchFirstPaint - benchSnapshot || 0
}

/** Notes when the snapshot's bytes came and when rows were painted first. Runs before the page's own code. */
function watchFirstPaint() {
  const scope = /** @type {any} */ (globalThis)
  const Plain = WebSocket
  scope.WebSocket = class extends Plain {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        if (data.byteLength > 20_000) scope.benchSnapshot ??= performance.now()
      })
    }
  }
  // The browser itself tells when it has painted a marked element.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) scope.benchFirstPaint ??= /** @type {any} */ (entry).renderTime
  }).observe({ type: 'element', buffered: true })
  const observer = new MutationObserver(() => {
    const rows = [...document.querySelectorAll('[role=row]')].filter((row) =>
      row.textContent?.includes('bench-list-'),
    )
    if (rows.length === 0) return
    observer.disconnect()
    const middle = rows[Math.floor(rows.length / 2)]
    for (const element of middle?.querySelectorAll('*') ?? []) element.setAttribute('elementtiming', 'row')
  })
  observer.observe(document, { subtree: true, childList: true })
}
