import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { enginePortMessage } from '../shared/desktop.ts'
import { closeCodes } from '../shared/login.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { FakeWebSocket } from './testing/fake-websocket.ts'

/** The module looks for the shell when it is loaded. */
async function connect() {
  vi.resetModules()
  const { connectHost } = await import('./connect.ts')
  return connectHost()
}

describe('connecting in a browser', { timeout: 30_000 }, () => {
  beforeEach(() => {
    vi.stubGlobal('WebSocket', FakeWebSocket)
    FakeWebSocket.made = []
    sessionStorage.clear()
    location.hash = ''
    vi.spyOn(window, 'addEventListener')
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    // A page is left only with its window; here the next test has the same one.
    for (const [type, listener] of vi.mocked(window.addEventListener).mock.calls) {
      window.removeEventListener(type, listener)
    }
    vi.restoreAllMocks()
  })

  it('opens a WebSocket to the host that served the page', async () => {
    location.hash = '#ticket=t'
    await connect()
    expect(location.hash).toBe('')
    expect(FakeWebSocket.made.map(({ url }) => url)).toEqual([`ws://${location.host}/engine`])
  })

  it('a new address pasted into a denied page is taken, though the page is not loaded again', async () => {
    const link = await connect()
    await eventually(() => expect(link.state).toBe('denied'))
    location.hash = '#ticket=new'
    window.dispatchEvent(new Event('hashchange'))
    await eventually(() => expect(FakeWebSocket.made).toHaveLength(1))
    expect(location.hash).toBe('')
    FakeWebSocket.made[0]?.hostOpens()
    await eventually(() => expect(FakeWebSocket.made[0]?.sent).toEqual(['{"ticket":"new"}']))
    FakeWebSocket.made[0]?.hostCloses(closeCodes.denied)
    await eventually(() => expect(link.state).toBe('denied'))
  })
})

describe('connecting in the desktop app', { timeout: 30_000 }, () => {
  const shell = { connectEngine: vi.fn() }
  beforeEach(() => vi.stubGlobal('bayplanDesktop', shell))
  afterEach(() => vi.unstubAllGlobals())

  function handOver(data: unknown, source: unknown, ports: readonly unknown[]): void {
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }))
  }

  it('asks the shell for a port, and takes it from this window only', async () => {
    const link = await connect()
    expect(shell.connectEngine).toHaveBeenCalledOnce()
    const { port1, port2 } = new MessageChannel()
    handOver('something else', window, [port1])
    handOver(enginePortMessage, null, [port1])
    handOver(enginePortMessage, window, [])
    await Promise.resolve()
    expect(link.state).toBe('connecting')
    handOver(enginePortMessage, window, [port1])
    port2.postMessage([{ t: 'ready', protocol: 1 }])
    await eventually(() => expect(link.state).toBe('open'))
    port2.close()
    await eventually(() => expect(link.state).toBe('lost'))
    await eventually(() => expect(shell.connectEngine).toHaveBeenCalledTimes(2))
  })
})
