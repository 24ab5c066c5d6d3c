import { describe, expect, it } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { appendLogLines, decodeLogLines } from './log-lines.ts'
import { decodeLine } from './log-text.ts'

describe('decodeLogLines', () => {
  it('reads the last lines of a batch, without colours, with their time, stream and level', () => {
    const batch = packBatch([
      'first',
      { text: '\u001b[31mERROR\u001b[0m boom\u0007', source: 'stderr', seconds: 12, nanos: 345_000_000 },
    ])
    expect(decodeLogLines(batch, 1)).toEqual([
      { text: 'ERROR boom␇', atMs: 12_345, source: 'stderr', level: 'error' },
    ])
    expect(decodeLogLines(batch, 5)).toHaveLength(2)
    expect(decodeLogLines(packBatch([]), 5)).toEqual([])
  })

  it('keeps the last lines over batches', () => {
    const lines = appendLogLines([], packBatch(['a', 'b', 'c']), 2)
    expect(lines.map(({ text }) => text)).toEqual(['b', 'c'])
    expect(appendLogLines(lines, packBatch(['d']), 2).map(({ text }) => text)).toEqual(['c', 'd'])
    expect(appendLogLines(lines, packBatch([]), 2)).toBe(lines)
  })
})

describe('decodeLine', () => {
  const encode = (text: string) => new TextEncoder().encode(text)
  it.each([
    ['short', 'abc', 10, 'abc', false],
    ['exact', 'abc', 3, 'abc', false],
    ['cut', 'abcdef', 3, 'abc', true],
    ['never inside a pair', 'ab🙂c', 3, 'ab', true],
    ['Chinese', '中文日志', 2, '中文', true],
    ['a carriage return at the end', 'abc\r', 10, 'abc', false],
    ['a carriage return inside', 'a\rb', 10, 'a\rb', false],
    ['empty', '', 10, '', false],
  ])('%s', (_name, text, maxChars, expected, hasMore) => {
    const bytes = encode(text)
    expect(decodeLine(bytes, 0, bytes.length, maxChars)).toEqual({ text: expected, hasMore })
  })

  it('shows bytes that are no text as replacement characters', () => {
    const bytes = Uint8Array.of(97, 0xff, 98)
    expect(decodeLine(bytes, 0, 3, 10).text).toBe('a\ufffdb')
  })
})
