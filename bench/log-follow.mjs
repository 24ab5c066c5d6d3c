import { percentile } from './figures.mjs'
import { heapOf, lineBytes, openFedLog, pageProcessBytes, watchFrames } from './log-feed.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * Following a log of 1,000,000 lines a second, then scrolling through 1,000,000 held lines.
 * @param {Stage} stage @param {number} seconds
 * @returns {Promise<Figure[]>}
 */
export async function logsAtFullSpeed(stage, seconds) {
  const log = await openFedLog(stage)
  await log.start(1_000_000, Number.MAX_SAFE_INTEGER)
  // What is held grows to its bound first.
  await log.page.until(() => document.body.textContent?.includes('dropped'))
  const before = { heap: await heapOf(log.page), lines: await log.taken(), atMs: performance.now() }
  const following = await watchFrames(log.page, seconds * 1000)
  const rate = ((await log.taken()) - before.lines) / ((performance.now() - before.atMs) / 1000)
  const gained = (await heapOf(log.page)) - before.heap
  await log.close()
  const held = await openFedLog(stage)
  await held.start(1_000_000, 1_000_000)
  await held.held(1_000_000)
  const scrolling = await watchFrames(held.page, (seconds * 1000) / 3, scrollOn)
  await held.close()
  const detail = `${Math.round(rate).toLocaleString('en')} lines/s for ${seconds} s`
  return [
    ...frameFigures('Logs following 1,000,000 lines/s', following, detail),
    {
      name: 'Logs following 1,000,000 lines/s: page heap gained',
      value: gained / 1e6,
      unit: ' MB',
      target: 10,
      better: 'less',
      detail: 'after collection',
    },
    ...frameFigures('Logs scrolling through 1,000,000 lines', scrolling, 'a wheel turned at every frame'),
  ]
}

/** Runs in the page at each frame: up through the lines, three at a time. */
function scrollOn() {
  const view = document.querySelector('[role=log]')
  view?.dispatchEvent(new WheelEvent('wheel', { deltaY: -60, bubbles: true, cancelable: true }))
}

/**
 * @param {string} name @param {{ gaps: number[], perSecond: number, busy: number }} frames @param {string} detail
 * @returns {Figure[]}
 */
function frameFigures(name, { gaps, perSecond, busy }, detail) {
  const longest = Math.round(Math.max(...gaps))
  return [
    { name: `${name}: frames`, value: perSecond, unit: ' /s', target: 58, better: 'more', detail },
    {
      name: `${name}: 95th percentile frame`,
      value: percentile(gaps, 0.95),
      unit: ' ms',
      target: 25,
      better: 'less',
      detail: `longest ${longest} ms`,
    },
    { name: `${name}: main thread busy`, value: busy * 100, unit: ' %', target: 40, better: 'less', detail },
  ]
}

/**
 * 5,000,000 lines held: memory of the whole page process, its workers included, against the bytes of the text.
 * @param {Stage} stage
 * @returns {Promise<Figure>}
 */
export async function logsMemory(stage) {
  const count = 5_000_000
  const log = await openFedLog(stage, () =>
    localStorage.setItem('bayplan.logs-view', JSON.stringify({ state: { heldMebibytes: 1024 }, version: 1 })),
  )
  await log.start(1_000_000, count)
  await log.held(count)
  const heap = await heapOf(log.page)
  // What has just been copied for the last time is still to be collected.
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  const bytes = pageProcessBytes(stage)
  await log.close()
  return {
    name: 'Logs held: memory of 5,000,000 lines / bytes of their text',
    value: bytes / (count * lineBytes),
    unit: ' x',
    target: 1.5,
    better: 'less',
    detail: `${Math.round(bytes / 1e6)} MB of the page's process at rest, of which its heap has ${Math.round(heap / 1e6)} MB`,
  }
}
