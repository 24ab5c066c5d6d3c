import { describe, expect, it, vi } from 'vitest'
import { denyPermissions, externalUrl, isPageUrl, isTrustedSender, lockNavigation } from './security.ts'

describe('isPageUrl', () => {
  it.each([
    ['app://bundle/', true],
    ['app://bundle/#/containers', true],
    ['app://bundle/assets/index.js', true],
    ['app://bundle.evil/', false],
    ['app://evil/', false],
    ['app://user@bundle.evil/', false],
    ['https://bundle/', false],
    ['file:///etc/passwd', false],
    ['about:blank', false],
    ['not an address', false],
  ])('%s → %s', (url, expected) => {
    expect(isPageUrl(url)).toBe(expected)
  })
})

describe('externalUrl', () => {
  it.each([
    ['https://docs.docker.com/reference/?a=b#c', 'https://docs.docker.com/reference/?a=b#c'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
    ['http://127.9.9.9/', 'http://127.9.9.9/'],
    ['http://[::1]:3000/', 'http://[::1]:3000/'],
  ])('opens %s', (url, expected) => {
    expect(externalUrl(url)).toBe(expected)
  })

  it.each([
    'http://example.com/',
    'http://localhost.evil.com/',
    'http://127.0.0.1.evil.com/',
    'http://192.168.1.4/',
    'https://docs.docker.com@evil.com/',
    'https://user:secret@example.com/',
    'file:///usr/bin/calc',
    'smb://share/x',
    'javascript:alert(1)',
    'vscode://file/x',
    'app://bundle/',
    '//example.com',
    '',
  ])('keeps %j shut', (url) => {
    expect(externalUrl(url)).toBeNull()
  })
})

describe('isTrustedSender', () => {
  const contents = {}
  const frame = { url: 'app://bundle/', parent: null }
  it.each([
    ['the page itself', { sender: contents, senderFrame: frame }, true],
    ['a frame inside the page', { sender: contents, senderFrame: { ...frame, parent: {} } }, false],
    ['another address', { sender: contents, senderFrame: { ...frame, url: 'https://x.y/' } }, false],
    ['another window', { sender: {}, senderFrame: frame }, false],
    ['a frame that is gone', { sender: contents, senderFrame: null }, false],
  ])('%s', (_name, event, expected) => {
    expect(isTrustedSender(event, contents)).toBe(expected)
  })

  it('trusts nobody while there is no window', () => {
    expect(isTrustedSender({ sender: null, senderFrame: frame }, null)).toBe(false)
  })
})

describe('lockNavigation', () => {
  function lock() {
    const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
    const setWindowOpenHandler = vi.fn()
    const openExternal = vi.fn()
    const contents = {
      on: (name: string, listener: never) => listeners.set(name, listener),
      setWindowOpenHandler,
    }
    lockNavigation(contents as never, openExternal)
    const isStopped = (name: string, url: string): boolean => {
      const preventDefault = vi.fn()
      listeners.get(name)?.({ url, preventDefault })
      return preventDefault.mock.calls.length > 0
    }
    return { isStopped, setWindowOpenHandler, openExternal }
  }

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s only stays on the page', (name) => {
    const { isStopped } = lock()
    expect(isStopped(name, 'app://bundle/#/containers')).toBe(false)
    expect(isStopped(name, 'https://example.com/')).toBe(true)
    expect(isStopped(name, 'file:///etc/passwd')).toBe(true)
  })

  it('never attaches a webview', () => {
    expect(lock().isStopped('will-attach-webview', 'app://bundle/')).toBe(true)
  })

  it('refuses every new window and offers its address', () => {
    const { setWindowOpenHandler, openExternal } = lock()
    expect(setWindowOpenHandler.mock.calls[0]![0]({ url: 'https://example.com/' })).toEqual({
      action: 'deny',
    })
    expect(openExternal).toHaveBeenCalledWith('https://example.com/')
  })
})

describe('denyPermissions', () => {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  }
  denyPermissions(session)
  const request = (permission: string, requestingUrl: string): unknown => {
    const answer = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0]![0](null, permission, answer, { requestingUrl })
    return answer.mock.calls[0]![0]
  }
  const check = (permission: string, origin: string): unknown =>
    session.setPermissionCheckHandler.mock.calls[0]![0](null, permission, origin)

  it.each(['geolocation', 'media', 'notifications', 'clipboard-read', 'openExternal', 'hid', 'fullscreen'])(
    'denies %s both when asked and when checked',
    (permission) => {
      expect(request(permission, 'app://bundle/')).toBe(false)
      expect(check(permission, 'app://bundle/')).toBe(false)
    },
  )

  it('lets the page alone write to the clipboard', () => {
    expect(request('clipboard-sanitized-write', 'app://bundle/')).toBe(true)
    expect(check('clipboard-sanitized-write', 'app://bundle')).toBe(true)
    expect(request('clipboard-sanitized-write', 'https://example.com/')).toBe(false)
    expect(check('clipboard-sanitized-write', 'https://example.com')).toBe(false)
  })

  it('denies devices', () => {
    expect(session.setDevicePermissionHandler.mock.calls[0]![0]()).toBe(false)
  })
})
