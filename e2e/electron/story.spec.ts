import { expect, removeAll, run, test } from './fixtures.ts'

/* The main job through the window itself; the web host's stories go into the details. */

test.beforeAll(async ({ engine }) => {
  await run(
    engine,
    'counter',
    'bayplan/busybox:1',
    'sh',
    '-c',
    'i=0; while true; do i=$((i+1)); echo "number $i"; sleep 1; done',
  )
})
test.afterAll(async ({ engine }) => removeAll(engine))

test('containers, a following log and a shell, in the desktop window', async ({ desktop, engine }) => {
  const { page } = desktop
  const row = page.getByRole('row', { name: /counter/ })
  await expect(row).toBeVisible()
  const { stdout } = await engine.docker('inspect', '--format', '{{.Id}}', 'counter')
  const open = (tab: string) =>
    page.evaluate((hash) => void (location.hash = hash), `#/containers/${stdout.trim()}/${tab}`)
  await open('logs')
  await expect(page.getByText(/number \d+/).first()).toBeVisible()
  await open('terminal')
  const screen = page.locator('.xterm-rows')
  await expect(screen).toContainText('#')
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('echo "sum $((20+22)) 你好"\n')
  await expect(screen).toContainText('sum 42 你好')
})
