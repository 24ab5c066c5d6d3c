import { median, percentile } from './figures.mjs'
import { replayEngine } from './replayed-engine.mjs'
import { openHost } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/** At 60 frames a second. */
const frameMs = 1_000 / 60

/**
 * Thousands of images, from a replayed engine: until they are listed, and what each key in the filter costs.
 * @param {Stage} stage @param {number} rounds @param {number} count
 * @returns {Promise<Figure[]>}
 */
export async function manyImages(stage, rounds, count) {
  const engine = await replayEngine(count)
  const host = await openHost(engine.host)
  const listed = []
  /** @type {number[]} */
  const keys = []
  /** @type {number[]} */
  const drawn = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { page, goto } = await stage.browser.newPage()
      await goto(await host.address())
      await page.until(() => document.querySelector('nav a[href="#/images"]') !== null)
      const openedAt = performance.now()
      await page.evaluate(() => {
        location.hash = '#/images'
      })
      await page.until(hasRows)
      listed.push(performance.now() - openedAt)
      // Platforms come in the background; a filter is used when they are there.
      await page.until(isComplete)
      const typed = await page.evaluate(typeFilter)
      keys.push(...typed.keys)
      drawn.push(...typed.drawn)
      await page.close()
    }
  } finally {
    host.close()
    engine.close()
  }
  return [
    {
      name: `List: ${count.toLocaleString('en')} images on screen after the pane is opened`,
      value: Math.round(median(listed)),
      unit: ' ms',
      target: 1_000,
      better: 'less',
      detail: `slowest ${Math.round(Math.max(...listed))} ms, ${rounds} rounds, replayed engine`,
    },
    {
      name: `Filter: what a key waits for at ${count.toLocaleString('en')} images, 95th percentile`,
      value: Number(percentile(keys, 0.95).toFixed(1)),
      unit: ' ms',
      target: Number(frameMs.toFixed(1)),
      better: 'less',
      detail: `median ${median(keys).toFixed(1)} ms over ${keys.length} keys, layout included; rows drawn after ${median(drawn).toFixed(0)} ms, 95th percentile ${percentile(drawn, 0.95).toFixed(0)} ms`,
    },
  ]
}

/** Runs in the page. */
function hasRows() {
  return [...document.querySelectorAll('[role=row]')].some((row) => row.textContent?.includes('app-'))
}

/** The oldest image is completed last. Runs in the page. */
function isComplete() {
  const grid = document.querySelector('[role=grid]')
  if (!grid) return false
  grid.scrollTop = grid.scrollHeight
  const rows = [...document.querySelectorAll('[role=row][data-row]')]
  const isDone = rows.length > 0 && rows.every((row) => row.textContent?.includes('linux/amd64'))
  if (isDone) grid.scrollTop = 0
  return isDone
}

/**
 * Types and deletes words key by key; answers with the milliseconds of script, style and layout before the next key
 * could come, and until the rows were those of the key. Runs in the page.
 */
async function typeFilter() {
  const field = /** @type {HTMLInputElement} */ (document.querySelector('[role=searchbox]'))
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const texts = ['app-1234', 'team-7/app', 'platform:arm'].flatMap((word) => {
    const growing = Array.from({ length: word.length }, (_, at) => word.slice(0, at + 1))
    return [...growing, ...growing.slice(0, -1).reverse(), '']
  })
  const main = /** @type {HTMLElement} */ (document.querySelector('[data-region=list]'))
  const keys = []
  const drawn = []
  for (const text of texts) {
    await frame()
    await frame()
    const startedAt = performance.now()
    let changedAt = startedAt
    const changes = new MutationObserver(() => {
      changedAt = performance.now()
    })
    changes.observe(main, { subtree: true, childList: true, characterData: true, attributes: true })
    value?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    void document.body.offsetHeight
    keys.push(performance.now() - startedAt)
    // No key is drawn later than this, and none is typed sooner.
    await new Promise((resolve) => setTimeout(resolve, 100))
    changes.disconnect()
    drawn.push(changedAt - startedAt)
  }
  return { keys, drawn }
}
