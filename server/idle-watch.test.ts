import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IdleWatch } from './idle-watch.ts'

describe('idle watch', () => {
  const onIdle = vi.fn()
  let isBusy = false
  const watch = (idleMs: number) => new IdleWatch({ idleMs, graceMs: 300_000, isBusy: () => isBusy, onIdle })
  beforeEach(() => {
    vi.useFakeTimers()
    onIdle.mockClear()
  })
  afterEach(() => vi.useRealTimers())

  it('gives the first page its time to come', () => {
    watch(60_000)
    vi.advanceTimersByTime(299_999)
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onIdle).toHaveBeenCalledOnce()
  })

  it('waits for the last of several pages, then for the idle time', () => {
    const idle = watch(60_000)
    idle.opened()
    idle.opened()
    vi.advanceTimersByTime(1e7)
    idle.closed()
    vi.advanceTimersByTime(1e7)
    expect(onIdle).not.toHaveBeenCalled()
    idle.closed()
    vi.advanceTimersByTime(59_999)
    expect(onIdle).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onIdle).toHaveBeenCalledOnce()
  })

  it('a reload within the idle time keeps the host', () => {
    const idle = watch(60_000)
    idle.opened()
    for (let reload = 0; reload < 10; reload += 1) {
      idle.closed()
      vi.advanceTimersByTime(50_000)
      idle.opened()
    }
    vi.advanceTimersByTime(1e7)
    expect(onIdle).not.toHaveBeenCalled()
  })

  it('a pull goes on after the last page was closed, and the host with it', () => {
    isBusy = true
    const idle = watch(60_000)
    idle.opened()
    idle.closed()
    vi.advanceTimersByTime(1e7)
    expect(onIdle).not.toHaveBeenCalled()
    isBusy = false
    vi.advanceTimersByTime(60_000)
    expect(onIdle).toHaveBeenCalledOnce()
  })

  it('never ends with 0, nor once stopped', () => {
    const idle = watch(0)
    idle.opened()
    idle.closed()
    const stopped = watch(60_000)
    stopped.stop()
    vi.advanceTimersByTime(1e9)
    expect(onIdle).not.toHaveBeenCalled()
  })
})
