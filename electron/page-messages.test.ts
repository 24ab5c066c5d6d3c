import { describe, expect, it, vi } from 'vitest'
import { channels } from './channels.ts'
import { listenToPage } from './page-messages.ts'

function listen() {
  const listeners = new Map<string, (event: unknown, value?: unknown) => unknown>()
  const contents = {}
  const frame = { url: 'app://bundle/', parent: null }
  const requests = {
    connectEngine: vi.fn(),
    openExternal: vi.fn(() => true),
    chooseSavePath: vi.fn(async () => '/home/ada/a.tar'),
    chooseFolder: vi.fn(async () => '/home/ada/data'),
    setTheme: vi.fn(),
    setLanguage: vi.fn(),
  }
  const register = (channel: string, listener: never) => listeners.set(channel, listener)
  listenToPage({ on: register, handle: register } as never, () => contents as never, requests)
  const send = (channel: string, value?: unknown, event: object = { sender: contents, senderFrame: frame }) =>
    listeners.get(channel)!(event, value)
  return { requests, send, frame, stranger: { sender: {}, senderFrame: frame } }
}

describe('listenToPage', () => {
  it('connects the frame that asked', () => {
    const { requests, send, frame } = listen()
    send(channels.connectEngine)
    expect(requests.connectEngine.mock.calls[0]![0]).toBe(frame)
  })

  it('does nothing for a stranger', () => {
    const { requests, send, stranger } = listen()
    send(channels.connectEngine, undefined, stranger)
    send(channels.setTheme, 'dark', stranger)
    send(channels.setLanguage, 'en', stranger)
    expect(send(channels.openExternal, 'https://example.com', stranger)).toBe(false)
    expect(send(channels.chooseSavePath, 'a.tar', stranger)).toBeNull()
    expect(send(channels.chooseFolder, undefined, stranger)).toBeNull()
    for (const request of Object.values(requests)) expect(request).not.toHaveBeenCalled()
  })

  it('takes only values that it knows', () => {
    const { requests, send } = listen()
    send(channels.setTheme, 'dark')
    send(channels.setTheme, 'sepia')
    send(channels.setTheme, { toString: () => 'dark' })
    send(channels.setLanguage, 'zh-CN')
    send(channels.setLanguage, 'fr')
    expect(requests.setTheme.mock.calls).toEqual([['dark']])
    expect(requests.setLanguage.mock.calls).toEqual([['zh-CN']])
  })

  it('answers with the path that a person chose', async () => {
    const { requests, send } = listen()
    expect(await send(channels.chooseSavePath, 'a.tar')).toBe('/home/ada/a.tar')
    expect(await send(channels.chooseSavePath, { name: 'a.tar' })).toBeNull()
    expect(await send(channels.chooseFolder)).toBe('/home/ada/data')
    expect(requests.chooseSavePath).toHaveBeenCalledExactlyOnceWith('a.tar')
  })

  it('answers whether a link was opened', () => {
    const { requests, send } = listen()
    expect(send(channels.openExternal, 'https://example.com')).toBe(true)
    expect(send(channels.openExternal, ['https://example.com'])).toBe(false)
    expect(requests.openExternal).toHaveBeenCalledExactlyOnceWith('https://example.com')
  })
})
