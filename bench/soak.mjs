import { median } from './figures.mjs'
import { openCountedHost } from './soak-host.mjs'
import { docker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/** @typedef {import('./bare-page.mjs').BarePage} BarePage */
/** @typedef {Record<'sockets' | 'listeners' | 'hostMb' | 'pageMb' | 'pageListeners' | 'helpers', number>} Count */

/** Rounds before the first count: caches fill, code is compiled. */
const warmUpRounds = 3
const label = ['--label', 'bayplan.test=1', '--network', 'none']
const image = 'bayplan/quickstop:1'
/** What may be more at the end than at the beginning, as medians of the first and the last third. */
const limits = /** @type {const} */ ({
  sockets: [2, ' sockets', 'Sockets of the host'],
  listeners: [40, ' listeners', 'Listeners and event targets of the host'],
  hostMb: [4, ' MB', 'Heap of the host'],
  pageMb: [6, ' MB', 'Heap of the page'],
  pageListeners: [40, ' listeners', 'Listeners of the page'],
  helpers: [0, ' containers', 'Helper containers'],
})

/**
 * Uses everything over and over for some minutes and counts what stays: containers come and go, logs are followed,
 * stats are watched, shells are opened and closed, files are looked at, the page is loaded again.
 * @param {Stage} stage @param {number} minutes
 * @returns {Promise<Figure[]>}
 */
export async function soak(stage, minutes) {
  const host = await openCountedHost(stage.engine.host)
  const noisy = 'n=0; while :; do n=$((n+1)); echo "number $n"; usleep 20000; done'
  const steady = await docker(
    stage,
    'run',
    '--detach',
    ...label,
    '--name',
    'soak-steady',
    image,
    'sh',
    '-c',
    noisy,
  )
  try {
    const { page, goto } = await stage.browser.newPage()
    await goto(await host.address())
    await page.until(() => document.querySelector('nav') !== null)
    /** @type {Count[]} */
    const counts = []
    const endsAt = Date.now() + minutes * 60_000
    for (let round = 0; Date.now() < endsAt || counts.length < 3; round += 1) {
      await visitEverything(stage, page, steady, round)
      if (round < warmUpRounds) continue
      const counted = await count(stage, host, page)
      counts.push(counted)
      console.error(`round ${round}: ${JSON.stringify(counted)}`)
    }
    await page.close()
    const figures = judge(counts, minutes)
    const bugs = host.said.filter((line) => line.includes('bug:'))
    if (bugs.length > 0) throw new Error(`the host told of bugs:\n${bugs.join('\n')}`)
    return figures
  } finally {
    await host.close()
    await docker(stage, 'rm', '--force', steady)
  }
}

/** @param {Stage} stage @param {BarePage} page @param {string} steady @param {number} round */
async function visitEverything(stage, page, steady, round) {
  const name = `soak-${round}`
  const id = await docker(
    stage,
    'run',
    '--detach',
    ...label,
    '--name',
    name,
    image,
    'sh',
    '-c',
    'echo hello; sleep 1000',
  )
  await go(page, '#/containers')
  await page.until(hasText, '[role=row]', name)
  await go(page, `#/containers/${steady}/logs`)
  await page.until(hasText, '[role=log]', 'number ')
  await go(page, `#/containers/${id}/logs`)
  await page.until(hasText, '[role=log]', 'hello')
  await docker(stage, 'restart', id)
  await page.until(hasLinesTwice, 'hello')
  await go(page, `#/containers/${id}/stats`)
  await page.until(hasText, 'main', '%')
  await go(page, `#/containers/${id}/terminal`)
  await page.until(hasText, '.xterm-rows', '#')
  await page.evaluate(() =>
    /** @type {HTMLElement} */ (document.querySelector('.xterm-helper-textarea')).focus(),
  )
  for (const key of ['l', 's', 'Enter']) await page.press(key)
  await page.until(hasText, '.xterm-rows', 'bin')
  await page.evaluate(closeSession)
  await page.until(() => document.querySelector('.xterm-rows') === null)
  await go(page, `#/containers/${id}/files`)
  await page.until(hasText, '[role=listbox]', 'bin')
  await docker(stage, 'rm', '--force', id)
  await go(page, '#/containers')
  await reload(page)
}

/** @param {BarePage} page @param {string} route */
async function go(page, route) {
  await page.evaluate((/** @type {string} */ hash) => {
    location.hash = hash
  }, route)
}

/** @param {BarePage} page */
async function reload(page) {
  await page.evaluate(() => {
    const scope = /** @type {any} */ (globalThis)
    scope.isOldPage = true
    setTimeout(() => location.reload())
  })
  for (let isThere = false; !isThere; ) {
    // What is asked of a page that is just leaving is never answered.
    isThere = await page.until(isNewPage).catch((error) => {
      if (error.message.includes('navigated')) return false
      throw error
    })
  }
  await page.until(hasText, '[role=row]', 'soak-steady')
}

/** Runs in the page. */
function isNewPage() {
  return !(/** @type {any} */ (globalThis).isOldPage) && document.querySelector('nav') !== null
}

/** Runs in the page. @param {string} place @param {string} text */
function hasText(place, text) {
  return [...document.querySelectorAll(place)].some(({ textContent }) => textContent?.includes(text))
}

/** Runs in the page. @param {string} text */
function hasLinesTwice(text) {
  return (document.querySelector('[role=log]')?.textContent?.split(text).length ?? 0) > 2
}

/** Runs in the page. */
function closeSession() {
  const close = [...document.querySelectorAll('button')].find((button) =>
    button.getAttribute('aria-label')?.startsWith('Close session'),
  )
  close?.click()
}

/**
 * Counts once nothing is being used.
 * @param {Stage} stage @param {Awaited<ReturnType<typeof openCountedHost>>} host @param {BarePage} page
 * @returns {Promise<Count>}
 */
async function count(stage, host, page) {
  // A helper stays for a moment after the last look.
  for (let look = 0; look < 50 && (await helpers(stage)) > 0; look += 1) await page.until(() => true)
  await page.evaluate(() => /** @type {any} */ (globalThis).gc())
  const { JSHeapUsedSize = 0, JSEventListeners = 0 } = await page.metrics()
  const counted = await host.count()
  const megabytes = (/** @type {number} */ bytes) => Math.round((bytes / 2 ** 20) * 100) / 100
  return {
    sockets: counted.sockets,
    listeners: counted.listeners,
    hostMb: megabytes(counted.heapBytes),
    pageMb: megabytes(JSHeapUsedSize),
    pageListeners: JSEventListeners,
    helpers: await helpers(stage),
  }
}

/** @param {Stage} stage */
async function helpers(stage) {
  const listed = await docker(stage, 'ps', '--all', '--quiet', '--filter', 'label=bayplan.helper=1')
  return listed.split('\n').filter((id) => id !== '').length
}

/** @param {readonly Count[]} counts @param {number} minutes @returns {Figure[]} */
function judge(counts, minutes) {
  const third = Math.max(1, Math.floor(counts.length / 3))
  const names = /** @type {(keyof Count)[]} */ (Object.keys(limits))
  return names.map((name) => {
    const [target, unit, what] = limits[name]
    const values = counts.map((each) => each[name])
    const [first, last] = [median(values.slice(0, third)), median(values.slice(-third))]
    return {
      name: `Soak: ${what}, growth`,
      value: Math.round((last - first) * 100) / 100,
      unit,
      target,
      better: /** @type {const} */ ('less'),
      detail: `${first} in the first third, ${last} in the last of ${minutes} minutes, ${counts.length} counts`,
    }
  })
}
