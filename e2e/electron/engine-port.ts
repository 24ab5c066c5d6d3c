import type { Page } from '@playwright/test'
import type { CallName, StreamName } from '../../shared/contract.ts'
import type { BayplanDesktop } from '../../shared/desktop.ts'
import type { HostFrame } from '../../shared/frames.ts'

/*
 * Speaks to the engine process from inside the page, past the page's own code: what the shell carries is
 * proved here whatever the page does with it.
 */

type Wire = {
  readonly port: MessagePort
  readonly frames: HostFrame[]
  isClosed: boolean
  nextId: number
}
type PageWindow = Window & { readonly bayplanDesktop: BayplanDesktop; testWire?: Wire }

/** Takes a port of its own, as a second part of the page would; not while the page itself waits for one. */
export async function openWire(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const target = window as unknown as PageWindow
    const port = await new Promise<MessagePort>((resolve) => {
      addEventListener('message', function take(event) {
        const [first] = event.ports
        if (event.source !== window || event.data !== 'bayplan:engine-port' || !first) return
        removeEventListener('message', take)
        resolve(first)
      })
      target.bayplanDesktop.connectEngine()
    })
    const wire: Wire = { port, frames: [], isClosed: false, nextId: 1 }
    port.addEventListener('message', (event: MessageEvent<HostFrame[]>) => wire.frames.push(...event.data))
    port.addEventListener('close', () => {
      wire.isClosed = true
    })
    port.start()
    target.testWire = wire
  })
}

/** Sends one frame; answers with the number that its answers carry. */
function send(page: Page, frame: Record<string, unknown>): Promise<number> {
  return page.evaluate((part) => {
    const wire = (window as unknown as PageWindow).testWire!
    const id = (part['id'] as number | undefined) ?? wire.nextId++
    wire.port.postMessage([{ ...part, id }])
    return id
  }, frame)
}

export function isWireClosed(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as unknown as PageWindow).testWire!.isClosed)
}

/** Calls, and waits for the result; fails with the error's code. */
export async function call(page: Page, name: CallName, params: unknown): Promise<unknown> {
  const id = await send(page, { t: 'call', name, params })
  const handle = await page.waitForFunction((wanted) => {
    const { frames } = (window as unknown as PageWindow).testWire!
    return frames.find((frame) => (frame.t === 'result' || frame.t === 'error') && frame.id === wanted)
  }, id)
  const frame = (await handle.jsonValue()) as HostFrame
  if (frame.t === 'error') throw new Error(`${name}: ${frame.error.code} ${frame.error.engineMessage}`)
  return frame.t === 'result' ? frame.value : null
}

/** Opens a stream; its items are read by `items` and `textOf`. */
export function open(page: Page, name: StreamName, params: unknown): Promise<number> {
  return send(page, { t: 'open', name, params })
}

/** Everything that the stream has sent, as JSON; bytes become text. Acknowledges as a page does. */
export function textOf(page: Page, id: number): Promise<string> {
  return page.evaluate((wanted) => {
    const wire = (window as unknown as PageWindow).testWire!
    const decoder = new TextDecoder()
    const show = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? decoder.decode(value) : value
    return wire.frames
      .filter((frame) => frame.t === 'item' && frame.id === wanted)
      .map((frame) => JSON.stringify('value' in frame ? frame.value : null, show))
      .join('\n')
  }, id)
}

export async function acknowledge(page: Page, id: number, n: number): Promise<void> {
  await send(page, { t: 'ack', id, n })
}

/** Sends terminal input: bytes, as keys and pastes are. */
export async function type(page: Page, id: number, text: string): Promise<void> {
  await page.evaluate(
    ([stream, keys]) => {
      const wire = (window as unknown as PageWindow).testWire!
      wire.port.postMessage([{ t: 'input', id: stream, value: new TextEncoder().encode(keys) }])
    },
    [id, text] as const,
  )
}
