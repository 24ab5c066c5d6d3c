import { median, percentile } from './figures.mjs'
import { replayContainers } from './replayed-containers.mjs'
import { openHost } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/** @typedef {Awaited<ReturnType<typeof replayContainers>>} Played */

const changeMs = 10
/** Containers that use most CPU: they stand at the top, in view. */
const inView = 15
const running = 1_000

/**
 * Thousands of containers on a replayed engine, sorted by CPU, of which the running ones are measured once a second,
 * while a hundred change each second: one in five is the health of one in view, one in five a start or an end, the
 * others a pause out of view. From the message with a change to the painted row, frames, and how busy the page's main thread is.
 * @param {Stage} stage @param {number} seconds @param {number} count
 * @returns {Promise<Figure[]>}
 */
export async function busyList(stage, seconds, count) {
  const engine = await replayContainers(count, running)
  const host = await openHost(engine.host)
  try {
    const { page, goto } = await stage.browser.newPage(sortByCpu)
    await goto(await host.address())
    await page.until(() => document.querySelectorAll('[role=row][data-row]').length > 10)
    await waitFor(() => engine.inspections.count >= count && engine.measured() >= running)
    const watched = Array.from({ length: inView }, (_, at) => engine.id(at))
    await page.until(isOnTop, watched)
    await page.evaluate(watchRows, watched)
    const before = await page.metrics()
    const startedAt = performance.now()
    await changeStates(engine, seconds, count)
    const after = await page.metrics()
    const wall = (performance.now() - startedAt) / 1_000
    const { frames, late } = await page.evaluate(readWatch)
    await page.close()
    const share = (/** @type {string} */ name) =>
      Math.round((((after[name] ?? 0) - (before[name] ?? 0)) / wall) * 100)
    const load = `${count.toLocaleString('en')} containers, ${running.toLocaleString('en')} measured, 100 changes/s for ${seconds} s, replayed engine`
    return [
      {
        name: 'Busy list, sorted by CPU: frames a second',
        value: Math.round(frames / wall),
        unit: '',
        target: 58,
        better: 'more',
        detail: load,
      },
      {
        name: 'Busy list: change to painted row, 99th percentile',
        value: Math.round(percentile(late, 0.99)),
        unit: ' ms',
        target: 33,
        better: 'less',
        detail: `median ${median(late).toFixed(0)} ms over ${late.length} changes in view`,
      },
      {
        name: 'Busy list: main thread of the page',
        value: share('TaskDuration'),
        unit: ' %',
        target: 15,
        better: 'less',
        detail: `script ${share('ScriptDuration')} %, styles ${share('RecalcStyleDuration')} %, layout ${share('LayoutDuration')} %, the rest drawing`,
      },
    ]
  } finally {
    host.close()
    engine.close()
  }
}

/** @param {() => boolean} isTrue */
async function waitFor(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** @param {Played} engine @param {number} seconds @param {number} count */
async function changeStates(engine, seconds, count) {
  const startedAt = performance.now()
  for (let at = 0; at < (seconds * 1_000) / changeMs; at += 1) {
    changeOne(engine, at, count)
    const wait = startedAt + (at + 1) * changeMs - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

/** @param {Played} engine @param {number} at @param {number} count */
function changeOne(engine, at, count) {
  const turn = Math.floor(at / 5)
  if (at % 5 === 0) {
    const place = turn % inView
    const health = engine.get(place)?.health === 'healthy' ? 'unhealthy' : 'healthy'
    return engine.change(place, { health }, `health_status: ${health}`)
  }
  if (at % 5 === 1) {
    const place = running + (turn % Math.min(200, count - running))
    const isRunning = engine.get(place)?.state !== 'exited'
    return engine.change(place, { state: isRunning ? 'exited' : 'running' }, isRunning ? 'die' : 'start')
  }
  return pause(engine, 100 + ((at * 7) % (running - 100)))
}

/** @param {Played} engine @param {number} place */
function pause(engine, place) {
  const isPaused = engine.get(place)?.state === 'paused'
  engine.change(place, { state: isPaused ? 'running' : 'paused' }, isPaused ? 'unpause' : 'pause')
}

/** Runs before the page's own code. */
function sortByCpu() {
  localStorage.setItem(
    'bayplan.containers-view',
    JSON.stringify({ state: { sort: { key: 'cpu', isDescending: true }, grouping: 'none' }, version: 1 }),
  )
  const scope = /** @type {any} */ (globalThis)
  const Plain = WebSocket
  scope.WebSocket = class extends Plain {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => scope.benchMessage?.(data))
    }
  }
}

/** Runs in the page. @param {readonly string[]} ids */
function isOnTop(ids) {
  const top = [...document.querySelectorAll('[role=row][data-row]')].slice(0, 25)
  const shown = new Set(top.map((row) => row.getAttribute('data-row')))
  return ids.every((id) => shown.has(id))
}

/** Counts frames, and notes for each change of a row in view how long after its message it was painted. Runs in the page. @param {readonly string[]} ids */
function watchRows(ids) {
  const scope = /** @type {any} */ (globalThis)
  const watch = { frames: 0, late: /** @type {number[]} */ ([]) }
  scope.benchWatch = watch
  /** @type {Map<string, { word: string, at: number }>} */
  const awaited = new Map()
  const decoder = new TextDecoder()
  const shown = (/** @type {string} */ id) => document.querySelector(`[data-row="${id}"]`)?.textContent
  scope.benchMessage = (/** @type {ArrayBuffer} */ data) => {
    // Changes come in small messages, samples in large ones.
    if (data.byteLength > 40_000) return
    const at = performance.now()
    const text = decoder.decode(data)
    for (const id of ids) {
      const place = text.indexOf(`"id":"${id}","name"`)
      const health = place === -1 ? undefined : /"health":"(\w+)"/.exec(text.slice(place))?.[1]
      const word = health === 'unhealthy' ? 'Unhealthy' : 'Healthy'
      if (health && shown(id)?.includes(word) === false)
        awaited.set(id, { word, at: awaited.get(id)?.at ?? at })
    }
  }
  const count = () => {
    watch.frames += 1
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  new MutationObserver(() => {
    for (const [id, { word, at }] of awaited) {
      if (!shown(id)?.includes(word)) continue
      awaited.delete(id)
      // After the next frame callback the change is on its way to the screen.
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => watch.late.push(performance.now() - at)
        channel.port2.postMessage(null)
      })
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** Runs in the page. */
function readWatch() {
  return /** @type {any} */ (globalThis).benchWatch
}
