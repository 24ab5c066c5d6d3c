import { gzipSync } from 'node:zlib'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/**
 * Scripts and styles that the browser fetches before the first pane can be used, compressed.
 * @param {Stage} stage
 * @returns {Promise<Figure>}
 */
export async function firstPaneSize(stage) {
  const sizes = new Map()
  const opened = await stage.openPage('#/containers')
  opened.on('response', async (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return
    sizes.set(response.url(), gzipSync(await response.body()).byteLength)
  })
  await opened.reload()
  await opened.getByRole('heading', { level: 1 }).first().waitFor()
  await opened.waitForLoadState('networkidle')
  await opened.close()
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return {
    name: 'First pane: code, compressed',
    value: Math.round(total / 1_000),
    unit: ' kB',
    target: 250,
    better: 'less',
    detail: `${sizes.size} files`,
  }
}
