import { describe, expect, it } from 'vitest'
import { nextTurn } from '../../streams/next-turn.ts'
import { sortInPieces } from './sort-in-pieces.ts'

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ at, key: (at * 7_919) % 1_000 }))

describe('sorting in pieces', () => {
  it.each([0, 1, 2, 511, 512, 513, 5_000, 20_001])(
    'gives %i items the order of a plain sort',
    async (count) => {
      const items = numbered(count)
      const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key
      expect(await sortInPieces(items, byKey)).toEqual([...items].sort(byKey))
    },
  )

  it('lets others have a turn meanwhile', async () => {
    let turns = 0
    let isThrough = false
    const others = (async () => {
      for (; !isThrough; turns += 1) await nextTurn()
    })()
    const slow = (a: { key: number }, b: { key: number }): number => {
      for (const end = performance.now() + 0.01; performance.now() < end; );
      return a.key - b.key
    }
    await sortInPieces(numbered(2_000), slow)
    isThrough = true
    await others
    expect(turns).toBeGreaterThan(3)
  })
})
