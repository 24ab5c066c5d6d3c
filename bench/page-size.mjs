import { gzipSync } from 'node:zlib'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * Scripts and styles that the browser has fetched when the first pane can be used, compressed. What the page
 * fetches later, when nothing else waits, does not count.
 * @param {Stage} stage
 * @returns {Promise<Figure>}
 */
export async function firstPaneSize(stage) {
  const opened = await stage.openPage('#/containers')
  /** @type {import('@playwright/test').Response[]} */
  const fetched = []
  opened.on('response', (response) => fetched.push(response))
  await opened.reload({ waitUntil: 'commit' })
  await opened.getByRole('heading', { level: 1 }).first().waitFor()
  const code = fetched.filter((response) => /\.(js|css)$/.test(new URL(response.url()).pathname))
  const sizes = await Promise.all(code.map(async (response) => gzipSync(await response.body()).byteLength))
  await opened.close()
  return {
    name: 'First pane: code, compressed',
    value: Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000),
    unit: ' kB',
    target: 250,
    better: 'less',
    detail: `${sizes.length} files`,
  }
}
