import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recoverPage } from './page-recovery.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function recover() {
  const contents = Object.assign(new EventEmitter(), { reload: vi.fn() })
  const options = { onEndedAgain: vi.fn(), onUnresponsive: vi.fn() }
  recoverPage(contents as never, options)
  return {
    contents,
    ...options,
    end: (reason: string) => contents.emit('render-process-gone', {}, { reason }),
  }
}

describe('recoverPage', () => {
  it('loads a page whose process crashed again, once', () => {
    const { contents, onEndedAgain, end } = recover()
    end('crashed')
    expect(contents.reload).toHaveBeenCalledOnce()
    end('oom')
    expect(contents.reload).toHaveBeenCalledOnce()
    expect(onEndedAgain).toHaveBeenCalledExactlyOnceWith('oom')
  })

  it('loads it again after a calm minute', async () => {
    const { contents, onEndedAgain, end } = recover()
    end('crashed')
    await vi.advanceTimersByTimeAsync(60_000)
    end('crashed')
    expect(contents.reload).toHaveBeenCalledTimes(2)
    expect(onEndedAgain).not.toHaveBeenCalled()
  })

  it('leaves a page alone that went in order', () => {
    const { contents, end } = recover()
    end('clean-exit')
    expect(contents.reload).not.toHaveBeenCalled()
  })

  it('tells of a page that does not answer', () => {
    const { contents, onUnresponsive } = recover()
    contents.emit('unresponsive')
    expect(onUnresponsive).toHaveBeenCalledOnce()
  })
})
