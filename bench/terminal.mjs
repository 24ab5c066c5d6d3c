import { spawn } from 'node:child_process'
import { median } from './figures.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * From a key to its echo on the screen, against `docker exec -it` in a pty.
 * @param {Stage} stage @param {number} keys
 * @returns {Promise<Figure>}
 */
export async function keyEcho(stage, keys) {
  const id = await docker(stage, 'run', '--detach', '--network', 'none', 'bayplan/quickstop:1')
  const own = await echoInPage(stage, id, keys)
  const cli = await echoInPty(stage, id, keys)
  await docker(stage, 'rm', '--force', id)
  return {
    name: 'Terminal: key echo / docker exec -it in a pty',
    value: median(own) / median(cli),
    unit: ' x',
    target: 2,
    better: 'less',
    detail: `median ${median(own).toFixed(2)} ms against ${median(cli).toFixed(2)} ms, ${keys} keys`,
  }
}

/** @param {Stage} stage @param {string} id @param {number} keys */
async function echoInPage(stage, id, keys) {
  const page = await stage.openPage(`#/containers/${id}/terminal`)
  await page.locator('.xterm-rows').getByText('#').first().waitFor()
  await page.locator('.xterm-helper-textarea').focus()
  // From the page's own key event to the row that shows the echo, timed inside the page.
  await page.evaluate(() => {
    const scope = /** @type {any} */ (globalThis)
    scope.benchEchoes = []
    const rows = /** @type {Element} */ (document.querySelector('.xterm-rows'))
    let shown = rows.textContent
    let pressedAt = 0
    document.addEventListener('keydown', () => (pressedAt = performance.now()), true)
    new MutationObserver(() => {
      if (rows.textContent === shown) return
      shown = rows.textContent
      if (pressedAt > 0) scope.benchEchoes.push(performance.now() - pressedAt)
      pressedAt = 0
    }).observe(rows, { subtree: true, childList: true, characterData: true })
  })
  for (let at = 0; at < keys; at += 1) {
    await page.keyboard.press('x')
    await page.waitForTimeout(30)
    if (at % 40 === 39) await page.keyboard.press('Control+u')
  }
  const times = await page.evaluate('globalThis.benchEchoes')
  await page.close()
  return /** @type {number[]} */ (times)
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
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, 500))
  const times = []
  for (let at = 0; at < keys; at += 1) {
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
