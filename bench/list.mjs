import { median, percentile } from './figures.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * From the engine's event to the painted row: pause and unpause, timed by the engine's own clock, which is
 * this machine's.
 * @param {Stage} stage @param {number} changes
 * @returns {Promise<Figure>}
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
  for (let at = 0; at < changes; at += 1) {
    const verb = at % 2 === 0 ? 'pause' : 'unpause'
    await docker(stage, verb, id)
    await page.until(hasRow, 'bench-row', at % 2 === 0 ? 'Paused' : 'Running')
  }
  const painted = /** @type {number[]} */ (
    await page.evaluate(() => /** @type {any} */ (globalThis).benchPaints)
  )
  const events = await docker(
    stage,
    'events',
    '--since',
    '10m',
    '--until',
    '0s',
    '--filter',
    `container=${id}`,
    '--filter',
    'event=pause',
    '--filter',
    'event=unpause',
    '--format',
    '{{.TimeNano}}',
  )
  const times = events.split('\n').map((nano) => Number(nano) / 1e6)
  const late = times.map((time) => (painted.find((paint) => paint > time) ?? Number.POSITIVE_INFINITY) - time)
  await page.close()
  await docker(stage, 'rm', '--force', id)
  return {
    name: 'Event to painted row, 95th percentile',
    value: Math.round(percentile(late, 0.95)),
    unit: ' ms',
    target: 100,
    better: 'less',
    detail: `median ${median(late).toFixed(0)} ms over ${times.length} changes`,
  }
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
