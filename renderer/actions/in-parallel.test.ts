import { expect, it } from 'vitest'
import { inParallel } from './in-parallel.ts'

it('runs at most so many at once and answers in order', async () => {
  let [running, most] = [0, 0]
  const results = await inParallel([5, 1, 4, 2, 3, 9], 2, async (item) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve()
    running -= 1
    return item * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30, 90])
  expect(most).toBe(2)
})

it('has nothing to do with nothing', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([])
})
