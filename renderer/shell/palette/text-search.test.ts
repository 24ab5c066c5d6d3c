import { describe, expect, it } from 'vitest'
import { rank } from './text-search.ts'

describe('ranking names', () => {
  it('keeps equals in their order, whatever letters come after', () => {
    expect(rank(['shop-web', 'shop-api', 'shop_backend', 'shop_a'], 'shop', 9)).toEqual([0, 1, 2, 3])
  })

  it('puts a better match first, and no more than asked for', () => {
    expect(rank(['workshop', 'my-shop', 'shop'], 'shop', 2)).toEqual([2, 1])
  })

  it('puts a name that is typed whole before the many that begin with it', () => {
    const names = [...Array.from({ length: 20 }, (_, at) => `shop-${at}`), 'Shop']
    expect(rank(names, 'shop ', 3)).toEqual([20, 0, 1])
  })

  it('finds names without a Latin letter as they stand', () => {
    expect(rank(['数据库', '网络', '数据'], '数据', 9)).toEqual([0, 2])
  })
})
