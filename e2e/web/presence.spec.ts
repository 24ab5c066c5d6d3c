import { expect, property, removeAll, run, test } from '../fixtures.ts'

/* What a browser shows outside the page: notifications that were allowed, and a number before the title. */

type Seen = { asked: number; shown: EventTarget[]; titles: string[] }

test.afterAll(async ({ engine }) => removeAll(engine))

test('after the settings were asked for it, a failure is told to who looks elsewhere', async ({
  page,
  openApp,
  engine,
}) => {
  await page.addInitScript(() => {
    const seen: Seen = Object.assign(window as unknown as Seen, { asked: 0, shown: [], titles: [] })
    class FakeNotification extends EventTarget {
      static permission = 'default'
      static requestPermission(): Promise<string> {
        seen.asked += 1
        FakeNotification.permission = 'granted'
        return Promise.resolve('granted')
      }
      constructor(title: string) {
        super()
        seen.shown.push(this)
        seen.titles.push(title)
      }
      close(): void {}
    }
    Object.defineProperty(window, 'Notification', { value: FakeNotification })
  })
  await run(engine, 'starred', 'bayplan/busybox:1', 'sleep', '3600')
  const app = await openApp()
  const asked = () => app.evaluate(() => (window as unknown as Seen).asked)
  await expect(app.getByRole('row', { name: /^starred,/ })).toBeVisible()
  const starred = await property(engine, 'starred', '.Id')
  await app.evaluate((id) => void (location.hash = `#/containers/${id}/overview`), starred)
  await app.getByRole('button', { name: 'Make starred a favourite' }).click()
  await expect(app.getByRole('link', { name: 'starred, Running' })).toBeVisible()

  await app.evaluate(() => void (location.hash = '#/settings'))
  await app.getByRole('button', { name: 'Notifications', exact: true }).click()
  const notifies = app.getByRole('switch', { name: 'Show notifications of the system' })
  await expect(notifies).not.toBeChecked()
  expect(await asked()).toBe(0)
  await notifies.click()
  await expect(notifies).toBeChecked()
  await expect(app.getByRole('switch', { name: /health|unhealthy/ })).toBeChecked()
  expect(await asked()).toBe(1)

  await app.evaluate(() => {
    document.hasFocus = () => false
  })
  const id = await run(engine, 'crashed', 'bayplan/busybox:1', 'sh', '-c', 'exit 3')
  await expect
    .poll(() => app.evaluate(() => (window as unknown as Seen).titles))
    .toEqual(['crashed ended with an error'])
  await expect(app).toHaveTitle(/^\(\d+\) /)
  await app.evaluate(() => void (window as unknown as Seen).shown[0]?.dispatchEvent(new Event('click')))
  await expect.poll(() => app.evaluate(() => location.hash)).toBe(`#/containers/${id}/logs`)
})
