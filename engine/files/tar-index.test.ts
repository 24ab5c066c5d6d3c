import { describe, expect, it } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { readStat } from './archive-stat.ts'
import { TarIndex } from './tar-index.ts'

type Line = readonly [name: string, type?: string, target?: string]

function indexOf(...lines: readonly Line[]): TarIndex {
  const index = new TarIndex()
  for (const [name, type = '0', linkName = ''] of lines) {
    const facts = { mode: 0o644, userId: 1, groupId: 2, modifiedAtMs: 1_000, isExtended: false }
    index.add({ name, type, linkName, sizeBytes: type === '0' ? 7 : 0, ...facts })
  }
  return index
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
  return 'no error'
}

const names = (index: TarIndex, path: string) => index.entries(path).map(({ name }) => name)

describe('the files of a container by the headers of its export', () => {
  it('leads through links inside the container only, and never in circles', () => {
    const index = indexOf(
      ['usr/bin/sh'],
      ['bin', '2', 'usr/bin'],
      ['up', '2', '../../../../usr'],
      ['absolute', '2', '/usr/bin'],
      ['chain', '2', 'absolute'],
      ['loop', '2', 'loop'],
      ['a', '2', 'b'],
      ['b', '2', 'a'],
      ['nowhere', '2', '/not/there'],
    )
    for (const path of ['/bin', '/absolute', '/chain', '/up/bin']) expect(names(index, path)).toEqual(['sh'])
    expect(index.resolve('/chain/../x')).toBe('/usr/x')
    for (const path of ['/loop', '/a', '/b/c']) expect(codeOf(() => index.entries(path))).toBe('bad-request')
    expect(codeOf(() => index.entries('/nowhere'))).toBe('not-found')
    const links = new Map(index.entries('/').map((entry) => [entry.name, entry.link?.kind]))
    expect([links.get('bin'), links.get('loop'), links.get('nowhere')]).toEqual(['directory', null, null])
  })

  it('takes no name that leads out of it', () => {
    const index = indexOf(['../escape'], ['x/../../escape'], ['/etc/passwd'], ['./here'], ['..'])
    expect(names(index, '/').sort()).toEqual(['etc', 'here'])
  })

  it('knows hard links, folders that were never told of, and replaced entries', () => {
    const index = indexOf(['deep/er/file'], ['twin', '1', 'deep/er/file'], ['deep', '5'])
    expect(index.entry('/twin')).toMatchObject({ kind: 'file', sizeBytes: 7, userId: 1, groupId: 2 })
    expect(names(index, '/deep')).toEqual(['er'])
    expect(index.measure('/')).toEqual({ bytes: 14, items: 5 })
    index.adopt('/deep', indexOf(['deep/new']))
    expect(names(index, '/deep')).toEqual(['new'])
    index.adopt('/deep', new TarIndex())
    expect(codeOf(() => index.entry('/deep'))).toBe('not-found')
    expect(codeOf(() => index.entries('/twin'))).toBe('bad-request')
  })

  it('keeps names as they are, whatever they hold', () => {
    const index = indexOf(['a\nb'], ['__proto__/constructor'], ['bad\udcff'])
    expect(names(index, '/')).toEqual(['a\nb', '__proto__', 'bad\udcff'])
    expect(names(index, '/__proto__')).toEqual(['constructor'])
  })
})

describe('what the engine tells of one entry', () => {
  const stat = (mode: number, mtime: string) =>
    readStat(Buffer.from(JSON.stringify({ name: 'x', size: 5, mode, mtime })).toString('base64'))

  it.each([
    [0o644, 'file'],
    [2 ** 31 + 0o755, 'directory'],
    [2 ** 27 + 0o777, 'link'],
    [2 ** 26 + 2 ** 21 + 0o600, 'other'],
    [2 ** 31 + 2 ** 20 + 0o777, 'directory'],
  ] as const)('has the kind of mode %i', (mode, kind) => {
    expect(stat(mode, '1970-01-01T00:00:00Z')).toEqual({ kind, sizeBytes: 5, modifiedNs: 0n })
  })

  it.each([
    ['1970-01-01T00:00:01.5Z', 1_500_000_000n],
    ['1970-01-01T02:00:01.000000007+02:00', 1_000_000_007n],
    ['2026-11-21T00:51:41.07438065Z', BigInt(Date.parse('2026-11-21T00:51:41Z')) * 1_000_000n + 74_380_650n],
    ['never', 0n],
  ])('has the time %s to the nanosecond', (mtime, ns) => {
    expect(stat(0o644, mtime).modifiedNs).toBe(ns)
  })
})
