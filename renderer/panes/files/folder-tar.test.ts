import { describe, expect, it } from 'vitest'
import { chosenFolders, folderTar } from './folder-tar.ts'

function chosen(path: string, text: string): File {
  const file = new File([text], path.slice(path.lastIndexOf('/') + 1), { lastModified: 1_700_000_000_500 })
  Object.defineProperty(file, 'webkitRelativePath', { value: path })
  return file
}

describe('a folder on its way into a container', () => {
  it('is a tar of its files and the folders above them, owned by whom the target belongs to', async () => {
    const long = `site/deep/${'n'.repeat(120)}`
    const [folder, ...others] = chosenFolders([chosen('site/a', 'x'.repeat(600)), chosen(long, 'y')])
    expect(others).toEqual([])
    if (!folder) throw new Error('no folder')
    expect(folder.folders).toEqual(['site', 'site/deep'])
    const owner = { userId: 70, groupId: 71, name: 'not of the owner', sizeBytes: 7 }
    const bytes = new Uint8Array(await folderTar(folder, owner).arrayBuffer())
    const text = (from: number, to: number) => new TextDecoder('latin1').decode(bytes.subarray(from, to))
    const name = (block: number) => text(block * 512, block * 512 + 100).replace(/\0.*$/s, '')
    const octal = (block: number, at: number) =>
      Number.parseInt(text(block * 512 + at, block * 512 + at + 11), 8)
    expect([name(0), name(1), name(2)]).toEqual(['site/', 'site/deep/', 'site/a'])
    expect([octal(2, 108), octal(2, 116), octal(2, 124), octal(2, 136)]).toEqual([70, 71, 600, 1_700_000_000])
    // Two blocks of content, then a record with the long name before the entry itself.
    expect(text(6 * 512, bytes.length)).toMatch(new RegExp(`^\\d+ path=${long}\\n`))
    expect(bytes.length % 512).toBe(0)
    expect(bytes.subarray(-1_024).every((byte) => byte === 0)).toBe(true)
  })
})
