import { request as httpRequest } from 'node:http'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { LabEngine } from '../../scripts/lab/engine.mjs'
import { docker, expect, isShared, removeAll, row, run, signIn, test, WebHost } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const

test.afterEach(async ({ engine }) => removeAll(engine))

/** Calls the Engine API: hundreds of docker processes would take minutes. */
function callEngine(engine: LabEngine, method: string, path: string, body?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { socketPath: engine.socketPath, method, path, headers: { 'Content-Type': 'application/json' } },
      (reply) => {
        let text = ''
        reply.on('data', (chunk) => {
          text += String(chunk)
        })
        reply.on('end', () => ((reply.statusCode ?? 500) < 400 ? resolve(text) : reject(new Error(text))))
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function create(engine: LabEngine, name: string, extra: object = {}): Promise<string> {
  const body = {
    Image: image,
    Labels: { 'bayplan.test': '1' },
    HostConfig: { NetworkMode: 'none' },
    ...extra,
  }
  const reply = await callEngine(engine, 'POST', `/containers/create?name=${name}`, body)
  return (JSON.parse(reply) as { Id: string }).Id
}

async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, route)
}

async function chooseAppearance(page: Page, group: string, option: string): Promise<void> {
  await goTo(page, '#/settings')
  await page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: option }).check()
}

/** Nothing is wider than the window, and nothing is drawn outside of it. */
async function expectToFit(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    tall: document.documentElement.scrollHeight - innerHeight,
  }))
  expect(overflow).toEqual({ wide: 0, tall: 0 })
}

test.describe('signing in', () => {
  test('a reload keeps the session, a second window needs a ticket of its own', async ({
    host,
    page,
    context,
  }) => {
    const url = await host.url()
    await page.goto(url)
    await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
    expect(page.url()).toBe(`${host.origin}/`)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
    const second = await context.newPage()
    await second.goto(await host.url())
    await expect(second.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
    const third = await context.newPage()
    await third.goto(url)
    await expect(third.getByRole('heading', { name: 'This page is not connected to Bayplan' })).toBeVisible()
    await expect(third.getByText('npm start')).toBeVisible()
    await third.getByLabel('Or paste the new address here').fill(await host.url())
    await third.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(third.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible()
  })

  test('without a ticket there is nothing to see', async ({ host, page }) => {
    await page.goto(host.origin)
    await expect(page.getByRole('heading', { name: 'This page is not connected to Bayplan' })).toBeVisible()
    await expect(page.getByRole('grid')).toHaveCount(0)
  })
})

test.describe('how much there is', () => {
  test('no container: the first commands to try', async ({ app, engine }) => {
    test.skip(isShared, 'a shared engine is not empty')
    await removeAll(engine)
    await expect(app.getByText('No containers yet')).toBeVisible()
    await expect(app.getByText(/^docker .*run .*hello-world$/)).toBeVisible()
    await run(engine, 'first', ...alone, image)
    await expect(row(app, 'first')).toBeVisible()
    await expect(app.getByText('No containers yet')).toHaveCount(0)
    await docker(engine, 'rm', '--force', 'first')
    await expect(app.getByText('No containers yet')).toBeVisible()
  })

  test('300 containers: all are counted, those in view are drawn, the last one is reached', async ({
    app,
    engine,
  }) => {
    const names = Array.from({ length: 300 }, (_, index) => `crowd-${index + 1}`)
    const ids = await Promise.all(names.map((name) => create(engine, name)))
    await expect(app.getByRole('radio', { name: /^All ?300$/ })).toBeVisible()
    const rows = app.getByRole('row', { name: /^crowd-/ })
    await expect(rows.first()).toBeVisible()
    expect(await rows.count()).toBeLessThan(100)
    await expect(app.getByRole('grid')).toHaveAttribute('aria-rowcount', /^30[0-9]$/)
    await app.getByRole('grid').focus()
    await app.keyboard.press('End')
    await expect(row(app, 'crowd-300')).toBeInViewport()
    await app.getByRole('searchbox', { name: 'Filter containers' }).fill('crowd-29')
    await expect(rows).toHaveCount(11)
    await Promise.all(ids.map((id) => callEngine(engine, 'DELETE', `/containers/${id}?force=1`)))
    await expect(rows).toHaveCount(0)
  })
})

test('hostile names and values break no layout and become no markup', async ({ app, engine }) => {
  const markup = '<img src=x onerror=alert(1)><b>bold</b>'
  const long = `long-${'n'.repeat(4_900)}`
  await run(engine, 'plain', ...alone, image)
  const hostile = {
    Labels: {
      'bayplan.test': '1',
      note: markup,
      'com.docker.compose.project': markup,
      'com.docker.compose.service': markup,
    },
    Env: [`MARKUP=${markup}`, `LONG=${'v'.repeat(50_000)}`],
    Cmd: ['echo', markup],
  }
  const longId = await create(engine, long)
  await create(engine, 'hostile', hostile)
  await expect(row(app, 'hostile')).toBeVisible()
  await expect(app.getByRole('row', { name: /^long-n+/ })).toBeVisible()
  const height = async (locator: ReturnType<typeof row>) => (await locator.boundingBox())?.height
  const usual = await height(row(app, 'plain'))
  expect(await height(row(app, 'hostile'))).toBe(usual)
  expect(await height(app.getByRole('row', { name: /^long-n+/ }))).toBe(usual)
  await expectToFit(app)
  await row(app, 'hostile').click()
  await expectToFit(app)
  await app.getByRole('row', { name: /^long-n+/ }).click()
  await expectToFit(app)
  for (const id of [longId, (await docker(engine, 'inspect', '--format', '{{.Id}}', 'hostile')).trim()]) {
    await goTo(app, `#/containers/${id}/inspect`)
    await expect(app.getByRole('heading', { name: /^Environment/ })).toBeVisible()
    await expectToFit(app)
    await goTo(app, `#/containers/${id}/logs`)
    await expect(app.getByText('No output yet')).toBeVisible()
    await expectToFit(app)
  }
  await expect(app.locator('img[src="x"], main b')).toHaveCount(0)
})

test('small windows show everything without scrolling the page', async ({ app, engine }) => {
  const id = await run(engine, 'small', image, 'sh', '-c', 'seq 1 200; sleep 1000')
  for (const size of [
    { width: 1024, height: 700 },
    { width: 900, height: 600 },
  ]) {
    await app.setViewportSize(size)
    await goTo(app, '#/containers')
    await row(app, 'small').click()
    await expect(app.getByRole('complementary', { name: 'Side panel' })).toBeVisible()
    await expectToFit(app)
    await app.keyboard.press('Escape')
    await expect(app.getByRole('complementary', { name: 'Side panel' })).toHaveCount(0)
    await expect(row(app, 'small')).toBeInViewport()
    for (const [tab, ready] of [
      ['logs', app.getByRole('log')],
      ['terminal', app.locator('.xterm-rows')],
      ['stats', app.getByRole('img', { name: /^CPU: / })],
      ['inspect', app.getByRole('searchbox')],
    ] as const) {
      await goTo(app, `#/containers/${id}/${tab}`)
      await expect(ready.first()).toBeVisible()
      await expectToFit(app)
    }
    await goTo(app, '#/settings')
    await expect(app.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await expectToFit(app)
  }
})

/** What stays Latin in Chinese: names of products, formats and keys, and figures with their units. */
const latin = new RegExp(
  `^(${[
    'Bayplan|Docker|Compose|CPU|ID|API|English|JSON|stdout|stderr|UTC|MIT|Inter|Lucide',
    '--long|-short',
    'Esc|Enter|Space|Delete|(Ctrl|Alt|Shift)\\b.*|F\\d+|[A-Z]',
    '[\\d.,%/ ]*\\s?(s|ms|B|[KMGkm]i?B)?(/s)?',
  ].join('|')})$`,
)
/** What the engine and the container of the story are called and say. */
const data =
  /sample|bayplan|^(none|no|root|sh|sleep|hi|PATH|overlay2|vm)\b|[Ll]inux|amd64|arm64|docker\.sock|dfsg/

/** Visible text nodes outside of data, which is marked as English. */
function englishText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const parent = node.parentElement
      if (
        !parent ||
        !parent.checkVisibility() ||
        parent.closest('[lang=en], [data-message], .xterm, style, script')
      )
        continue
      if (/[A-Za-z]{2}/.test(text) && !/[\u4e00-\u9fff]/.test(text)) found.push(text)
    }
    return found
  })
}

test('in Chinese no English is left, and the choice outlives a reload', async ({ app, engine }) => {
  const id = await run(engine, 'sample', ...alone, image, 'sh', '-c', 'echo hi; sleep 1000')
  await chooseAppearance(app, 'Language', '简体中文')
  await expect(app.getByRole('heading', { name: '设置' })).toBeVisible()
  await app.reload()
  await expect(app.locator('html')).toHaveAttribute('lang', 'zh-CN')
  const words = new Set<string>()
  const look = async () => {
    for (const text of await englishText(app)) if (!latin.test(text) && !data.test(text)) words.add(text)
  }
  await goTo(app, '#/containers')
  await row(app, 'sample').click()
  await expect(app.getByRole('complementary').first()).toBeVisible()
  await look()
  for (const [tab, ready] of [
    ['logs', app.getByRole('log')],
    ['terminal', app.locator('.xterm-rows')],
    ['stats', app.getByRole('img', { name: /^CPU/ })],
    ['inspect', app.getByRole('heading', { name: /^环境变量/ })],
  ] as const) {
    await goTo(app, `#/containers/${id}/${tab}`)
    await expect(ready).toBeVisible()
    await look()
  }
  await goTo(app, '#/settings')
  for (const section of ['外观', '通知', '连接', '键盘', '关于']) {
    await app.getByRole('button', { name: section, exact: true }).click()
    await look()
  }
  expect([...words]).toEqual([])
})

test('light and dark both are drawn, and the choice outlives a reload', async ({ app }) => {
  const background = () => app.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await chooseAppearance(app, 'Theme', 'Light')
  const light = await background()
  await chooseAppearance(app, 'Theme', 'Dark')
  const dark = await background()
  expect(dark).not.toBe(light)
  await app.reload()
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await background()).toBe(dark)
})

for (const theme of ['Light', 'Dark'] as const) {
  test(`no barrier that axe knows, ${theme.toLowerCase()}`, async ({ app, engine, host, context }) => {
    const name = `axe-${theme.toLowerCase()}`
    const id = await run(engine, name, image, 'sh', '-c', 'echo INFO hi; echo ERROR ho; sleep 1000')
    await chooseAppearance(app, 'Theme', theme)
    const check = async (screen: string, page = app) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      const told = grave.map(
        ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
      )
      expect.soft(told, screen).toEqual([])
    }
    await check('settings')
    await goTo(app, '#/containers')
    await expect(row(app, name)).toBeVisible()
    await check('list')
    await row(app, name).click()
    await expect(app.getByRole('complementary', { name: 'Side panel' })).toBeVisible()
    await check('side panel')
    await app.keyboard.press('Delete')
    await expect(app.getByRole('alertdialog')).toBeVisible()
    await check('dialog')
    await app.keyboard.press('Escape')
    for (const [tab, ready] of [
      ['logs', app.getByRole('log')],
      ['terminal', app.locator('.xterm-rows')],
      ['stats', app.getByRole('img', { name: /^CPU: / })],
      ['inspect', app.getByRole('searchbox')],
    ] as const) {
      await goTo(app, `#/containers/${id}/${tab}`)
      await expect(ready.first()).toBeVisible()
      await check(tab)
    }
    const denied = await context.newPage()
    await denied.goto(host.origin)
    await expect(denied.getByRole('heading', { level: 1 })).toBeVisible()
    await check('not signed in', denied)
    const lost = await WebHost.start('unix:///no/such/folder/docker.sock')
    const engineless = await signIn(await context.newPage(), lost)
    await expect(engineless.getByRole('heading', { level: 1, name: /^Docker is not/ })).toBeVisible()
    await check('engine page', engineless)
    await lost.stop()
  })
}
