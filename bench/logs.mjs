import { median, percentile } from './figures.mjs'
import { docker, timeDocker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

const lineOf104Bytes = 'x'.repeat(92)

/**
 * 1,000,000 lines of a stopped container: from the request to the last line held in the page, against
 * `docker logs > /dev/null` in the same run.
 * @param {Stage} stage @param {number} rounds @param {number} count
 * @returns {Promise<Figure>}
 */
export async function logsIn(stage, rounds, count) {
  const script = `i=0; awk 'BEGIN { for (i = 1; i <= ${count}; i++) printf "%011d ${lineOf104Bytes}\\n", i }'`
  const id = await docker(
    stage,
    'run',
    '--detach',
    '--network',
    'none',
    'bayplan/busybox:1',
    'sh',
    '-c',
    script,
  )
  await docker(stage, 'wait', id)
  const own = []
  const cli = []
  const cliWithTimes = []
  for (let round = 0; round < rounds; round += 1) {
    cli.push(await timeDocker(stage, 'logs', id))
    cliWithTimes.push(await timeDocker(stage, 'logs', '--timestamps', id))
    own.push(await timePage(stage, id, count))
  }
  await docker(stage, 'rm', '--force', id)
  const ratio = median(own) / median(cli)
  return {
    name: `Logs in: ${count.toLocaleString('en')} lines held in the page / docker logs > /dev/null`,
    value: ratio,
    unit: ' x',
    target: 1.05,
    better: 'less',
    detail: `${Math.round(median(own))} ms against ${Math.round(median(cli))} ms, with --timestamps ${Math.round(median(cliWithTimes))} ms, ${rounds} rounds`,
  }
}

/** @param {Stage} stage @param {string} id @param {number} count */
async function timePage(stage, id, count) {
  const page = await stage.openPage(`#/containers/${id}/logs`)
  await page.until(() => document.querySelector('[role=log]') !== null)
  await page.click('Lines to show')
  // Watched inside the page: looking in from outside many times a second would cost what is measured.
  const held = page.evaluate(noteTime, `${count.toLocaleString('en')} lines kept`)
  const startedAt = Date.now()
  await page.click('All lines')
  const took = (await held) - startedAt
  await page.close()
  return took
}

/** When the page shows a text, epoch milliseconds. Runs in the page. @param {string} text */
function noteTime(text) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!document.body.textContent?.includes(text)) return
      clearInterval(timer)
      resolve(Date.now())
    }, 50)
  })
}

/**
 * Following 50,000 lines a second: the longest frame, and what the page's heap gains.
 * @param {Stage} stage @param {number} seconds
 * @returns {Promise<Figure[]>}
 */
export async function logsFollow(stage, seconds) {
  const script = `awk 'BEGIN { for (i = 1; i <= 2500; i++) printf "%011d ${lineOf104Bytes}\\n", i }' > /tmp/part; while :; do cat /tmp/part; usleep 48000; done`
  const id = await docker(
    stage,
    'run',
    '--detach',
    '--network',
    'none',
    '--log-opt',
    'max-size=200m',
    'bayplan/busybox:1',
    'sh',
    '-c',
    script,
  )
  const page = await stage.openPage(`#/containers/${id}/logs`)
  await page.until(() => document.body.textContent?.includes('lines kept'))
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const kept = () => page.evaluate(() => document.body.textContent)
  const heap = () =>
    page.evaluate(() => {
      const { gc, performance: own } = /** @type {any} */ (globalThis)
      gc()
      return own.memory.usedJSHeapSize
    })
  const before = { lines: await kept(), heap: await heap() }
  const frames = await page.evaluate(
    (/** @type {number} */ ms) =>
      new Promise((resolve) => {
        const gaps = /** @type {number[]} */ ([])
        const startedAt = performance.now()
        let last = startedAt
        const step = (/** @type {number} */ now) => {
          gaps.push(now - last)
          last = now
          if (now - startedAt < ms) requestAnimationFrame(step)
          else resolve(gaps.slice(1))
        }
        requestAnimationFrame(step)
      }),
    seconds * 1_000,
  )
  const after = { lines: await kept(), heap: await heap() }
  await page.close()
  await docker(stage, 'rm', '--force', id)
  const gaps = /** @type {number[]} */ (frames)
  const number = (/** @type {string} */ text) =>
    Number(/([\d,]+) lines kept/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)
  const rate = (number(after.lines) - number(before.lines)) / seconds
  return [
    {
      name: 'Logs following: longest frame',
      value: Math.round(Math.max(...gaps)),
      unit: ' ms',
      target: 50,
      better: 'less',
      detail: `${Math.round(rate).toLocaleString('en')} lines/s for ${seconds} s; median frame ${median(gaps).toFixed(1)} ms, 95th percentile ${percentile(gaps, 0.95).toFixed(1)} ms`,
    },
    {
      name: 'Logs following: page heap gained',
      value: (after.heap - before.heap) / 1e6,
      unit: ' MB',
      target: 10,
      better: 'less',
      detail: `after collection, over ${seconds} s`,
    },
  ]
}
