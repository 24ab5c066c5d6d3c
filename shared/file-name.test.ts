import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeName, encodeName, joinPath, lastName, parentPath, showName } from './file-name.ts'
import { fileTarget, isFileName, renameParams } from './files.ts'

describe('names of files', () => {
  it('survive the way to the page and back, whatever their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const travelled = JSON.parse(JSON.stringify(decodeName(bytes))) as string
        expect([...encodeName(travelled)]).toEqual([...bytes])
      }),
    )
  })

  it('stay apart when they differ', () => {
    // The second is the escape's own character written as bytes, which is no UTF-8.
    expect(decodeName(Uint8Array.of(0x80))).not.toBe(decodeName(Uint8Array.of(0xed, 0xb2, 0x80)))
    expect(decodeName(new TextEncoder().encode('é 😀'))).toBe('é 😀')
  })

  it.each([
    ['plain.txt', 'plain.txt'],
    ['a\nb\tc', 'a\\nb\\tc'],
    ['bad\udcff', 'bad\\xff'],
    ['evil\u202egpj.exe', 'evil\\u{202e}gpj.exe'],
    ['bell\u0007', 'bell\\x07'],
    ['é 😀', 'é 😀'],
  ])('are shown on one line: %j', (name, shown) => expect(showName(name)).toBe(shown))

  it('make paths', () => {
    expect(joinPath('/', 'a')).toBe('/a')
    expect(joinPath('/a', 'b')).toBe('/a/b')
    expect([parentPath('/a/b'), parentPath('/a'), parentPath('/')]).toEqual(['/a', '/', '/'])
    expect([lastName('/a/b'), lastName('/')]).toEqual(['b', ''])
  })
})

describe('paths that a page may send', () => {
  const location = { kind: 'volume', name: 'data' } as const
  const isTaken = (path: string) => fileTarget.safeParse({ location, path }).success

  it.each(['/', '/a', '/a/b c', '/bad\udcff', '/a\nb', '/..a', '/...'])('takes %j', (path) =>
    expect(isTaken(path)).toBe(true),
  )

  it.each(['', 'a', '../a', '/..', '/a/../b', '/a/./b', '/a//b', '/a/', '/a\0b', `/${'x'.repeat(256)}`])(
    'refuses %j',
    (path) => expect(isTaken(path)).toBe(false),
  )

  it('never lets the root itself be renamed', () => {
    expect(renameParams.safeParse({ location, path: '/', newPath: '/a' }).success).toBe(false)
    expect(fileTarget.safeParse({ location: { kind: 'volume', name: '..' }, path: '/' }).success).toBe(false)
    expect(isFileName('é'.repeat(128))).toBe(false)
  })
})
