import { describe, expect, it, vi } from 'vitest'
import { chooseSavePath } from './save-path.ts'

function ask(answer: { canceled: boolean; filePath: string }) {
  const showSaveDialog = vi.fn(async () => answer)
  return { showSaveDialog, asking: { dialog: { showSaveDialog } as never, window: null } }
}

describe('chooseSavePath', () => {
  it('opens in the folder used last, and remembers where the file went', async () => {
    const folders = { last: '/home/ada/Downloads' }
    const { asking, showSaveDialog } = ask({ canceled: false, filePath: '/data/images.tar' })
    expect(await chooseSavePath(asking, 'images.tar', folders)).toBe('/data/images.tar')
    expect(showSaveDialog).toHaveBeenCalledExactlyOnceWith({ defaultPath: '/home/ada/Downloads/images.tar' })
    expect(folders.last).toBe('/data')
  })

  it('answers nothing when it was cancelled', async () => {
    const folders = { last: '/home/ada' }
    expect(await chooseSavePath(ask({ canceled: true, filePath: '' }).asking, 'a', folders)).toBeNull()
    expect(folders.last).toBe('/home/ada')
  })

  it('keeps a name with folders in it inside the folder', async () => {
    const { asking, showSaveDialog } = ask({ canceled: true, filePath: '' })
    await chooseSavePath(asking, '../../.bashrc', { last: '/home/ada' })
    expect(showSaveDialog).toHaveBeenCalledExactlyOnceWith({ defaultPath: '/home/ada/.bashrc' })
  })
})
