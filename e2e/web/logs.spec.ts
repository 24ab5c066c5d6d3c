import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { docker, expect, removeAll, run, test } from '../fixtures.ts'

const image = 'bayplan/quickstop:1'
const alone = ['--network', 'none'] as const

/** Counts without end; goes on where it was after a restart. Every fifth number goes to stderr. */
const counter = `n=$(cat /n 2>/dev/null || echo 0)
while :; do
  n=$((n+1)); echo $n > /n
  [ $((n%5)) = 0 ] && echo "ERROR number $n" >&2 || echo "number $n"
  usleep 20000
done`

/** Times are told in the zone of the reader. */
test.use({ timezoneId: 'Asia/Shanghai', permissions: ['clipboard-read', 'clipboard-write'] })
test.afterAll(async ({ engine }) => removeAll(engine))

const log = (page: Page) => page.getByRole('log')
const shownLines = (page: Page) => log(page).locator('[data-message]').allInnerTexts()
const follow = (page: Page) => page.getByRole('switch', { name: 'Follow' })
const find = (page: Page) => page.getByRole('searchbox', { name: 'Find in the log' })

/** Numbers at the ends of the lines in view. */
async function shownNumbers(page: Page): Promise<number[]> {
  return (await shownLines(page)).map((line) => Number(/number (\d+)/.exec(line)?.[1]))
}

async function chooseView(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Log view options' }).click()
  await page
    .getByRole('menuitemcheckbox', { name: entry, exact: true })
    .or(page.getByRole('menuitem', { name: entry, exact: true }))
    .click()
}

/** All lines the page holds, as it saves them. */
async function download(page: Page): Promise<string> {
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save lines' }).click()
  await page.getByRole('menuitem', { name: 'Shown lines as text' }).click()
  return readFile(await (await saved).path(), 'utf8')
}

test.describe('a container that goes on printing', () => {
  let id = ''
  test.beforeAll(async ({ engine }) => {
    id = await run(engine, 'counter', ...alone, image, 'sh', '-c', counter)
  })

  test('lines come in order, none is missing and none comes twice', async ({ openApp, engine }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await expect(log(page)).toContainText(/number \d+/)
    const [start = 0] = await shownNumbers(page)
    await expect.poll(async () => (await shownNumbers(page)).at(-1)).toBeGreaterThan(start + 150)
    const inView = await shownNumbers(page)
    expect(inView).toEqual(inView.map((_, index) => (inView[0] ?? 0) + index))
    await chooseView(page, 'No time')
    const saved = await download(page)
    const numbers = [...saved.matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
    expect(numbers.length).toBeGreaterThan(150)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    // What a person saves is what docker would have printed.
    const printed = await docker(engine, 'logs', '--tail', 'all', 'counter')
    expect(`${printed}\n`.startsWith(saved.replaceAll(/^ERROR.*\n/gm, ''))).toBe(true)
  })

  test('scrolling up stops following; the pill counts what came and leads back', async ({ openApp }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await expect(log(page)).toContainText(/number \d+/)
    await expect(follow(page)).toBeChecked()
    await log(page).hover()
    await page.mouse.wheel(0, -400)
    await expect(follow(page)).not.toBeChecked()
    const before = await shownLines(page)
    const pill = page.getByRole('button', { name: /^\d+ new lines, \d+ errors?$/ })
    await expect(pill).toBeVisible()
    expect(await shownLines(page)).toEqual(before)
    await pill.click()
    await expect(follow(page)).toBeChecked()
    await expect
      .poll(async () => (await shownNumbers(page)).at(-1))
      .toBeGreaterThan(Number(/\d+/.exec(before.at(-1) ?? '')?.[0]))
    await expect(pill).toHaveCount(0)
  })

  test('docker restart leaves a mark, and lines go on without a repetition', async ({ openApp, engine }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await expect(log(page)).toContainText(/number \d+/)
    await docker(engine, 'restart', 'counter')
    await expect(async () => {
      await log(page).press('End')
      await log(page).press('[')
      await expect(log(page).getByText(/^Container ended /)).toBeVisible({ timeout: 1_000 })
      await expect(log(page).getByText(/^Container started /)).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 20_000 })
    await chooseView(page, 'No time')
    const { length } = [...(await download(page)).matchAll(/number/g)]
    await expect
      .poll(async () => [...(await download(page)).matchAll(/number/g)].length)
      .toBeGreaterThan(length + 20)
    const numbers = [...(await download(page)).matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
    const stdout = await docker(engine, 'logs', 'counter')
    const printed = [...stdout.matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
    expect(numbers.filter((number) => number % 5 !== 0)).toEqual(
      printed.slice(0, numbers.filter((number) => number % 5 !== 0).length),
    )
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

test.describe('a container that printed and ended', () => {
  let id = ''
  const script = `for i in $(seq 1 120); do echo "INFO step $i"; done
echo "WARN Needle one"; echo "DEBUG needle two"; echo "plain needle three"
echo "ERROR broken" >&2; echo "only on stderr" >&2
printf '\\033[31mred\\033[0m and \\033[1;32mgreen\\033[0m\\n'
echo long $(seq 1 400)`
  test.beforeAll(async ({ engine }) => {
    id = await run(engine, 'printer', ...alone, image, 'sh', '-c', script)
    await docker(engine, 'wait', 'printer')
  })

  test('finds text, steps through matches, and explains a broken expression', async ({ openApp }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await find(page).fill('needle')
    await expect(page.getByText('3 of 3')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('1 of 3')).toBeVisible()
    await page.getByRole('button', { name: 'Next match' }).click()
    await expect(page.getByText('2 of 3')).toBeVisible()
    await page.getByRole('button', { name: 'Previous match' }).click()
    await expect(page.getByText('1 of 3')).toBeVisible()
    await page.getByRole('button', { name: 'Match case' }).click()
    await expect(page.getByText(/^\d of 2$/)).toBeVisible()
    await page.getByRole('button', { name: 'Regular expression' }).click()
    await find(page).fill('^INFO step \\d{3}$')
    await expect(page.getByText(/^\d+ of 21$/)).toBeVisible()
    await find(page).fill('needle(')
    await expect(page.getByRole('alert').filter({ hasText: 'Not a regular expression' })).toBeVisible()
    await find(page).fill('no such text')
    await expect(page.getByText('No matches', { exact: true })).toBeVisible()
  })

  test('level chips and the stream filter hide lines and bring them back', async ({ openApp }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    const chip = (name: RegExp) => page.getByRole('group', { name: 'Levels' }).getByRole('button', { name })
    await expect(log(page)).toContainText('Needle one')
    await chip(/^Warn/).click()
    await expect(chip(/^Warn/)).toHaveAttribute('aria-pressed', 'false')
    await expect(log(page)).not.toContainText('Needle one')
    await chip(/^Warn/).click()
    await expect(log(page)).toContainText('Needle one')
    await chip(/^Error/).dblclick()
    await expect(log(page)).not.toContainText('needle')
    await expect(log(page)).toContainText('ERROR broken')
    await chip(/^Error/).click()
    await expect(log(page)).toContainText('needle')
    await chooseView(page, 'Only stderr')
    await expect.poll(() => shownLines(page)).toEqual(['ERROR broken', 'only on stderr'])
    await chip(/^Info/).dblclick()
    await expect(page.getByText('No line passes the filter')).toBeVisible()
    await page.getByRole('button', { name: 'Show all lines' }).click()
    await chooseView(page, 'Only stdout')
    await expect(log(page)).not.toContainText('only on stderr')
    await expect(log(page)).toContainText('plain needle three')
  })

  test('wraps long lines, and tells times as one likes', async ({ openApp, engine }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await expect(log(page)).toContainText('long 1 2 3')
    const isWide = () => log(page).evaluate((element) => element.scrollWidth > element.clientWidth)
    expect(await isWide()).toBe(true)
    const wrap = page.getByRole('toolbar', { name: 'Logs' }).getByRole('button', { name: 'Wrap long lines' })
    await wrap.click()
    await expect.poll(isWide).toBe(false)
    const stamped = await docker(engine, 'logs', '--timestamps', 'printer')
    const at = new Date(/^(\S+) long 1/m.exec(stamped)?.[1] ?? '')
    const utc = at.toISOString().slice(11, 23)
    const shanghai = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 23)
    const time = log(page).getByRole('listitem').filter({ hasText: 'long 1 2 3' }).locator('time')
    await expect(time).toHaveText(shanghai)
    await chooseView(page, 'UTC')
    await expect(time).toHaveText(utc)
    await chooseView(page, 'Time ago')
    await expect(time).toHaveText(/^\d+ ?(s|min)/)
    await chooseView(page, 'No time')
    await expect(log(page).locator('time')).toHaveCount(0)
    await wrap.click()
    await chooseView(page, 'Local time')
  })

  test('copies and downloads what docker would print, and clears only the view', async ({
    openApp,
    engine,
  }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    await expect(log(page)).toContainText('long 1 2 3')
    await chooseView(page, 'No time')
    await chooseView(page, 'Only stdout')
    const printed = `${await docker(engine, 'logs', 'printer')}\n`
    expect(await download(page)).toBe(printed)
    await chooseView(page, 'Copy the shown lines')
    await expect(page.getByText('Copied 125 lines')).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    // oxlint-disable-next-line no-control-regex -- what is pasted has no colours
    expect(copied.trimEnd()).toBe(printed.replaceAll(/\u001b\[[\d;]*m/g, '').trimEnd())
    await chooseView(page, 'Clear this view')
    await expect(page.getByText('View cleared')).toBeVisible()
    await page.getByRole('button', { name: 'Load again' }).click()
    await expect(log(page)).toContainText('long 1 2 3')
    expect(`${await docker(engine, 'logs', 'printer')}\n`).toBe(printed)
  })

  test('colours of the terminal are drawn', async ({ openApp }) => {
    const page = await openApp(`#/containers/${id}/logs`)
    const line = log(page).getByRole('listitem').filter({ hasText: 'red and green' })
    const colour = (text: string) =>
      line.getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).color)
    const plain = await line.locator('[data-message]').evaluate((element) => getComputedStyle(element).color)
    expect(await colour('red')).not.toBe(plain)
    expect(await colour('green')).not.toBe(plain)
    expect(await colour('red')).not.toBe(await colour('green'))
    expect(await line.innerText()).not.toContain('[31m')
  })
})

test('hostile output stays text: no element, no dialog, no hang', async ({ openApp, engine }) => {
  const script = `echo '<img src=x onerror=alert(1)><script>alert(2)</script>'
printf '\\033]0;stolen title\\007\\033]8;;javascript:alert(3)\\007click\\033]8;;\\007\\n'
printf '\\033[2J\\033[H\\001\\002\\010\\177 controls \\342\\200\\256 turned\\n'
printf '\\377\\376 invalid \\303\\050 bytes\\n'
head -c 10485760 /dev/zero | tr '\\0' x; echo
echo after the flood`
  const id = await run(engine, 'hostile', ...alone, image, 'sh', '-c', script)
  await docker(engine, 'wait', 'hostile')
  const page = await openApp(`#/containers/${id}/logs`)
  page.on('dialog', (dialog) => {
    throw new Error(`a dialog opened: ${dialog.message()}`)
  })
  await expect(log(page)).toContainText('after the flood')
  await expect(log(page)).toContainText('<img src=x onerror=alert(1)><script>alert(2)</script>')
  await expect(log(page)).toContainText('controls')
  await expect(log(page)).toContainText('\ufffd\ufffd invalid \ufffd( bytes')
  await expect(log(page).locator('img, script, a, iframe')).toHaveCount(0)
  expect(await page.title()).not.toContain('stolen')
  const text = await log(page).innerText()
  // oxlint-disable-next-line no-control-regex -- none of them may reach the page
  expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f\u202e]/)
  // A line of 10 MB is shown by its beginning.
  expect(text.length).toBeLessThan(200_000)
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(scrolls).toBe(false)
  await find(page).fill('flood')
  await expect(page.getByText('1 of 1')).toBeVisible()
})

test('stack traces, fields and a found line among all others', async ({ openApp, engine }) => {
  const script = `for i in $(seq 1 300); do echo "DEBUG step $i"; done
echo '{"level":30,"time":1763640000123,"msg":"order placed","order":"o_1","ms":12}'
echo 'ERROR payment failed'
for n in 1 2 3 4 5 6 7; do echo "    at place$n (/app/service.js:1:$n)"; done
for i in $(seq 1 5); do echo "INFO tail $i"; done`
  const id = await run(engine, 'tracer', ...alone, image, 'sh', '-c', script)
  await docker(engine, 'wait', 'tracer')
  const page = await openApp(`#/containers/${id}/logs`)
  await expect(log(page)).toContainText('INFO tail 5')
  await expect(log(page)).not.toContainText('at place3')
  await page.getByRole('button', { name: '5 more frames' }).click()
  await expect(log(page)).toContainText('at place7')
  await page.getByRole('button', { name: 'Fold 5 frames' }).click()
  await expect(log(page)).not.toContainText('at place3')
  await find(page).fill('place6')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await expect(log(page).locator('mark')).toHaveText('place6')

  const json = log(page).getByRole('listitem').filter({ hasText: 'order placed' })
  await json.getByRole('button', { name: 'Show the fields' }).click()
  await json.getByRole('button', { name: 'ms', exact: true }).click()
  await json.getByRole('button', { name: 'Hide the fields' }).click()
  await expect(json.locator('[data-column="ms"]')).toHaveText('12')
  await expect(json.locator('[data-message]')).toHaveText('order placed')

  await find(page).fill('step 2')
  await find(page).press('Alt+Enter')
  await expect(log(page)).not.toContainText('INFO tail')
  await log(page).press('Home')
  const hit = log(page)
    .getByRole('listitem')
    .filter({ hasText: /step 20$/ })
  await hit.hover()
  await page.getByRole('button', { name: 'Show among all lines' }).click()
  await expect.poll(() => shownLines(page)).toContain('DEBUG step 19')
  await expect(hit).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect.poll(() => shownLines(page)).not.toContain('DEBUG step 19')
  await expect(hit).toBeInViewport()
})

test('a driver that keeps no lines is named', async ({ openApp, engine }) => {
  const id = await run(engine, 'silent', ...alone, '--log-driver', 'none', image)
  const page = await openApp(`#/containers/${id}/logs`)
  await expect(page.getByText('The log of silent cannot be read here')).toBeVisible()
  await expect(page.getByText(/logging driver “none”/)).toBeVisible()
})

test('a container that printed nothing yet says so', async ({ openApp, engine }) => {
  const id = await run(engine, 'quiet', ...alone, image)
  const page = await openApp(`#/containers/${id}/logs`)
  await expect(page.getByText('No output yet')).toBeVisible()
})

test('a container removed under its log is said', async ({ openApp, engine }) => {
  const id = await run(engine, 'brief', ...alone, image, 'sh', '-c', 'echo last words; sleep 1000')
  const page = await openApp(`#/containers/${id}/logs`)
  await expect(log(page)).toContainText('last words')
  await docker(engine, 'rm', '--force', 'brief')
  await expect(page.getByText(/^brief was removed\. What is on screen stays/)).toBeVisible()
  await expect(log(page)).toContainText('last words')
  await expect(log(page)).toContainText('Container removed')
})
