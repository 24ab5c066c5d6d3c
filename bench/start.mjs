import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { median } from './figures.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * From `npm run serve` to the first row painted in a browser that runs already. The first start, which reads everything
 * from disk, does not count.
 * @param {Stage} stage @param {number} rounds
 * @returns {Promise<Figure>}
 */
export async function startToList(stage, rounds) {
  await docker(stage, 'create', '--network', 'none', '--name', 'bench-start', 'bayplan/quickstop:1')
  const times = []
  for (let round = 0; round <= rounds; round += 1) times.push(await startOnce(stage))
  await docker(stage, 'rm', '--force', 'bench-start')
  const warm = times.slice(1)
  return {
    name: 'Start: npm run serve to the first list painted',
    value: Math.round(median(warm.map(({ painted }) => painted))),
    unit: ' ms',
    target: 1_500,
    better: 'less',
    detail: `${Math.round(median(warm.map(({ served }) => served)))} ms until the host tells its address, ${rounds} rounds`,
  }
}

/** @param {Stage} stage */
async function startOnce(stage) {
  const { page, goto } = await stage.browser.newPage(notePaint)
  const startedAt = Date.now()
  const args = ['run', '--silent', 'serve', '--', '--host', stage.engine.host, '--idle-exit', '0']
  const host = spawn('npm', args, {
    cwd: root,
    env: { ...process.env, BAYPLAN_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  const served = Date.now() - startedAt
  await goto(JSON.parse(String(first.value)).url)
  /** @type {number} */
  const paintedAt = await page.until(() => /** @type {any} */ (globalThis).benchPaintedAt)
  await page.close()
  // An owned host ends with its input.
  host.stdin.end()
  host.kill()
  return { served, painted: paintedAt - startedAt }
}

/** Notes when the first row was painted, by the clock of this machine. Runs before the page's own code. */
function notePaint() {
  const scope = /** @type {any} */ (globalThis)
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role=row][data-row]')) return
    observer.disconnect()
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        scope.benchPaintedAt = performance.timeOrigin + performance.now()
      }
      channel.port2.postMessage(null)
    })
  })
  observer.observe(document, { subtree: true, childList: true })
}
