import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { median } from './figures.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage */

/**
 * What no page can be faster than on this machine: one byte to a plain WebSocket server and back, milliseconds.
 * @param {Stage} stage @param {number} count
 */
export async function bareEcho(stage, count) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>'))
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { page, goto } = await stage.browser.newPage()
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  await goto(`http://127.0.0.1:${port}/`)
  await page.until(() => document.querySelector('p') !== null)
  const times = await page.evaluate(timeEchoes, count)
  await page.close()
  server.close()
  return median(times)
}

/** Runs in the page. @param {number} count */
async function timeEchoes(count) {
  const socket = new WebSocket(`ws://${location.host}/`)
  await new Promise((resolve) => {
    socket.onopen = resolve
  })
  const times = []
  for (let at = 0; at < count; at += 1) {
    const echoed = new Promise((resolve) => {
      socket.onmessage = resolve
    })
    const startedAt = performance.now()
    socket.send('x')
    await echoed
    times.push(performance.now() - startedAt)
    // As keys come: the browser rests in between.
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return times
}
