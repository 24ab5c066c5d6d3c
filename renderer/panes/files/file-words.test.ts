import { describe, expect, it } from 'vitest'
import type { FileEntry } from '../../../shared/files.ts'
import { compareEntries, filterEntries, imageType, modeText, previewOf } from './file-words.ts'

const entry = (name: string, kind: FileEntry['kind'] = 'file'): FileEntry => ({
  name,
  kind,
  sizeBytes: 0,
  modifiedAtMs: 0,
  mode: 0o644,
  userId: 0,
  groupId: 0,
  link: null,
  version: '1-0-1',
})

describe('words about files', () => {
  it.each([
    [0o644, 'rw-r--r--'],
    [0o750, 'rwxr-x---'],
    [0o4755, 'rwsr-xr-x'],
    [0o4644, 'rwSr--r--'],
    [0o1777, 'rwxrwxrwt'],
    [0o2710, 'rwx--s---'],
    [0, '---------'],
  ])('writes the mode %o as %s', (mode, text) => expect(modeText(mode)).toBe(text))

  it('puts folders first and numbers in their order', () => {
    const names = [entry('f10'), entry('f9'), entry('z', 'directory'), entry('a')]
    expect([...names].sort(compareEntries).map(({ name }) => name)).toEqual(['z', 'a', 'f9', 'f10'])
  })

  it('finds by part of a name, whatever the case', () => {
    const names = [entry('README.md'), entry('src')]
    expect(filterEntries(names, ' read ')).toEqual([names[0]])
    expect(filterEntries(names, '')).toBe(names)
  })

  it('tells text, images and what is neither apart', () => {
    expect(previewOf('a.txt', new TextEncoder().encode('é\n'))).toEqual({
      kind: 'text',
      text: 'é\n',
      isExact: true,
    })
    expect(previewOf('a.txt', Uint8Array.of(0x61, 0xff))).toMatchObject({ kind: 'text', isExact: false })
    // A text field would turn these line ends into others.
    expect(previewOf('a.txt', new TextEncoder().encode('a\r\nb'))).toMatchObject({ isExact: false })
    expect(previewOf('a.bin', Uint8Array.of(0x61, 0))).toEqual({ kind: 'binary' })
    expect(previewOf('a.PNG', Uint8Array.of(1, 2))).toEqual({
      kind: 'image',
      url: 'data:image/png;base64,AQI=',
    })
    expect(imageType('no-ending')).toBeNull()
  })
})
