import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, removeAll, row, run, signIn, test } from '../fixtures.ts'

/*
 * A page from a container's published port is a page of this computer too: another port of 127.0.0.1 is the
 * same site to a browser. These stories open such a page beside the app and let it try.
 */
let evil: Server
let evilOrigin = ''

test.beforeAll(async () => {
  evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>evil</title><iframe name="sink"></iframe>')
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  evilOrigin = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`
})
test.afterAll(async ({ engine }) => {
  evil.closeAllConnections()
  evil.close()
  await removeAll(engine)
})

async function openEvil(page: Page): Promise<Page> {
  await page.goto(evilOrigin)
  return page
}

test('another page of this computer reads nothing, neither as text nor as a script or picture', async ({
  host,
  page,
}) => {
  await openEvil(page)
  const tried = await page.evaluate(async (target) => {
    const fetched = async (init?: RequestInit) => {
      try {
        const response = await fetch(`${target}/`, init)
        return response.type === 'opaque' ? 'opaque' : await response.text()
      } catch {
        return 'refused'
      }
    }
    const loaded = (tag: 'script' | 'img' | 'link') =>
      new Promise<string>((resolve) => {
        const element = document.createElement(tag)
        element.onload = () => resolve('loaded')
        element.onerror = () => resolve('refused')
        if (element instanceof HTMLLinkElement) {
          element.rel = 'stylesheet'
          element.href = `${target}/`
        } else element.src = `${target}/`
        document.head.append(element)
      })
    return [
      await fetched(),
      await fetched({ credentials: 'include' }),
      await fetched({ method: 'POST', body: '{}' }),
      await fetched({ mode: 'no-cors' }),
      await loaded('script'),
      await loaded('img'),
      await loaded('link'),
    ]
  }, host.origin)
  expect(tried).toEqual(Array.from({ length: 7 }, () => 'refused'))
})

test('another page of this computer opens no WebSocket, with whatever it says first', async ({
  host,
  page,
}) => {
  await openEvil(page)
  const outcomes = await page.evaluate(
    (target) =>
      Promise.all(
        ['/engine', '/'].map(
          (path) =>
            new Promise<string>((resolve) => {
              const socket = new WebSocket(`${target.replace('http', 'ws')}${path}`)
              socket.onopen = () => resolve('open')
              socket.onerror = () => resolve('refused')
            }),
        ),
      ),
    host.origin,
  )
  expect(new Set(outcomes)).toEqual(new Set(['refused']))
})

test('it cannot frame the app, post to it, or hold on to its window', async ({ host, page, context }) => {
  await openEvil(page)
  const url = await host.url()
  const framed = await page.evaluate(
    (target) =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe')
        frame.src = target
        frame.onload = () => {
          try {
            resolve(frame.contentDocument?.body.textContent ? 'readable' : 'blocked')
          } catch {
            resolve('blocked')
          }
        }
        document.body.append(frame)
      }),
    url,
  )
  expect(framed).not.toBe('readable')
  for (const frame of page.frames()) await expect(frame.getByRole('navigation')).toHaveCount(0)

  const answered = page.waitForResponse((response) => response.url().startsWith(`${host.origin}/`))
  await page.evaluate((target) => {
    const form = document.createElement('form')
    Object.assign(form, { action: `${target}/`, method: 'post', target: 'sink' })
    document.body.append(form)
    form.submit()
  }, host.origin)
  expect((await answered).status()).toBeGreaterThanOrEqual(400)

  const opened = context.waitForEvent('page')
  await page.evaluate((target) => {
    Object.assign(globalThis, { theApp: open(target) })
  }, url)
  const app = await opened
  await expect(app.getByRole('navigation').first()).toBeVisible()
  const grip = await page.evaluate(() => {
    const { theApp } = globalThis as unknown as { theApp: Window | null }
    theApp?.postMessage({ kind: 'login', session: 'stolen' }, '*')
    return { isClosed: theApp?.closed ?? true, frames: theApp?.length ?? 0 }
  })
  // Cross-Origin-Opener-Policy has cut the two apart: to the opener the window is gone.
  expect(grip).toEqual({ isClosed: true, frames: 0 })
  expect(await app.evaluate(() => opener)).toBeNull()
})

test('a name that was made to point here (DNS rebinding) is turned away', async ({ host, playwright }) => {
  const request = await playwright.request.newContext()
  for (const name of [
    'evil.example',
    `localhost:${host.port}`,
    '127.0.0.1',
    `127.0.0.1.evil.example:${host.port}`,
  ]) {
    const response = await request.get(host.origin, { headers: { Host: name } })
    expect([response.status(), name]).toEqual([403, name])
    expect(await response.text()).not.toContain('<script')
  }
  await request.dispose()
})

test('nothing is left where a published port could get it', async ({ host, page, context }) => {
  await signIn(page, host)
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(page.url()).not.toContain('ticket')
  const other = await openEvil(await context.newPage())
  expect(await other.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([
    [],
    [],
  ])
})

test('the page runs no inline script and no handler that was smuggled in', async ({ host, page }) => {
  await signIn(page, host)
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
  const breached: string[] = []
  await page.exposeFunction('tellBreach', (directive: string) => breached.push(directive))
  const hasRun = await page.evaluate(async () => {
    const { tellBreach } = globalThis as unknown as { tellBreach: (directive: string) => void }
    document.addEventListener('securitypolicyviolation', (event) => tellBreach(event.effectiveDirective))
    const code = 'globalThis.smuggled = true'
    const attempts: (() => unknown)[] = [
      () => {
        const script = document.createElement('script')
        script.append(code)
        document.head.append(script)
      },
      () => {
        const holder = document.createElement('div')
        document.body.append(holder)
        holder.innerHTML = `<img src="x" onerror="${code}">`
      },
      () => {
        const button = document.createElement('button')
        button.setAttribute('onclick', code)
        button.click()
      },
      () => import(`data:text/javascript,${code}`),
      () => fetch('https://example.invalid/'),
    ]
    for (const attempt of attempts) {
      try {
        await attempt()
      } catch {
        // Refused outright; the others must have had no effect.
      }
    }
    return 'smuggled' in globalThis
  })
  expect(hasRun).toBe(false)
  for (const directive of ['script-src-elem', 'require-trusted-types-for', 'connect-src']) {
    await expect.poll(() => breached).toContain(directive)
  }
})

test('ordinary use breaks no rule of the page’s own policy', async ({ openApp, engine }) => {
  const id = await run(engine, 'ordinary', 'bayplan/quickstop:1', 'sh', '-c', 'echo hi; sleep 1000')
  const page = await openApp()
  await row(page, 'ordinary').click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await row(page, 'ordinary').click()
  await page.getByRole('button', { name: 'Stop ordinary' }).first().hover()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  for (const [tab, ready] of [
    ['logs', page.getByRole('log')],
    ['terminal', page.locator('.xterm-rows')],
    ['stats', page.getByRole('img', { name: /^CPU: / })],
    ['inspect', page.getByRole('heading', { name: /^Environment/ })],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, `#/containers/${id}/${tab}`)
    await expect(ready).toBeVisible()
  }
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  // `openApp` fails the story when the console tells of a breach.
})
