import { describe, expect, it, vi } from 'vitest'
import { channels } from './channels.ts'
import { listenToPage } from './page-messages.ts'

const notification = { id: '1', title: 'web ended', body: '', actions: [] }

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
    setOptions: vi.fn(),
    setSummary: vi.fn(),
    notify: vi.fn(),
    listening: vi.fn(),
    startsAtLogin: vi.fn(() => true),
    setStartsAtLogin: vi.fn((wanted: boolean) => wanted),
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
    for (const channel of [channels.setOptions, channels.setSummary, channels.notify, channels.listening])
      send(channel, notification, stranger)
    expect(send(channels.startsAtLogin, undefined, stranger)).toBeNull()
    expect(send(channels.setStartsAtLogin, true, stranger)).toBeNull()
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

  it('takes notifications, options and summaries of the right shape only', () => {
    const { requests, send } = listen()
    send(channels.notify, notification)
    send(channels.notify, { ...notification, toastXml: '<toast/>' })
    send(channels.setOptions, { hasTray: 'yes' })
    send(channels.setSummary, null)
    expect(requests.notify.mock.calls).toEqual([[notification]])
    expect(requests.setOptions).not.toHaveBeenCalled()
    expect(requests.setSummary).not.toHaveBeenCalled()
  })

  it('answers how the start at login is set', () => {
    const { requests, send } = listen()
    expect(send(channels.startsAtLogin)).toBe(true)
    expect(send(channels.setStartsAtLogin, false)).toBe(false)
    expect(send(channels.setStartsAtLogin, '/bin/sh')).toBeNull()
    expect(requests.setStartsAtLogin).toHaveBeenCalledExactlyOnceWith(false)
  })

  it('answers whether a link was opened', () => {
    const { requests, send } = listen()
    expect(send(channels.openExternal, 'https://example.com')).toBe(true)
    expect(send(channels.openExternal, ['https://example.com'])).toBe(false)
    expect(requests.openExternal).toHaveBeenCalledExactlyOnceWith('https://example.com')
  })
})
