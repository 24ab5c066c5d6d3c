import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiffRow, diffLines } from './line-diff.ts'

const short = (rows: readonly DiffRow[]) =>
  rows.map((row) =>
    row.kind === 'gap' ? `…${row.lines}` : `${{ same: ' ', added: '+', removed: '-' }[row.kind]}${row.text}`,
  )

describe('what changed between two texts', () => {
  it.each([
    ['a\nb', 'a\nb', ['…2']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['', 'a', ['-', '+a']],
    ['a\n', 'a\nb\n', [' a', '+b']],
    ['a\n', 'a', [' a', '-']],
    ['1\n2\n3\n4\n5\n6', '1\n2\n3\n4\n5\nsix', ['…2', ' 3', ' 4', ' 5', '-6', '+six']],
    ['a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc', ['-a', '-b', ' c', '+b', ' a', ' b', '-b', ' a', '+c']],
  ])('of %j and %j', (before, after, rows) => {
    expect(short(diffLines(before, after))).toEqual(rows)
  })

  it('leads from one to the other, for any two texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = diffLines(before, after)
        if (rows.some(({ kind }) => kind === 'gap')) return
        const of = (kinds: readonly string[]) =>
          rows.flatMap((row) => (row.kind !== 'gap' && kinds.includes(row.kind) ? [row.text] : [])).join('\n')
        expect(of(['same', 'removed'])).toBe(before)
        expect(of(['same', 'added'])).toBe(after)
      }),
    )
  })

  it('shows texts that have nothing in common as replaced, however long they are', () => {
    const lines = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join('\n')
    const rows = diffLines(lines('old'), lines('new'))
    expect(rows.filter(({ kind }) => kind === 'removed')).toHaveLength(3_000)
    expect(rows.filter(({ kind }) => kind === 'added')).toHaveLength(3_000)
  })
})
