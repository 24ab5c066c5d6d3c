import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { chromium, type Page } from '@playwright/test'
import { expect, removeAll, row, run, signIn, test } from '../fixtures.ts'

/* Pages of strangers with names of their own, a file that is on its way, and who holds the door. */

let evil: Server
let evilPort = 0

test.beforeAll(async () => {
  evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>evil</title><iframe name="sink"></iframe>')
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  evilPort = (evil.address() as AddressInfo).port
})
test.afterAll(async ({ engine }) => {
  evil.closeAllConnections()
  evil.close()
  await removeAll(engine)
})

/** What a page gets of an address by all the ways it has. */
function tryAll(page: Page, target: string): Promise<readonly string[]> {
  return page.evaluate(async (url) => {
    const fetched = (init: RequestInit) =>
      fetch(url, init).then(
        async (response) => `${response.type} ${await response.text()}`,
        () => 'refused',
      )
    const element = (tag: 'img' | 'script' | 'iframe') =>
      new Promise<string>((resolve) => {
        const made = document.createElement(tag)
        made.onload = () => resolve(tag === 'iframe' ? 'refused' : 'loaded')
        made.onerror = () => resolve('refused')
        made.src = url
        document.body.append(made)
      })
    const socket = () =>
      new Promise<string>((resolve) => {
        const made = new WebSocket(url.replace('http', 'ws'))
        made.onopen = () => resolve('open')
        made.onerror = () => resolve('refused')
      })
    return [
      await fetched({}),
      await fetched({ credentials: 'include', method: 'POST', body: 'x' }),
      await fetched({ method: 'PUT', body: 'x' }),
      await element('img'),
      await element('script'),
      await element('iframe'),
      await socket(),
    ]
  }, target)
}

test('a name that was made to point here reaches nothing, in a real browser', async ({ host }, info) => {
  const browser = await chromium.launch({
    ...info.project.use.launchOptions,
    args: ['--host-resolver-rules=MAP *.example 127.0.0.1'],
  })
  try {
    const page = await browser.newPage()
    // First the attacker's own server under that name, then, "rebound", the app under the same name.
    await page.goto(`http://rebind.example:${evilPort}/`)
    expect(new Set(await tryAll(page, `${host.origin}/`))).toEqual(new Set(['refused']))
    const rebound = await page.goto(`http://rebind.example:${host.port}/`)
    expect(rebound?.status()).toBe(403)
    expect(await page.content()).not.toContain('<script')
    const own = `http://rebind.example:${host.port}/engine`
    expect((await tryAll(page, own)).at(-1)).toBe('refused')
  } finally {
    await browser.close()
  }
})

test('the address of a file on its way is of no use to another page, and not used up by it', async ({
  engine,
  openApp,
  page,
  context,
}) => {
  await run(engine, 'story-ticket', '--network', 'none', 'bayplan/quickstop:1')
  // The page's own request is held back until the other page has tried.
  await page.addInitScript(() => {
    HTMLAnchorElement.prototype.click = function hold() {
      if (this.href.includes('/transfer/')) Object.assign(globalThis, { heldLink: this })
      else HTMLElement.prototype.click.call(this)
    }
  })
  await openApp('#/containers')
  type Held = { readonly heldLink?: HTMLAnchorElement }
  const address = () => page.evaluate(() => (globalThis as unknown as Held).heldLink?.href ?? '')
  await row(page, 'story-ticket').click({ button: 'right' })
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export files…' }).click()
  await expect.poll(address).toContain('/transfer/')

  const other = await context.newPage()
  await other.goto(`http://127.0.0.1:${evilPort}/`)
  expect(new Set(await tryAll(other, await address()))).toEqual(new Set(['refused']))
  await page.evaluate(() => {
    const { heldLink } = globalThis as unknown as Held
    if (heldLink) HTMLElement.prototype.click.call(heldLink)
  })
  expect((await download).suggestedFilename()).toContain('story-ticket')
  expect(await (await download).failure()).toBeNull()
})

test('who holds connections half open keeps nobody out', async ({ host, page }) => {
  const held: Socket[] = []
  for (let count = 0; count < 200; count += 1) {
    const socket = connect(host.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX-Slow: `)
    held.push(socket)
  }
  const cutOff = held.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())))
  for (const socket of held) socket.resume()
  await signIn(page, host)
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
  await Promise.all(cutOff)
})
