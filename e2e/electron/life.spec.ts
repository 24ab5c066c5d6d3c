import { isRunning } from './desktop-app.ts'
import { expect, test } from './fixtures.ts'

test('a second start raises the window of the first and ends', async ({ desktop }) => {
  const { electron, page } = desktop
  await expect(page).toHaveTitle(/Bayplan/)
  await electron.evaluate(({ BrowserWindow }) => {
    const scope = globalThis as unknown as { raised: number }
    scope.raised = 0
    const window = BrowserWindow.getAllWindows()[0]!
    // A window without a window manager gets no focus event: what counts is that the app asked for it.
    window.focus = () => {
      scope.raised += 1
    }
  })
  expect(await desktop.startAgain()).toEqual({ code: 0, saidReady: true })
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as { raised: number }).raised))
    .toBeGreaterThan(0)
  expect(electron.windows()).toHaveLength(1)
})

test('quitting leaves no process', async ({ desktop }) => {
  await expect.poll(() => desktop.enginePid()).not.toBeNull()
  const engine = (await desktop.enginePid())!
  const exited = desktop.exited()
  await desktop.electron.close()
  expect(await exited).toBe(0)
  expect([isRunning(desktop.pid), isRunning(engine)]).toEqual([false, false])
})

test('closing the window quits, except on macOS', async ({ desktop }) => {
  test.skip(process.platform === 'darwin', 'an app stays there without a window')
  await expect.poll(() => desktop.enginePid()).not.toBeNull()
  const engine = (await desktop.enginePid())!
  const exited = desktop.exited()
  await desktop.page.close()
  expect(await exited).toBe(0)
  expect(isRunning(engine)).toBe(false)
})

test('a frozen engine process does not keep the app from quitting, and ends as soon as it can', async ({
  desktop,
}) => {
  test.skip(process.platform === 'win32', 'there is no SIGSTOP')
  await expect.poll(() => desktop.enginePid()).not.toBeNull()
  const engine = (await desktop.enginePid())!
  process.kill(engine, 'SIGSTOP')
  await desktop.electron.close()
  expect(isRunning(desktop.pid)).toBe(false)
  // The app ended it; that the system would have done so too is no order.
  expect(desktop.log.join('')).not.toContain('left to end by itself')
  if (isRunning(engine)) process.kill(engine, 'SIGCONT')
  await expect.poll(() => isRunning(engine)).toBe(false)
})

test('a polite signal ends everything in order', async ({ desktop }) => {
  test.skip(process.platform === 'win32', 'there is no SIGTERM')
  await expect.poll(() => desktop.enginePid()).not.toBeNull()
  const engine = (await desktop.enginePid())!
  const exited = desktop.exited()
  process.kill(desktop.pid, 'SIGTERM')
  await exited
  expect([isRunning(desktop.pid), isRunning(engine)]).toEqual([false, false])
})
