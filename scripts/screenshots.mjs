// Takes the pictures of docs/screenshots/ from the real app on the demo's engine: run it when a screen has changed.
//   node scripts/screenshots.mjs [name…]   only pictures whose file name begins with one of these
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const root = fileURLToPath(new URL('..', import.meta.url))
const wanted = process.argv.slice(2)

/** @typedef {import('@playwright/test').Page} Page @typedef {{ route: string, act?: (page: Page) => Promise<void>, locale?: string, engine?: string }} Scene */

/** Starts a program that says something as one line of JSON, and stays until it is killed. @param {string[]} args */
async function startJson(args) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, BAYPLAN_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const readLine = async () => JSON.parse(String((await lines.next()).value))
  return { child, readLine, first: await readLine() }
}

/** @param {string} engine */
async function startHost(engine) {
  const { child, readLine, first } = await startJson([
    'out/server/main.mjs',
    '--host',
    engine,
    '--idle-exit',
    '0',
  ])
  let upcoming = Promise.resolve(first)
  return {
    stop: () => child.kill(),
    /** An address that nobody else was given: each lets one window in. */
    async takeUrl() {
      const taken = upcoming
      upcoming = taken.then(() => {
        child.stdin.write('ticket\n')
        return readLine()
      })
      return String((await taken).url)
    },
  }
}

/** Goes to a container's tab, as the address bar would. @param {Page} page @param {string} name @param {string} tab */
async function openContainer(page, name, tab) {
  await page.getByRole('row', { name: new RegExp(name) }).dblclick()
  await page.getByRole('tab', { name: tab }).click()
}

/** Asks what the command in the status bar does. @param {Page} page */
async function explain(page) {
  await page.getByRole('row', { name: /shop-api-1/ }).click()
  await page.keyboard.press('e')
  await page.waitForTimeout(1_500)
}

/** @type {Record<string, Scene>} */
const scenes = {
  containers: {
    route: '#/containers',
    act: async (page) => {
      await page.getByRole('row', { name: /shop-api-1/ }).click()
      await page.waitForTimeout(28_000)
    },
  },
  'containers-zh': { route: '#/containers', locale: 'zh-CN', act: (page) => page.waitForTimeout(6_000) },
  logs: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-api-1', 'Logs')
      await page.getByPlaceholder('Find in logs').fill('slow query')
      await page.waitForTimeout(2_000)
    },
  },
  'merged-logs': { route: '#/logs/project/shop', act: (page) => page.waitForTimeout(4_000) },
  overview: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-db-1', 'Overview')
      await page.waitForTimeout(1_500)
    },
  },
  processes: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-web-1', 'Processes')
      await page.waitForTimeout(3_000)
    },
  },
  files: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-api-1', 'Files')
      await page.waitForTimeout(4_000)
    },
  },
  run: {
    route: '#/containers',
    act: async (page) => {
      await page.keyboard.press('Control+n')
      await page.getByRole('button', { name: 'Paste a docker run command' }).click()
      await page
        .getByRole('textbox', { name: /^A docker run command/ })
        .fill('docker run -d --name shop-web-2 -p 8080:80 -v shop_assets:/srv -e MODE=live shop/web:2.8.1')
      await page.getByRole('button', { name: 'Fill the form' }).click()
      await page.waitForTimeout(2_000)
    },
  },
  palette: {
    route: '#/containers',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('shop')
      await page.waitForTimeout(1_500)
    },
  },
  explain: { route: '#/containers', act: explain },
  'explain-zh': { route: '#/containers', locale: 'zh-CN', act: explain },
  ports: { route: '#/ports', act: (page) => page.waitForTimeout(2_500) },
  bin: { route: '#/bin', act: (page) => page.waitForTimeout(2_000) },
  terminal: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-db-1', 'Terminal')
      await page.locator('.xterm-rows').getByText('#').first().waitFor()
      // The windows share the container's sessions: each types into one of its own.
      await page.getByRole('button', { name: 'New session' }).click()
      await page.waitForTimeout(2_000)
      await page.keyboard.type('ls -la / && echo "你好, 世界 🐳"\n')
      await page.waitForTimeout(1_500)
    },
  },
  stats: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-worker-1', 'Stats')
      await page.getByRole('radio', { name: '1 min' }).check()
      await page.waitForTimeout(60_000)
    },
  },
  inspect: {
    route: '#/containers',
    act: async (page) => {
      await openContainer(page, 'shop-api-1', 'Inspect')
      await page.waitForTimeout(1_500)
    },
  },
  images: {
    route: '#/images',
    act: async (page) => {
      await page.getByRole('row', { name: /shop\/web/ }).click()
      await page.waitForTimeout(2_500)
    },
  },
  volumes: {
    route: '#/volumes',
    act: async (page) => {
      await page.getByRole('row', { name: /shop_db-data/ }).click()
      await page.getByRole('button', { name: 'Measure sizes' }).click()
      await page.waitForTimeout(4_000)
    },
  },
  networks: {
    route: '#/networks',
    act: async (page) => {
      await page.getByText('shop_backend').first().click()
      await page.waitForTimeout(1_500)
    },
  },
  registries: {
    route: '#/registries',
    act: async (page) => {
      await page.getByRole('tab', { name: 'Mirrors and trust' }).click()
      await page.waitForTimeout(1_500)
    },
  },
  disk: {
    route: '#/disk',
    act: async (page) => {
      await page.getByRole('button', { name: 'Measure' }).click()
      await page.waitForTimeout(5_000)
    },
  },
  settings: { route: '#/settings' },
  notifications: {
    route: '#/settings',
    act: (page) => page.getByRole('button', { name: 'Notifications', exact: true }).click(),
  },
  'engine-unreachable': { route: '#/containers', engine: 'unix:///run/no-such-engine.sock' },
}

const looks = /** @type {const} */ ([
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1024, height: 700 },
  { theme: 'light', width: 1024, height: 700 },
])

const demo = await startJson(['scripts/demo.mjs', '--engine-only'])
const browser = await chromium.launch({
  executablePath: process.env['BAYPLAN_CHROMIUM'] ?? '/usr/bin/chromium',
})
mkdirSync(`${root}/docs/screenshots`, { recursive: true })

/** @param {Scene} scene @param {string} file @param {(typeof looks)[number]} look @param {Awaited<ReturnType<typeof startHost>>} host */
async function take(scene, file, { theme, width, height }, host) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: scene.locale ?? 'en-GB',
  })
  const page = await context.newPage()
  await page.goto(await host.takeUrl())
  await page.getByRole('navigation').first().waitFor()
  await page.evaluate(`location.hash = ${JSON.stringify(scene.route)}`)
  await page.waitForTimeout(1_500)
  await scene.act?.(page)
  await page.screenshot({ path: `${root}/docs/screenshots/${file}.png` })
  await context.close()
  console.log(file)
}

for (const [name, scene] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const host = await startHost(scene.engine ?? demo.first.host)
  await Promise.all(
    looks.map((look) => take(scene, `${name}-${look.theme}-${look.width}x${look.height}`, look, host)),
  )
  host.stop()
}
await browser.close()
demo.child.kill('SIGTERM')
