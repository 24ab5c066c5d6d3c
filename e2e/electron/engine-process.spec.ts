import type { DesktopApp } from './desktop-app.ts'
import { acknowledge, call, isWireClosed, open, openWire, textOf, type } from './engine-port.ts'
import { expect, removeAll, run, test } from './fixtures.ts'

let talker = ''

/** Waits until the page has a link of its own, which a second request at the same time would take from it. */
async function connect({ page }: DesktopApp): Promise<void> {
  await expect(page.getByRole('row', { name: /talker/ })).toBeVisible()
  await openWire(page)
  const status = await open(page, 'engine.status', {})
  await expect.poll(() => textOf(page, status)).toContain('"state":"connected"')
}

test.beforeAll(async ({ engine }) => {
  talker = await run(
    engine,
    'talker',
    'bayplan/busybox:1',
    'sh',
    '-c',
    'i=0; while true; do i=$((i+1)); echo "line $i 世界"; sleep 0.2; done',
  )
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('the page reads containers and a following log straight from the engine process', async ({
  desktop,
}) => {
  const { page } = desktop
  await connect(desktop)
  expect(await call(page, 'host.info', {})).toMatchObject({ kind: 'desktop', appVersion: '0.1.0' })
  const feed = await open(page, 'container.feed', {})
  await expect.poll(() => textOf(page, feed)).toContain('"name":"talker"')
  const logs = await open(page, 'container.logs', {
    id: talker,
    tail: 5,
    sinceSeconds: null,
    follow: true,
    after: null,
  })
  await expect.poll(() => textOf(page, logs)).toMatch(/line \d+ 世界/)
})

test('keys go into a container and its output comes back, byte for byte', async ({ desktop }) => {
  const { page } = desktop
  await connect(desktop)
  const session = (await call(page, 'exec.create', {
    containerId: talker,
    command: ['sh'],
    user: '',
    workingDir: '',
    size: { columns: 80, rows: 24 },
  })) as { id: string }
  const terminal = await open(page, 'exec.session', { sessionId: session.id })
  await type(page, terminal, 'echo "héllo-$((20+22)) 你好"\n')
  await expect.poll(() => textOf(page, terminal)).toContain('héllo-42 你好')
})

test('a stream stops at its window until the page acknowledges', async ({ desktop }) => {
  const { page } = desktop
  await connect(desktop)
  const stats = await open(page, 'container.logs', {
    id: talker,
    tail: null,
    sinceSeconds: null,
    follow: true,
    after: null,
  })
  const count = async () => (await textOf(page, stats)).split('\n').length
  await expect.poll(count, { timeout: 15_000 }).toBe(8)
  await page.waitForTimeout(1_000)
  expect(await count()).toBe(8)
  await acknowledge(page, stats, 8)
  await expect.poll(count).toBeGreaterThan(8)
})

test('a killed engine process comes back; its ports close, and the page is given new ones', async ({
  desktop,
  engine,
}) => {
  const { page } = desktop
  await connect(desktop)
  const before = (await desktop.enginePid())!
  process.kill(before, 'SIGKILL')
  await expect.poll(() => isWireClosed(page)).toBe(true)
  // The page asks at once, while there is no process: its port comes with the next one.
  await expect.poll(() => desktop.enginePid()).toBeGreaterThan(0)
  expect(await desktop.enginePid()).not.toBe(before)
  await run(engine, 'newcomer', 'bayplan/busybox:1', 'sleep', '600')
  await expect(page.getByRole('row', { name: /newcomer/ })).toBeVisible({ timeout: 20_000 })
  await openWire(page)
  expect(await call(page, 'host.info', {})).toMatchObject({ kind: 'desktop' })
})

test('a reload gives up the old port and gets a new one', async ({ desktop }) => {
  const { page } = desktop
  await connect(desktop)
  const pid = await desktop.enginePid()
  await page.reload()
  await connect(desktop)
  expect(await call(page, 'host.info', {})).toMatchObject({ kind: 'desktop' })
  expect(await desktop.enginePid()).toBe(pid)
})

test('after sleep the engine is looked at again, and goes on answering', async ({ desktop }) => {
  const { page, electron } = desktop
  await connect(desktop)
  const pid = await desktop.enginePid()
  await electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await call(page, 'host.info', {})
  const status = await open(page, 'engine.status', {})
  await expect.poll(() => textOf(page, status)).toContain('"state":"connected"')
  expect(await desktop.enginePid()).toBe(pid)
})
