import { describe, expect, it, vi } from 'vitest'
import { Leaving } from './leaving.ts'

function leaving(work: readonly string[], { answer = false, stays = false } = {}) {
  const parts = {
    work: () => work,
    ask: vi.fn(async () => answer),
    quit: vi.fn(),
    staysWithoutWindow: () => stays,
  }
  return { parts, guard: new Leaving(parts) }
}

const event = () => ({ preventDefault: vi.fn() })

describe('Leaving', () => {
  it('asks nobody when nothing runs', () => {
    const { parts, guard } = leaving([])
    const [close, quit] = [event(), event()]
    guard.closing(close, vi.fn())
    guard.beforeQuit(quit)
    expect([close.preventDefault, quit.preventDefault].some((each) => each.mock.calls.length > 0)).toBe(false)
    expect(parts.ask).not.toHaveBeenCalled()
  })

  it('asks once while tasks run, and stays unless told otherwise', async () => {
    const { parts, guard } = leaving(['Pulling a'])
    const [first, second] = [event(), event()]
    guard.beforeQuit(first)
    guard.closing(second, vi.fn())
    expect(first.preventDefault).toHaveBeenCalledOnce()
    expect(second.preventDefault).toHaveBeenCalledOnce()
    await vi.waitFor(() => expect(parts.ask).toHaveBeenCalledExactlyOnceWith(['Pulling a']))
    expect(parts.quit).not.toHaveBeenCalled()
  })

  it('leaves when the person says so, without another question', async () => {
    const { parts, guard } = leaving(['Pulling a'], { answer: true })
    guard.beforeQuit(event())
    await vi.waitFor(() => expect(parts.quit).toHaveBeenCalledOnce())
    const again = event()
    guard.beforeQuit(again)
    expect(again.preventDefault).not.toHaveBeenCalled()
    expect(parts.ask).toHaveBeenCalledOnce()
  })

  it('a window that only hides asks nothing, and does not keep the app from quitting', () => {
    const { parts, guard } = leaving([], { stays: true })
    const [close, whileQuitting] = [event(), event()]
    const hide = vi.fn()
    guard.closing(close, hide)
    expect([close.preventDefault.mock.calls.length, hide.mock.calls.length]).toEqual([1, 1])
    guard.beforeQuit(event())
    guard.closing(whileQuitting, hide)
    expect(whileQuitting.preventDefault).not.toHaveBeenCalled()
    expect(hide).toHaveBeenCalledOnce()
    expect(parts.ask).not.toHaveBeenCalled()
  })
})
