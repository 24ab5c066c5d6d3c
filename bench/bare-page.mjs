import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

/**
 * A browser driven by the few commands that a measurement needs. A test driver listens to the network too: the
 * browser then copies every WebSocket message to it, which costs the page more than its own work on them.
 * @typedef {{ evaluate: (fn: Function | string, ...args: unknown[]) => Promise<any>, until: (fn: Function, ...args: unknown[]) => Promise<any>, click: (label: string) => Promise<void>, press: (key: string) => Promise<void>, metrics: () => Promise<Record<string, number>>, close: () => Promise<void> }} BarePage
 */

/** @param {string} executablePath */
export async function launchBareBrowser(executablePath) {
  const profile = mkdtempSync(join(tmpdir(), 'bayplan-bench-'))
  const child = spawn(
    executablePath,
    [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
      '--window-size=1440,900',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const address = await debuggerAddress(child.stderr)
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 1 << 28 })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const send = createSender(socket)
  const { product } = await send('Browser.getVersion')
  return {
    version: String(product),
    pid: child.pid ?? 0,
    /** @param {(() => void) | string} [script] runs before any of the page's own @returns {Promise<{ page: BarePage, goto: (url: string) => Promise<void> }>} */
    async newPage(script) {
      const { browserContextId } = await send('Target.createBrowserContext')
      const { targetId } = await send('Target.createTarget', {
        url: 'about:blank',
        browserContextId,
        width: 1440,
        height: 900,
      })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      /** @param {string} method @param {object} [params] */
      const command = (method, params) => send(method, params, sessionId)
      await command('Page.enable')
      if (script) await command('Page.addScriptToEvaluateOnNewDocument', { source: `(${String(script)})()` })
      const close = async () => {
        await send('Target.disposeBrowserContext', { browserContextId })
      }
      return {
        page: { ...actions(command), close },
        goto: async (url) => {
          await command('Page.navigate', { url })
        },
      }
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      await send('Browser.close')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** @param {import('node:stream').Readable} stderr @returns {Promise<string>} */
function debuggerAddress(stderr) {
  return new Promise((resolve, reject) => {
    createInterface({ input: stderr })
      .on('line', (line) => {
        const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
        if (address) resolve(address)
      })
      .once('close', () => reject(new Error('the browser ended before it could be driven')))
  })
}

/** @param {WebSocket} socket @returns {(method: string, params?: object, sessionId?: string) => Promise<any>} */
function createSender(socket) {
  let lastId = 0
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(/** @type {Buffer} */ (data).toString())
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  })
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }))
    })
}

/** @param {(method: string, params?: object) => Promise<any>} command */
function actions(command) {
  /** @param {Function | string} fn @param {unknown[]} args */
  const evaluate = async (fn, ...args) => {
    const expression = `(${String(fn)})(...${JSON.stringify(args)})`
    const { result, exceptionDetails } = await command('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  /** Looks a few times a second, so that looking costs the page nothing. @param {Function} fn @param {unknown[]} args */
  const until = async (fn, ...args) => {
    const deadline = Date.now() + 120_000
    while (Date.now() < deadline) {
      const value = await evaluate(fn, ...args)
      if (value) return value
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`never came true: ${String(fn)}`)
  }
  return {
    evaluate,
    until,
    /** The browser's own counters by name: seconds of processor time, bytes, numbers; such as `TaskDuration` of the main thread. */
    async metrics() {
      await command('Performance.enable', { timeDomain: 'threadTicks' })
      const { metrics } = await command('Performance.getMetrics')
      return Object.fromEntries(metrics.map((/** @type {any} */ metric) => [metric.name, metric.value]))
    },
    /** Clicks what carries this name or text. @param {string} label */
    async click(label) {
      const place = await until(placeOf, label)
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
        await command('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 })
    },
    /** @param {string} key one small letter, or Enter */
    async press(key) {
      // All that a keyboard tells: without the number of the key a terminal waits for the text field to change.
      const letter = key.toUpperCase()
      const [code, text, number] =
        key === 'Enter' ? ['Enter', '\r', 13] : [`Key${letter}`, key, letter.charCodeAt(0)]
      const pressed = { key, code, windowsVirtualKeyCode: number }
      await command('Input.dispatchKeyEvent', { type: 'keyDown', text, ...pressed })
      await command('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed })
    },
  }
}

/** Runs in the page. @param {string} label */
function placeOf(label) {
  const named = [...document.querySelectorAll('button, [role]')].find(
    (element) =>
      element.getAttribute('aria-label') === label ||
      (element.role !== 'row' && element.children.length < 4 && element.textContent?.trim() === label),
  )
  const box = named?.getBoundingClientRect()
  return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
}
