import { readdirSync, readFileSync } from 'node:fs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./bare-page.mjs').BarePage} BarePage */

/** Lines in one message to the page: what a host sends of a fast log. */
const linesOfBatch = 2_500
export const lineBytes = 104

/** A line of 104 bytes such as services print. Runs in the page too. @param {number} at */
function sampleLine(at) {
  const level = at % 97 === 0 ? 'ERROR' : at % 31 === 0 ? 'WARN' : 'INFO'
  const text = `2026-11-20 12:00:00.${String(at % 1000).padStart(3, '0')} ${level} request ${at} path=/api/v1/items/${at % 613} status=${at % 97 === 0 ? 503 : 200} `
  return text.padEnd(104, 'x').slice(0, 104)
}

/** The same bytes as a log file would hold. @param {number} count */
export function sampleText(count) {
  const part = Array.from({ length: linesOfBatch }, (_, at) => `${sampleLine(at)}\n`).join('')
  return part.repeat(Math.ceil(count / linesOfBatch))
}

/**
 * Answers the page's request for a log itself, with the host's own messages and at the pace that the page acknowledges:
 * no engine writes as fast as the page must be able to read. Runs before the page's own code.
 * @param {(at: number) => string} lineOf @param {number} linesInBatch
 */
function feedSockets(lineOf, linesInBatch) {
  const scope = /** @type {any} */ (globalThis)
  const encoder = new TextEncoder()
  const texts = Array.from({ length: linesInBatch }, (_, at) => encoder.encode(lineOf(at)))
  const bytesLength = texts.reduce((sum, text) => sum + text.length, 0)
  const indexLength = linesInBatch * 16
  const feed = { id: 0, rate: 0, total: 0, sent: 0, acknowledged: 0, startedAt: 0 }
  /** @type {Uint8Array<ArrayBuffer>} */
  let template = new Uint8Array()
  let indexAt = 0
  /** @type {WebSocket | null} */
  let socket = null
  const open = (/** @type {number} */ id) => {
    Object.assign(feed, { id, sent: 0, acknowledged: 0, rate: 0 })
    const value = { bytes: null, index: null, mark: null, isCaughtUp: true }
    const parts = [
      [0, 'bytes', bytesLength],
      [0, 'index', indexLength],
    ]
    const json = encoder.encode(JSON.stringify([[{ t: 'item', id, value }], parts]))
    template = new Uint8Array(4 + json.length + bytesLength + indexLength)
    new DataView(template.buffer).setUint32(0, json.length, true)
    template.set(json, 4)
    let at = 4 + json.length
    indexAt = at + bytesLength
    let end = 0
    for (const [line, text] of texts.entries()) {
      template.set(text, at)
      at += text.length
      end += text.length
      new DataView(template.buffer).setUint32(indexAt + line * 16, end, true)
    }
  }
  const pump = () => {
    const due = Math.min(feed.total, (feed.rate * (performance.now() - feed.startedAt)) / 1000)
    while (feed.rate > 0 && feed.sent * linesInBatch < due && feed.sent - feed.acknowledged < 8) {
      const message = template.slice()
      const view = new DataView(message.buffer)
      const now = Date.now()
      for (let line = 0; line < linesInBatch; line += 1) {
        view.setUint32(indexAt + line * 16 + 4, Math.floor(now / 1000), true)
        view.setUint32(indexAt + line * 16 + 8, (now % 1000) * 1e6 + line, true)
      }
      feed.sent += 1
      socket?.dispatchEvent(new MessageEvent('message', { data: message.buffer }))
    }
  }
  /** True for a frame that the host must not see. @param {any} frame */
  const takes = (frame) => {
    if (frame.t === 'open' && frame.name === 'container.logs') open(frame.id)
    if (frame.id !== feed.id || feed.id === 0) return false
    if (frame.t === 'ack') feed.acknowledged += frame.n
    if (frame.t === 'cancel') feed.rate = 0
    return true
  }
  const decoder = new TextDecoder()
  scope.WebSocket = class extends WebSocket {
    /** @override @param {any} message */
    send(message) {
      if (typeof message === 'string') return super.send(message)
      socket = this
      const bytes = new Uint8Array(message.buffer ?? message, message.byteOffset ?? 0, message.byteLength)
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
      const [frames, parts] = JSON.parse(decoder.decode(bytes.subarray(4, 4 + length)))
      const rest = frames.filter((/** @type {any} */ frame) => !takes(frame))
      if (rest.length === frames.length) return super.send(message)
      if (rest.length === 0) return
      const json = encoder.encode(JSON.stringify([rest, parts]))
      const own = new Uint8Array(4 + json.length)
      new DataView(own.buffer).setUint32(0, json.length, true)
      own.set(json, 4)
      super.send(own)
    }
  }
  setInterval(pump, 8)
  scope.logFeed = {
    isOpen: () => feed.id > 0,
    /** @param {number} rate lines a second @param {number} total */
    start: (rate, total) =>
      Object.assign(feed, {
        rate,
        total: total + feed.sent * linesInBatch,
        startedAt: performance.now() - (feed.sent * linesInBatch * 1000) / rate,
      }),
    acknowledged: () => feed.acknowledged * linesInBatch,
  }
}

/** The page gets a text: what it needs of this file goes along. */
const feedScript = `() => (${String(feedSockets)})(${String(sampleLine)}, ${linesOfBatch})`

/**
 * A page with the log of a container that says nothing, to be fed by `start`.
 * @param {Stage} stage @param {() => void} [prepare] runs in the page before anything else
 */
export async function openFedLog(stage, prepare) {
  const id = await docker(stage, 'run', '-d', '--network', 'none', 'bayplan/busybox:1', 'sleep', '100000')
  const script = prepare ? `() => { (${String(prepare)})(); (${feedScript})() }` : feedScript
  const page = await stage.openPage(`#/containers/${id}/logs`, script)
  await page.until(() => /** @type {any} */ (globalThis).logFeed.isOpen())
  return {
    page,
    /** @param {number} rate lines a second @param {number} total */
    start: (rate, total) =>
      page.evaluate(
        (/** @type {number} */ perSecond, /** @type {number} */ lines) =>
          /** @type {any} */ (globalThis).logFeed.start(perSecond, lines) && true,
        rate,
        total,
      ),
    /** Lines that the page has taken. */
    taken: () => page.evaluate(() => /** @type {any} */ (globalThis).logFeed.acknowledged()),
    /** Until the page shows that it holds so many lines. @param {number} lines */
    held: (lines) =>
      page.until(
        (/** @type {string} */ text) => document.body.textContent?.includes(text),
        `${lines.toLocaleString('en')} lines kept`,
      ),
    async close() {
      await page.close()
      await docker(stage, 'rm', '--force', id)
    },
  }
}

/**
 * How long each frame took for a while, and which part of that time the main thread was busy. `act` runs in the page at
 * each frame.
 * @param {BarePage} page @param {number} ms @param {() => void} [act]
 */
export async function watchFrames(page, ms, act) {
  const before = await page.metrics()
  const gaps = /** @type {number[]} */ (
    await page.evaluate(`(ms) => (${String(collectGaps)})(ms, ${act ? String(act) : '() => {}'})`, ms)
  )
  const after = await page.metrics()
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000
  return {
    gaps,
    perSecond: gaps.length / seconds,
    busy: ((after['TaskDuration'] ?? 0) - (before['TaskDuration'] ?? 0)) / seconds,
  }
}

/** Runs in the page. @param {number} ms @param {() => void} act */
function collectGaps(ms, act) {
  return new Promise((resolve) => {
    const gaps = /** @type {number[]} */ ([])
    const startedAt = performance.now()
    let last = startedAt
    const step = (/** @type {number} */ now) => {
      gaps.push(now - last)
      last = now
      act()
      if (now - startedAt < ms) requestAnimationFrame(step)
      else resolve(gaps.slice(1))
    }
    requestAnimationFrame(step)
  })
}

/** Bytes of the page's heap after a collection. @param {BarePage} page @returns {Promise<number>} */
export function heapOf(page) {
  return page.evaluate(() => {
    const { gc, performance: own } = /** @type {any} */ (globalThis)
    gc()
    return own.memory.usedJSHeapSize
  })
}

/** Memory of the browser's largest page process, its workers and its part of shared pages included, in bytes. @param {Stage} stage */
export function pageProcessBytes(stage) {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isPageOf(name, stage.browser.pid))
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]))
  return Math.max(...sizes) * 1024
}

/** A process for pages, somewhere below that of the browser. @param {string} pid @param {number} browserPid */
function isPageOf(pid, browserPid) {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return false
    let ancestor = Number(pid)
    while (ancestor > 1 && ancestor !== browserPid)
      ancestor = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${ancestor}/status`, 'utf8'))?.[1])
    return ancestor === browserPid
  } catch {
    // It has ended.
    return false
  }
}
