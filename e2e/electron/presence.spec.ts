import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MenuItem } from 'electron'
import { DesktopApp, isRunning } from './desktop-app.ts'
import { docker, expect, property, removeAll, run, test } from './fixtures.ts'

/* What of the app is seen outside its window. No system can be asked what it shows: what the app tells it is watched. */

/** What the watches below keep in the app's main process. */
type Seen = {
  trayMenu: { getMenuItemById(id: string): MenuItem | null } | null
  shown: { title: string; body: string; emit(event: string, details?: unknown): boolean }[]
  weak?: WeakRef<Seen['shown'][number]>[]
  badges: number[]
  asked: string[]
  told: string[]
}

/** Watches tray, notifications and badge from now on. */
async function watchOutside({ electron }: DesktopApp): Promise<void> {
  await electron.evaluate(({ app, Notification, Tray }) => {
    const seen = globalThis as unknown as Seen
    Object.assign(seen, { trayMenu: null, shown: [], badges: [] })
    const setMenu: unknown = Reflect.get(Tray.prototype, 'setContextMenu')
    Tray.prototype.setContextMenu = function setContextMenu(menu) {
      seen.trayMenu = menu
      Reflect.apply(setMenu as () => void, this, [menu])
    }
    const show: unknown = Reflect.get(Notification.prototype, 'show')
    Notification.prototype.show = function showNotification() {
      seen.shown.push(this as unknown as Seen['shown'][number])
      Reflect.apply(show as () => void, this, [])
    }
    const setBadge = app.setBadgeCount.bind(app)
    app.setBadgeCount = (count) => {
      seen.badges.push(count ?? 0)
      return setBadge(count)
    }
  })
}

const trayLabel = ({ electron }: DesktopApp, id: string) =>
  electron.evaluate(
    (_electron, wanted) => (globalThis as unknown as Seen).trayMenu?.getMenuItemById(wanted)?.label ?? null,
    id,
  )

const chooseInTray = ({ electron }: DesktopApp, id: string) =>
  electron.evaluate((_electron, wanted) => {
    ;(globalThis as unknown as Seen).trayMenu?.getMenuItemById(wanted)?.click()
  }, id)

/** The titles of all notifications so far. */
const notices = ({ electron }: DesktopApp) =>
  electron.evaluate(() => (globalThis as unknown as Seen).shown.map(({ title }) => title))

/** Goes to a place in the page and waits until it stands there. */
async function open({ page }: DesktopApp, route: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), route)
}

async function openSettings(desktop: DesktopApp): Promise<void> {
  await open(desktop, '#/settings')
  await desktop.page.getByRole('button', { name: 'Notifications', exact: true }).click()
}

test.beforeAll(async ({ engine }) => {
  await run(engine, 'kept', '--stop-signal', 'KILL', 'bayplan/busybox:1', 'sleep', '3600')
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('the tray counts containers and stops a favourite', async ({ desktop, engine }) => {
  const { page } = desktop
  const id = await property(engine, 'kept', '.Id')
  await watchOutside(desktop)
  await open(desktop, `#/containers/${id}/overview`)
  await page.getByRole('button', { name: 'Make kept a favourite' }).click()
  await expect.poll(() => trayLabel(desktop, `favourite:${id}`)).toBe('kept: Running')
  expect(await trayLabel(desktop, 'status')).toMatch(/^\d+ running, \d+ unhealthy, \d+ stopped$/)
  await expect(page.getByRole('link', { name: 'kept, Running' })).toBeVisible()
  await chooseInTray(desktop, `stop:${id}`)
  await expect.poll(() => property(engine, 'kept', '.State.Status')).toBe('exited')
  await expect.poll(() => trayLabel(desktop, `start:${id}`)).toBe('Start')
  await chooseInTray(desktop, `start:${id}`)
  await expect.poll(() => property(engine, 'kept', '.State.Status')).toBe('running')
})

test('containers that fail are told of, with logs and a restart; one that was stopped here is not', async ({
  desktop,
  engine,
  runtime,
}) => {
  const { page, electron } = desktop
  const kept = await property(engine, 'kept', '.Id')
  // Also after a first try that ended in the middle.
  await docker(engine, 'start', 'kept')
  await engine.docker('rm', '--force', 'failing', 'broken')
  await watchOutside(desktop)
  await open(desktop, `#/containers/${kept}/overview`)
  await page.getByRole('button', { name: 'Stop kept' }).click()
  await expect(page.getByRole('button', { name: 'Start kept' })).toBeVisible()
  // Nobody looks: another window is in front.
  await page.evaluate(() => {
    document.hasFocus = () => false
  })
  const shell = ['bayplan/busybox:1', 'sh', '-c']
  const create = ['create', '--label', 'bayplan.test=1', '--name']
  await docker(engine, ...create, 'failing', ...shell, 'exit 3')
  const broken = await docker(engine, ...create, 'broken', ...shell, 'exit 4')
  await docker(engine, 'start', 'failing', 'broken')
  const titles = ['broken ended with an error', 'failing ended with an error']
  await expect.poll(async () => (await notices(desktop)).toSorted()).toEqual(titles)
  if (runtime === 'standin') {
    // What nobody refers to is collected, and a click on it would do nothing.
    const alive = await electron.evaluate(() => {
      const scope = globalThis as unknown as Seen & { __standinCollect(): Promise<unknown> }
      scope.weak = scope.shown.map((one) => new WeakRef(one))
      scope.shown = []
      return scope.__standinCollect()
    })
    expect(alive).toEqual({ trays: 1, notifications: 2 })
  }
  const emit = (title: string, event: string, details: unknown = {}) =>
    electron.evaluate(
      (_electron, [wanted, name, value]) => {
        const { shown, weak } = globalThis as unknown as Seen
        const all = weak?.map((one) => one.deref()) ?? shown
        all.find((one) => one?.title === wanted)?.emit(String(name), value)
      },
      [title, event, details],
    )
  const begun = () => property(engine, 'failing', '.State.StartedAt')
  const before = await begun()
  await emit('failing ended with an error', 'action', { actionIndex: 1 })
  await expect.poll(begun).not.toBe(before)
  await emit('broken ended with an error', 'click')
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#/containers/${broken}/logs`)
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as Seen).badges.at(-1) ?? 0))
    .toBeGreaterThan(0)
})

test('a link opens its place, in the app that runs or in a new one; what would run something opens nothing', async ({
  desktop,
  engine,
  runtime,
}) => {
  const id = await property(engine, 'kept', '.Id')
  const hash = ({ page }: DesktopApp) => page.evaluate(() => location.hash)
  await expect(desktop.page.getByRole('row', { name: /kept/ })).toBeVisible()
  const steps = () => desktop.page.evaluate(() => history.length)
  const before = await steps()
  await desktop.startAgain('bayplan://container/kept/terminal')
  await desktop.startAgain('bayplan://container/kept/stats')
  await expect.poll(() => hash(desktop)).toBe(`#/containers/${id}/stats`)
  expect(await steps()).toBe(before + 1)
  const other = await DesktopApp.launch(runtime, engine.host, ['bayplan://container/kept/inspect'])
  try {
    await expect.poll(() => hash(other)).toBe(`#/containers/${id}/inspect`)
  } finally {
    await other.close()
  }
})

/** Answers questions from now on with a button, and keeps what was asked. */
async function answerWith({ electron }: DesktopApp, button: number): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    const seen = Object.assign(globalThis as unknown as Seen, { asked: [] })
    const ask = dialog.showMessageBox.bind(dialog) as (...args: unknown[]) => Promise<unknown>
    dialog.showMessageBox = async (...args: unknown[]) => {
      // The stand-in looks at the options; a real dialog would wait for somebody.
      if ('__standinElectron' in globalThis) await ask(...args)
      seen.asked.push((args.at(-1) as { detail: string }).detail)
      return { response, checkboxChecked: false }
    }
  }, button)
}

const asked = ({ electron }: DesktopApp) =>
  electron.evaluate(() => (globalThis as unknown as Seen).asked.join('\n'))

test('quitting while work is under way asks once, and leaves when told to', async ({ desktop }) => {
  const { page, electron } = desktop
  await watchOutside(desktop)
  // The page has told how things are; from then on it speaks again only when they change.
  await page.reload()
  await expect.poll(() => trayLabel(desktop, 'status')).toMatch(/[1-9]/)
  await page.evaluate(() => {
    const { bayplanDesktop } = window as unknown as {
      bayplanDesktop: { setSummary(summary: object): void }
    }
    const counts = { running: 70, unhealthy: 0, stopped: 0, failing: 0 }
    bayplanDesktop.setSummary({ ...counts, favourites: [], work: ['Pulling postgres:16'] })
  })
  await expect.poll(() => trayLabel(desktop, 'status')).toContain('70 running')
  const close = () =>
    electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
      return BrowserWindow.getAllWindows().length
    })
  // Whoever keeps working is asked again the next time.
  for (const _time of [1, 2]) {
    await answerWith(desktop, 0)
    expect(await close()).toBe(1)
    await expect.poll(() => asked(desktop)).toContain('Pulling postgres:16')
  }
  expect(isRunning(desktop.pid)).toBe(true)
  const exited = desktop.exited()
  await answerWith(desktop, 1)
  // The answer to this call may be lost when the app is gone.
  await electron.evaluate(({ app }) => app.quit()).catch(() => {})
  expect(await exited).toBe(0)
})

test('with the tray switched on for it, a closed window only hides, and quitting still quits', async ({
  desktop,
}) => {
  test.skip(process.platform === 'darwin', 'a closed window always hides there')
  const { page, electron } = desktop
  await openSettings(desktop)
  await page.getByRole('switch', { name: 'Stay in the tray' }).click()
  const login = page.getByRole('switch', { name: 'Start when I log in' })
  await login.click()
  await expect(login).toBeChecked()
  if (process.platform === 'linux') {
    const entry = join(desktop.profile, 'config/autostart/org.bayplan.Bayplan.desktop')
    expect(readFileSync(entry, 'utf8')).toContain('"--hidden"')
    await login.click()
    await expect.poll(() => existsSync(entry)).toBe(false)
  }
  const isVisible = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null)
  await expect.poll(isVisible).toBe(true)
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(isVisible).toBe(false)
  await desktop.startAgain()
  await expect.poll(isVisible).toBe(true)
  const exited = desktop.exited()
  await electron.close()
  expect(await exited).toBe(0)
})

test('a saved file goes where the person says, beginning in the folder used last', async ({
  desktop,
  runtime,
}) => {
  const { page, electron } = desktop
  const choose = (name: string) =>
    page.evaluate((fileName) => {
      const { bayplanDesktop } = window as unknown as {
        bayplanDesktop: { chooseSavePath(name: string): Promise<string | null> }
      }
      return bayplanDesktop.chooseSavePath(fileName)
    }, name)
  await electron.evaluate(({ dialog }) => {
    const seen = Object.assign(globalThis as unknown as Seen, { told: [] })
    const ask = dialog.showSaveDialog.bind(dialog) as (...args: unknown[]) => Promise<unknown>
    dialog.showSaveDialog = async (...args: unknown[]) => {
      if ('__standinElectron' in globalThis) await ask(...args)
      const { defaultPath } = args.at(-1) as { defaultPath: string }
      seen.told.push(defaultPath)
      return seen.told.length === 1
        ? { canceled: false, filePath: '/data/saved/web.tar' }
        : { canceled: true, filePath: '' }
    }
  })
  expect(await choose('web.tar')).toBe('/data/saved/web.tar')
  expect(await choose('../../etc/cron.d/db.tar')).toBeNull()
  const told = await electron.evaluate(() => (globalThis as unknown as Seen).told)
  expect(told[0]).toMatch(/[/\\]web\.tar$/)
  expect(told[1]).toBe('/data/saved/db.tar')
  if (runtime === 'electron') return
  // Where nobody answers, the stand-in cancels.
  const folder = await page.evaluate(() => {
    const { bayplanDesktop } = window as unknown as {
      bayplanDesktop: { chooseFolder(): Promise<string | null> }
    }
    return bayplanDesktop.chooseFolder()
  })
  expect(folder).toBeNull()
})

test('after sleep the engine process is told at once to look again', async ({ desktop }) => {
  const { page, electron } = desktop
  await expect(page.getByRole('row', { name: /kept/ })).toBeVisible()
  // The messages to a process can be watched from its start on: so there has to be a new one.
  await electron.evaluate(({ utilityProcess }) => {
    const seen = Object.assign(globalThis as unknown as Seen, { told: [] })
    const fork = utilityProcess.fork.bind(utilityProcess)
    utilityProcess.fork = (...args) => {
      const child = fork(...args)
      const post = child.postMessage.bind(child)
      child.postMessage = (message: { t: string }, ports) => {
        seen.told.push(message.t)
        post(message, ports)
      }
      return child
    }
  })
  process.kill((await desktop.enginePid())!, 'SIGKILL')
  const told = () => electron.evaluate(() => (globalThis as unknown as Seen).told)
  await expect.poll(told).toContain('connect')
  await electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect.poll(told).toContain('recheck')
})
