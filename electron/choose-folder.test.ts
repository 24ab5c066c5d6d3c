import { expect, test, vi } from 'vitest'
import { chooseFolder } from './choose-folder.ts'

function ask(answer: { canceled: boolean; filePaths: string[] }) {
  const showOpenDialog = vi.fn(async () => answer)
  return { showOpenDialog, asking: { dialog: { showOpenDialog } as never, window: null } }
}

test('a folder is chosen, not a file', async () => {
  const { asking, showOpenDialog } = ask({ canceled: false, filePaths: ['/home/ada/data'] })
  expect(await chooseFolder(asking)).toBe('/home/ada/data')
  expect(showOpenDialog).toHaveBeenCalledExactlyOnceWith({ properties: ['openDirectory', 'createDirectory'] })
})

test('cancelling chooses nothing', async () => {
  expect(await chooseFolder(ask({ canceled: true, filePaths: [] }).asking)).toBeNull()
})
