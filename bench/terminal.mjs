import { spawn } from 'node:child_process'
import { bareEcho } from './bare-echo.mjs'
import { median } from './figures.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * From a key to its echo at the terminal, against `docker exec -it` in a pty.
 * @param {Stage} stage @param {number} keys
 * @returns {Promise<Figure>}
 */
export async function keyEcho(stage, keys) {
  const id = await docker(stage, 'run', '--detach', '--network', 'none', 'bayplan/quickstop:1')
  const own = await echoInPage(stage, id, keys)
  const cli = await echoInPty(stage, id, keys)
  const least = await bareEcho(stage, keys)
  await docker(stage, 'rm', '--force', id)
  return {
    name: 'Terminal: key echo / docker exec -it in a pty',
    value: median(own.bytes) / median(cli),
    unit: ' x',
    target: 2,
    better: 'less',
    detail: `median ${median(own.bytes).toFixed(2)} ms against ${median(cli).toFixed(2)} ms, ${keys} keys; a plain WebSocket echo in this browser ${least.toFixed(2)} ms; from the key event to the drawn row ${median(own.drawn).toFixed(1)} ms`,
  }
}

/**
 * From the bytes of a key to the bytes of its echo, which is what the command is given and gives too; and from the
 * key event to the row that shows it.
 * @param {Stage} stage @param {string} id @param {number} keys
 * @returns {Promise<{ bytes: number[], drawn: number[] }>}
 */
async function echoInPage(stage, id, keys) {
  const page = await stage.openPage(`#/containers/${id}/terminal`, watchMessages)
  await page.until(() => document.querySelector('.xterm-rows')?.textContent?.includes('#'))
  await page.evaluate(watchEchoes)
  for (let at = 0; at < keys; at += 1) {
    await page.press('x')
    await page.until((/** @type {number} */ count) => {
      return /** @type {any} */ (globalThis).benchDrawn.length > count
    }, at)
  }
  const times = await page.evaluate(() => {
    const { benchBytes, benchDrawn } = /** @type {any} */ (globalThis)
    return { bytes: benchBytes, drawn: benchDrawn }
  })
  await page.close()
  return times
}

/** Of 104 bytes: 50 MB. */
const floodLines = 480_770
/** Prints the file and then words that its own text does not hold. */
const floodCommand = 'cat /flood; echo flood is $((1 + 1 + 1))'
const floodOver = 'flood is 3'

/**
 * 50 MB of lines through the terminal until its last words are drawn, against `docker exec -t` into a pty.
 * @param {Stage} stage @param {number} rounds
 * @returns {Promise<Figure>}
 */
export async function shellFlood(stage, rounds) {
  const make = `yes ${'x'.repeat(103)} | head -n ${floodLines} > /flood; printf '#!/bin/sh\\n%s\\n' '${floodCommand}' > /bin/f; chmod +x /bin/f; sleep 100000`
  const id = await docker(stage, 'run', '-d', '--network', 'none', 'bayplan/busybox:1', 'sh', '-c', make)
  await docker(stage, 'exec', id, 'sh', '-c', 'until test -x /bin/f; do usleep 10000; done')
  const own = []
  const cli = []
  for (let round = 0; round < rounds; round += 1) {
    cli.push(await floodInPty(stage, id))
    own.push(await floodInPage(stage, id))
  }
  await docker(stage, 'rm', '--force', id)
  return {
    name: 'Terminal: 50 MB printed / docker exec -t into a pty',
    value: median(own) / median(cli),
    unit: ' x',
    target: 1.5,
    better: 'less',
    detail: `${Math.round(median(own))} ms against ${Math.round(median(cli))} ms, ${rounds} rounds`,
  }
}

/** @param {Stage} stage @param {string} id */
async function floodInPage(stage, id) {
  const page = await stage.openPage(`#/containers/${id}/terminal`)
  await page.until(() => document.querySelector('.xterm-rows')?.textContent?.includes('#'))
  await page.evaluate(() =>
    /** @type {HTMLElement | null} */ (document.querySelector('.xterm-helper-textarea'))?.focus(),
  )
  const drawn = page.evaluate(noteDrawn, floodOver)
  await page.press('f')
  const startedAt = Date.now()
  await page.press('Enter')
  const took = (await drawn) - startedAt
  await page.close()
  return took
}

/** When the terminal shows a text anew, epoch milliseconds. Runs in the page. @param {string} text */
function noteDrawn(text) {
  return new Promise((resolve) => {
    const rows = document.querySelector('.xterm-rows')
    // A session shows what it printed in the last round.
    let wasGone = false
    const timer = setInterval(() => {
      const isShown = rows?.textContent?.replaceAll('\u00a0', ' ').includes(text) ?? false
      wasGone ||= !isShown
      if (!isShown || !wasGone) return
      clearInterval(timer)
      resolve(Date.now())
    }, 20)
  })
}

/** @param {Stage} stage @param {string} id */
async function floodInPty(stage, id) {
  const command = `${stage.engine.dockerPath} exec -t ${id} /bin/f`
  const startedAt = performance.now()
  const child = spawn('script', ['-qfc', command, '/dev/null'], {
    env: { ...stage.engine.dockerEnv, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.stdout.resume()
  await new Promise((resolve) => child.once('close', resolve))
  return performance.now() - startedAt
}

/** Notes when the bytes of an echo came. Runs before the page's own code. */
function watchMessages() {
  const scope = /** @type {any} */ (globalThis)
  scope.benchBytes = []
  let sentAt = 0
  const Plain = WebSocket
  scope.WebSocket = class extends Plain {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        // Nothing else is this short and ends with the key.
        const isEcho = data.byteLength < 200 && new Uint8Array(data).at(-1) === 'x'.charCodeAt(0)
        if (!isEcho || sentAt === 0) return
        scope.benchBytes.push(performance.now() - sentAt)
        sentAt = 0
      })
    }
    /** @override @param {any} data */
    send(data) {
      const isKey = data.byteLength < 200 && data.at?.(-1) === 'x'.charCodeAt(0)
      if (isKey) sentAt = performance.now()
      super.send(data)
    }
  }
}

/** Notes when an echo is in its row. Runs in the page. */
function watchEchoes() {
  const scope = /** @type {any} */ (globalThis)
  scope.benchDrawn = []
  let pressedAt = 0
  const keys = /** @type {HTMLElement | null} */ (document.querySelector('.xterm-helper-textarea'))
  keys?.focus()
  const rows = /** @type {Element} */ (document.querySelector('.xterm-rows'))
  let shown = rows.textContent
  document.addEventListener('keydown', () => (pressedAt = performance.now()), true)
  new MutationObserver(() => {
    if (rows.textContent === shown) return
    shown = rows.textContent
    if (pressedAt > 0) scope.benchDrawn.push(performance.now() - pressedAt)
    pressedAt = 0
  }).observe(rows, { subtree: true, childList: true, characterData: true })
}

/** @param {Stage} stage @param {string} id @param {number} keys @returns {Promise<number[]>} */
async function echoInPty(stage, id, keys) {
  // `script` gives the docker command a pty, as a terminal program would.
  const command = `${stage.engine.dockerPath} exec -it ${id} sh`
  const child = spawn('script', ['-qfc', command, '/dev/null'], {
    env: { ...stage.engine.dockerEnv, TERM: 'xterm', SHELL: '/bin/sh' },
  })
  /** @type {(() => void) | null} */
  let onData = null
  child.stdout.on('data', () => onData?.())
  // Before the prompt the pty echoes by itself, without the container.
  await new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('#')) resolve(null)
    })
  })
  const times = []
  for (let at = 0; at < keys; at += 1) {
    // As in the page, which draws between two keys: a rested processor answers later.
    await new Promise((resolve) => setTimeout(resolve, 30))
    const startedAt = performance.now()
    const echoed = new Promise((resolve) => {
      onData = () => resolve(performance.now() - startedAt)
    })
    child.stdin.write('x')
    times.push(/** @type {number} */ (await echoed))
    onData = null
    if (at % 40 === 39) {
      child.stdin.write('\u0015')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  child.kill('SIGKILL')
  return times
}
