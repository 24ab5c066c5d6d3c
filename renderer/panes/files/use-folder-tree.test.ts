import { describe, expect, it } from 'vitest'
import { treeOf } from './use-folder-tree.ts'

const known = new Map([
  ['/', ['bin', 'etc']],
  ['/etc', ['ssl', 'x']],
  ['/bin', []],
])

describe('the tree of folders', () => {
  it.each([
    ['/', ['0  open', '1 bin closed', '1 etc closed']],
    ['/etc', ['0  open', '1 bin closed', '1 etc open', '2 ssl unknown', '2 x unknown']],
    ['/etc/ssl/a', ['0  open', '1 bin closed', '1 etc open', '2 ssl open', '3 a open', '2 x unknown']],
    ['/link', ['0  open', '1 bin closed', '1 etc closed', '1 link open']],
  ])('at %s shows the way and what is beside it', (here, rows) => {
    const words = { true: 'open', false: 'closed', null: 'unknown' } as const
    const shown = treeOf(known, here).map((row) => `${row.depth} ${row.name} ${words[`${row.isOpen}`]}`)
    expect(shown).toEqual(rows)
  })
})
