import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

const built = fileURLToPath(new URL('../out/renderer', import.meta.url))

/**
 * Scripts and styles that the browser has fetched when the first pane can be used, compressed. What the page
 * fetches later, when nothing else waits, does not count.
 * @param {Stage} stage
 * @returns {Promise<Figure>}
 */
export async function firstPaneSize(stage) {
  const page = await stage.openPage('#/containers', noteFetched)
  /** @type {string[]} */
  const paths = await page.until(() => /** @type {any} */ (globalThis).benchFetched)
  await page.close()
  const sizes = paths.map((path) => gzipSync(readFileSync(`${built}${path}`)).byteLength)
  return {
    name: 'First pane: code, compressed',
    value: Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000),
    unit: ' kB',
    target: 250,
    better: 'less',
    detail: `${sizes.length} files`,
  }
}

/** Notes what was fetched when the pane has its heading. Runs before the page's own code. */
function noteFetched() {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('h1')) return
    observer.disconnect()
    const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    const scope = /** @type {any} */ (globalThis)
    scope.benchFetched = paths.filter((path) => /\.(js|css)$/.test(path))
  })
  observer.observe(document, { subtree: true, childList: true })
}
