import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { watchSilence } from './watch-silence.ts'

describe('a stream that has gone silent', () => {
  const life = { end: new AbortController() }
  let since: number | null
  let asked: number[]
  let stalls: number
  let answer: () => Promise<boolean>

  beforeEach(() => {
    vi.useFakeTimers()
    life.end = new AbortController()
    since = performance.now()
    asked = []
    stalls = 0
    answer = async () => false
  })
  afterEach(() => {
    life.end.abort()
    vi.useRealTimers()
  })

  function watch(): Promise<void> {
    const startedAt = performance.now()
    const hasMissed = async (): Promise<boolean> => {
      asked.push(Math.round((performance.now() - startedAt) / 1_000))
      return answer()
    }
    return watchSilence(
      { silentSince: () => since, hasMissed, onStalled: () => (stalls += 1) },
      life.end.signal,
    )
  }

  it('is doubted after 5 s, then less and less often, and left alone while there is nothing to tell', async () => {
    const watching = watch()
    await vi.advanceTimersByTimeAsync(240_000)
    expect([asked, stalls]).toEqual([[5, 15, 35, 75, 135, 195], 0])
    life.end.abort()
    await watching
  })

  it('is given up when the engine has more, and nothing comes a second later', async () => {
    answer = async () => true
    const watching = watch()
    await vi.advanceTimersByTimeAsync(6_000)
    await watching
    expect([asked, stalls]).toEqual([[5], 1])
  })

  it('is kept when what it missed was on its way', async () => {
    answer = async () => {
      since = performance.now() + 200
      return true
    }
    void watch()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(stalls).toBe(0)
  })

  it('is not doubted while nobody waits for it, or while bytes come', async () => {
    since = null
    void watch()
    await vi.advanceTimersByTimeAsync(20_000)
    since = performance.now()
    await vi.advanceTimersByTimeAsync(4_000)
    since = performance.now()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(asked).toEqual([])
  })

  it('is kept when the engine does not answer; a bug is no answer', async () => {
    answer = async () => Promise.reject(new EngineError('engine-unreachable', 'gone'))
    const watching = watch()
    await vi.advanceTimersByTimeAsync(20_000)
    expect([asked.length, stalls]).toEqual([2, 0])
    answer = async () => Promise.reject(new TypeError('a bug'))
    const failed = expect(watching).rejects.toThrow('a bug')
    await vi.advanceTimersByTimeAsync(20_000)
    await failed
  })
})
