import { describe, expect, it } from 'vitest'
import { SharedWork } from './shared-work.ts'

function played() {
  let finish: (value: string) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  let signal: AbortSignal | null = null
  let runs = 0
  const work = new SharedWork<string>((given) => {
    runs += 1
    signal = given
    return new Promise((resolve, reject) => {
      finish = resolve
      fail = reject
    })
  })
  return {
    work,
    finish: (value: string) => finish(value),
    fail: (error: unknown) => fail(error),
    isStopped: () => signal?.aborted,
    runs: () => runs,
  }
}

describe('work for several', () => {
  it('is done once for all who wait', async () => {
    const { work, finish, runs } = played()
    const results = [work.join(new AbortController().signal), work.join(new AbortController().signal)]
    finish('done')
    expect(await Promise.all(results)).toEqual(['done', 'done'])
    expect(runs()).toBe(1)
  })

  it('goes on while one still waits, and stops when the last has left', async () => {
    const { work, isStopped } = played()
    const first = new AbortController()
    const second = new AbortController()
    const results = [work.join(first.signal), work.join(second.signal)]
    first.abort()
    await expect(results[0]).rejects.toMatchObject({ code: 'cancelled' })
    expect(isStopped()).toBe(false)
    second.abort()
    await expect(results[1]).rejects.toMatchObject({ code: 'cancelled' })
    expect(isStopped()).toBe(true)
  })

  it('fails for all who wait', async () => {
    const { work, fail } = played()
    const results = [work.join(new AbortController().signal), work.join(new AbortController().signal)]
    fail(new Error('no'))
    await expect(results[0]).rejects.toThrow('no')
    await expect(results[1]).rejects.toThrow('no')
  })

  it('does not begin to wait for one who has left already', async () => {
    const { work } = played()
    await expect(work.join(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })
})
