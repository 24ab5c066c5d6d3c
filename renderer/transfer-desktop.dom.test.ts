import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type * as Transfer from './transfer.ts'

const shell = {
  chooseSavePath: vi.fn<(fileName: string) => Promise<string | null>>(),
  pathOfFile: vi.fn(() => '/home/ada/images.tar'),
}
let transfer: typeof Transfer

beforeAll(async () => {
  // Whether there is a shell is looked at once, when the page loads.
  vi.resetModules()
  vi.stubGlobal('bayplanDesktop', shell)
  transfer = await import('./transfer.ts')
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

const start = { taskId: 'task-1', transferUrl: null }

it('the desktop app saves to the path that its dialog gave', async () => {
  shell.chooseSavePath.mockResolvedValueOnce('/data/images.tar')
  const begin = vi.fn(async () => start)
  expect(await transfer.saveThrough(begin, 'images.tar')).toEqual(start)
  expect(shell.chooseSavePath).toHaveBeenCalledExactlyOnceWith('images.tar')
  expect(begin).toHaveBeenCalledExactlyOnceWith({ kind: 'path', path: '/data/images.tar' })
})

it('a cancelled dialog starts nothing', async () => {
  shell.chooseSavePath.mockResolvedValueOnce(null)
  const begin = vi.fn(async () => start)
  expect(await transfer.saveThrough(begin, 'images.tar')).toBeNull()
  expect(begin).not.toHaveBeenCalled()
})

it('the desktop app reads a chosen file by its path', async () => {
  const file = new File(['x'], 'images.tar')
  const begin = vi.fn(async () => start)
  expect(await transfer.loadThrough(begin, file)).toEqual(start)
  expect(shell.pathOfFile).toHaveBeenCalledExactlyOnceWith(file)
  expect(begin).toHaveBeenCalledExactlyOnceWith({ kind: 'path', path: '/home/ada/images.tar' })
})
