import { median } from './figures.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */

/** Characters of the text that is pasted. */
const length = 100 * 1_024

/** Thousands of variables: a line that is understood whole. */
function longLine() {
  const words = []
  for (let at = 0, size = 0; size < length - 40; at += 1) {
    const word = `-e NAME${at}=value${at}`
    words.push(word)
    size += word.length + 1
  }
  return `docker run -d ${words.join(' ')} nginx:1.29`
}

/** Signs that mean something to a shell, in no order, the same ones each time. */
function garbage() {
  const signs = 'abc $`\'"\\<>|&;(){}[]\n-=#~*?!'
  let seed = 12_345
  let text = 'docker run '
  while (text.length < length) {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    text += signs[Math.floor(seed / 256) % signs.length]
  }
  return text
}

/**
 * 100 KB pasted into the form that runs a container, until the answer is painted.
 * @param {Stage} stage @param {number} rounds
 * @returns {Promise<Figure[]>}
 */
export async function paste(stage, rounds) {
  const filled = []
  const judged = []
  for (let round = 0; round < rounds; round += 1) {
    const page = await stage.openPage('#/containers')
    await page.click('Run container')
    await page.until(() => document.querySelector('[role=dialog] input') !== null)
    filled.push(await page.evaluate(pasteInto, 'input', longLine(), 'code', 'NAME0'))
    await page.click('Paste a docker run command or a Compose file')
    await page.until(() => document.querySelector('[role=dialog] textarea[data-autofocus]') !== null)
    judged.push(await page.evaluate(pasteInto, 'textarea[data-autofocus]', garbage(), 'section ul li', ''))
    await page.close()
  }
  return [figureOf('a line of thousands of variables', filled), figureOf('garbage', judged)]
}

/** @param {string} what @param {readonly number[]} times @returns {Figure} */
function figureOf(what, times) {
  return {
    name: `Paste: 100 KB, ${what}, until the answer is painted`,
    value: Math.round(median(times)),
    unit: ' ms',
    target: 50,
    better: 'less',
    detail: `slowest ${Math.round(Math.max(...times))} ms, ${times.length} rounds`,
  }
}

/** Runs in the page. @param {string} where @param {string} text @param {string} answer @param {string} sign what the answer holds */
function pasteInto(where, text, answer, sign) {
  const field = /** @type {HTMLElement} */ (document.querySelector(`[role=dialog] ${where}`))
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const startedAt = performance.now()
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  return new Promise((resolve) => {
    const look = () => {
      const isThere = document.querySelector(`[role=dialog] ${answer}`)?.textContent?.includes(sign)
      // The frame is painted when the next task runs.
      if (isThere) setTimeout(() => resolve(performance.now() - startedAt))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}
