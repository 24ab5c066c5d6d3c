import type { Page } from '@playwright/test'
import type { DesktopApp } from './desktop-app.ts'
import { expect, test } from './fixtures.ts'

/** Records what the app hands to the operating system instead of opening it. */
async function watchOpenedLinks({ electron }: DesktopApp): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ shell }) => {
    const scope = globalThis as unknown as { opened: string[] }
    scope.opened = []
    shell.openExternal = async (url) => {
      scope.opened.push(url)
    }
  })
  return () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

/** Runs an attack in the page's own world, with `element` to work on; answers with what the policy refused. */
function refusals(page: Page, attack: string): Promise<string[]> {
  return page.evaluate(`(async () => {
    const blocked = []
    const listener = (event) => blocked.push(event.effectiveDirective)
    document.addEventListener('securitypolicyviolation', listener)
    const element = document.createElement('div')
    document.body.append(element)
    try { ${attack} } catch (error) { if (!/Trusted/.test(error.message)) throw error }
    await new Promise((resolve) => setTimeout(resolve, 300))
    document.removeEventListener('securitypolicyviolation', listener)
    element.remove()
    return blocked
  })()`)
}

test('the page cannot be led elsewhere', async ({ desktop }) => {
  const { page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const before = page.url()
  for (const url of ['https://example.com/', 'http://127.0.0.1:1/', 'http://bundle/']) {
    await page.evaluate((address) => {
      ;(window as unknown as { marker: number }).marker = 1
      location.href = address
    }, url)
    // Absence can only be seen after the time in which a navigation would have begun.
    await page.waitForTimeout(300)
    expect(page.url()).toBe(before)
    expect(await page.evaluate(() => (window as unknown as { marker: number }).marker)).toBe(1)
  }
})

test('no second window opens; links go to the browser, and only web links do', async ({ desktop }) => {
  const { page, electron } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const opened = await watchOpenedLinks(desktop)
  await page.evaluate(() => {
    window.open('https://docs.docker.com/')
    window.open('http://localhost:8080/')
    window.open('http://example.com/')
    window.open('file:///etc/passwd')
    const link = Object.assign(document.createElement('a'), {
      href: 'https://docs.docker.com/x',
      target: '_blank',
    })
    document.body.append(link)
    link.click()
    link.remove()
  })
  const links = ['https://docs.docker.com/', 'http://localhost:8080/', 'https://docs.docker.com/x']
  await expect.poll(opened).toEqual(links)
  const ask = (url: string) =>
    page.evaluate((address) => {
      const { bayplanDesktop } = window as unknown as {
        bayplanDesktop: { openExternal(url: string): Promise<boolean> }
      }
      return bayplanDesktop.openExternal(address)
    }, url)
  expect([
    await ask('https://hub.docker.com/'),
    await ask('file:///etc/passwd'),
    await ask('vscode://x'),
  ]).toEqual([true, false, false])
  expect(await opened()).toEqual([...links, 'https://hub.docker.com/'])
  await expect.poll(() => electron.windows().length).toBe(1)
  await page.waitForTimeout(500)
  expect(electron.windows()).toHaveLength(1)
})

test('the policy stops scripts, styles, frames and requests that are not the page’s own', async ({
  desktop,
}) => {
  const { page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  for (const attack of [
    `element.innerHTML = '<img src=x onerror="window.hit = 1">'`,
    `element.setAttribute('onclick', 'window.hit = 1')`,
    `const script = document.createElement('script'); script.textContent = 'window.hit = 1'; element.append(script)`,
  ]) {
    expect(await refusals(page, attack)).toContain('require-trusted-types-for')
  }
  await refusals(
    page,
    `const script = document.createElement('script'); script.append('window.hit = 1'); element.append(script)`,
  )
  expect(await refusals(page, `await fetch('https://example.com/').catch(() => {})`)).toContain('connect-src')
  expect(
    await refusals(
      page,
      `const frame = document.createElement('iframe'); frame.src = 'https://example.com/'; element.append(frame)`,
    ),
  ).toContain('frame-src')
  expect(
    await refusals(
      page,
      `const style = document.createElement('style'); style.setAttribute('nonce', 'guess');
       style.textContent = 'a { color: red }'; document.head.appendChild(document.adoptNode(style))`,
    ),
  ).toContain('style-src-elem')
  expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined()
})

test('the policy lets the page’s own styles through', async ({ desktop }) => {
  const { page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const seen = await page.evaluate(async () => {
    const answer = await fetch('/index.html')
    const policy = answer.headers.get('content-security-policy') ?? ''
    const meta = document.querySelector('meta[name="csp-nonce"]')
    const style = document.createElement('style')
    style.nonce = meta?.getAttribute('content') ?? ''
    style.textContent = 'body { outline-color: rgb(1, 2, 3) }'
    document.head.append(style)
    return {
      color: getComputedStyle(document.body).outlineColor,
      isNew: !policy.includes(style.nonce),
      scripts: /script-src ([^;]*)/.exec(policy)?.[1],
    }
  })
  expect(seen).toEqual({ color: 'rgb(1, 2, 3)', isNew: true, scripts: "'self'" })
})

test('nothing outside the bundle is served', async ({ desktop }) => {
  const { page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/index.html',
      '/../package.json',
      '/..%2fpackage.json',
      '/..%2f..%2fpackage.json',
      '/nothing.js',
    ]
    return Promise.all(paths.map(async (path) => (await fetch(path)).status))
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404])
})

test('a message of another window, of a frame inside the page or of a foreign page is not answered', async ({
  desktop,
}) => {
  const { page, electron } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const theme = await electron.evaluate(({ BrowserWindow, ipcMain, nativeTheme }) => {
    const sender = BrowserWindow.getAllWindows()[0]!.webContents
    const own = { url: 'app://bundle/', parent: null }
    nativeTheme.themeSource = 'light'
    for (const event of [
      { sender: {}, senderFrame: own },
      { sender, senderFrame: { ...own, parent: own } },
      { sender, senderFrame: { ...own, url: 'app://bundle.evil/' } },
      { sender, senderFrame: null },
    ])
      ipcMain.emit('theme:set', event, 'dark')
    return nativeTheme.themeSource
  })
  expect(theme).toBe('light')
})

test('every permission is denied but writing the clipboard', async ({ desktop }) => {
  const { page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
    ] as PermissionName[]
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'denied'])
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('position'),
          (error) => resolve(error.code),
        )
      }),
  )
  expect(answer).toBe(1)
})
