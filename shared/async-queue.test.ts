import { describe, expect, it } from 'vitest'
import { AsyncQueue, Credit } from './async-queue.ts'

describe('queue', () => {
  it('yields undefined like any other item', async () => {
    const queue = new AsyncQueue<number | undefined>()
    queue.push(undefined)
    queue.push(1)
    queue.end()
    const items: (number | undefined)[] = []
    for await (const item of queue) items.push(item)
    expect(items).toEqual([undefined, 1])
  })

  it('refuses a second consumer instead of starving the first', async () => {
    const queue = new AsyncQueue<number>()
    const first = queue[Symbol.asyncIterator]().next()
    await expect(queue[Symbol.asyncIterator]().next()).rejects.toThrow('one consumer')
    queue.push(1)
    expect(await first).toEqual({ done: false, value: 1 })
  })
})

describe('credit', () => {
  it('is handed on in the order of asking, also to those who ask in between', async () => {
    const credit = new Credit(1)
    const order: number[] = []
    const take = (number: number) => credit.take().then(() => order.push(number))
    const all = [take(1), take(2), take(3)]
    credit.give(1)
    all.push(take(4))
    for (let round = 0; round < 3; round += 1) {
      await Promise.resolve()
      credit.give(1)
    }
    await Promise.all(all)
    expect(order).toEqual([1, 2, 3, 4])
  })

  it('never exceeds its window', async () => {
    const credit = new Credit(2)
    credit.give(100)
    await credit.take()
    await credit.take()
    let isThirdTaken = false
    const third = credit.take().then((hasPermit) => {
      isThirdTaken = hasPermit
    })
    await Promise.resolve()
    expect(isThirdTaken).toBe(false)
    credit.close()
    await third
    expect(isThirdTaken).toBe(false)
  })
})
