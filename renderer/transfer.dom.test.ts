import { afterEach, expect, it, vi } from 'vitest'
import { loadThrough, saveThrough } from './transfer.ts'

const start = { taskId: 'task-1', transferUrl: '/transfer/token' }

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('saves by a download that leaves the page where it is', async () => {
  const clicked: HTMLAnchorElement[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    clicked.push(this)
  })
  const begin = vi.fn(async () => start)
  expect(await saveThrough(begin, 'images.tar')).toEqual(start)
  expect(begin).toHaveBeenCalledExactlyOnceWith({ kind: 'browser', fileName: 'images.tar' })
  expect(clicked.map((link) => [link.getAttribute('href'), link.download])).toEqual([
    ['/transfer/token', 'images.tar'],
  ])
})

it('sends a file as it is', async () => {
  const send = vi.fn(async () => new Response(null, { status: 204 }))
  vi.stubGlobal('fetch', send)
  const file = new File(['bytes'], 'a:b\n.tar')
  const begin = vi.fn(async () => start)
  expect(await loadThrough(begin, file)).toEqual(start)
  expect(begin).toHaveBeenCalledExactlyOnceWith({ kind: 'browser', fileName: 'a:b_.tar', sizeBytes: 5 })
  expect(send).toHaveBeenCalledExactlyOnceWith('/transfer/token', {
    method: 'PUT',
    body: file,
    credentials: 'omit',
  })
})

it('an upload that the host ends early is no error of the page', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Promise.reject(new TypeError('Failed to fetch'))),
  )
  await expect(loadThrough(async () => start, new File(['x'], 'a.tar'))).resolves.toEqual(start)
})

it('closing the page in the middle of an upload is asked about, and not afterwards', async () => {
  let finish = (_response: Response): void => {}
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (finish = resolve)))
  const isAskedAbout = () => {
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    return leaving.defaultPrevented
  }
  expect(isAskedAbout()).toBe(false)
  await loadThrough(async () => start, new File(['x'], 'a.tar'))
  expect(isAskedAbout()).toBe(true)
  finish(new Response(null, { status: 204 }))
  await vi.waitFor(() => expect(isAskedAbout()).toBe(false))
})

it('a file that cannot be read starts nothing', async () => {
  const file = new File(['x'], 'folder')
  vi.spyOn(file, 'slice').mockReturnValue({
    arrayBuffer: () => Promise.reject(new DOMException('not readable', 'NotReadableError')),
  } as unknown as Blob)
  const begin = vi.fn(async () => start)
  await expect(loadThrough(begin, file)).rejects.toMatchObject({ code: 'file-failed' })
  expect(begin).not.toHaveBeenCalled()
})
