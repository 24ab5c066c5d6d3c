import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineProcessMessage } from './channels.ts'
import { EngineSupervisor } from './engine-supervisor.ts'

class FakeProcess extends EventEmitter {
  readonly posted: EngineProcessMessage[] = []
  isSpawned = false
  wasKilled = false

  postMessage(message: EngineProcessMessage): void {
    this.posted.push(message)
  }
  spawn(): void {
    this.isSpawned = true
    this.emit('spawn')
  }
  end(code: number): void {
    this.emit('exit', code)
  }
  kill(): boolean {
    // As in Electron: nothing can be killed before it runs.
    if (!this.isSpawned) return false
    this.wasKilled = true
    this.end(15)
    return true
  }
}

function supervise() {
  const started: FakeProcess[] = []
  const onGiveUp = vi.fn()
  const supervisor = new EngineSupervisor<never>({
    fork: () => {
      const process = new FakeProcess()
      started.push(process)
      return process
    },
    onGiveUp,
  })
  supervisor.start()
  return { supervisor, started, onGiveUp, last: () => started.at(-1)! }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('EngineSupervisor', () => {
  it('starts an ended process again after 1, 2, 5 and 15 s', async () => {
    const { started, last } = supervise()
    for (const [index, delayMs] of [1_000, 2_000, 5_000, 15_000].entries()) {
      last().spawn()
      last().end(1)
      await vi.advanceTimersByTimeAsync(delayMs - 1)
      expect(started).toHaveLength(index + 1)
      await vi.advanceTimersByTimeAsync(1)
      expect(started).toHaveLength(index + 2)
    }
  })

  it('gives up at the fifth end within two minutes and says with which code', async () => {
    const { started, onGiveUp, last } = supervise()
    for (const code of [1, 1, 1, 1, 134]) {
      expect(onGiveUp).not.toHaveBeenCalled()
      last().spawn()
      last().end(code)
      await vi.advanceTimersByTimeAsync(15_000)
    }
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(134)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(started).toHaveLength(5)
  })

  it('counts only the ends of the last two minutes', async () => {
    const { started, onGiveUp, last } = supervise()
    for (let end = 0; end < 8; end++) {
      last().spawn()
      await vi.advanceTimersByTimeAsync(40_000)
      last().end(1)
      await vi.advanceTimersByTimeAsync(15_000)
    }
    expect(onGiveUp).not.toHaveBeenCalled()
    expect(started).toHaveLength(9)
  })

  it('starts afresh when asked after it gave up', async () => {
    const { supervisor, started, onGiveUp, last } = supervise()
    for (let end = 0; end < 5; end++) {
      last().end(1)
      await vi.advanceTimersByTimeAsync(15_000)
    }
    supervisor.start()
    expect(started).toHaveLength(6)
    last().end(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(started).toHaveLength(7)
    expect(onGiveUp).toHaveBeenCalledOnce()
  })

  it('gives a page the process that runs', () => {
    const { supervisor, last } = supervise()
    last().spawn()
    const listener = vi.fn()
    supervisor.whenRunning('page', listener)
    expect(listener).toHaveBeenCalledExactlyOnceWith(last())
  })

  it('lets a page that asks during a restart wait, and answers it once however often it asked', async () => {
    const { supervisor, started, last } = supervise()
    last().spawn()
    last().end(1)
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()]
    supervisor.whenRunning('page', first)
    supervisor.whenRunning('page', second)
    supervisor.whenRunning('other', other)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(second).not.toHaveBeenCalled()
    last().spawn()
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledExactlyOnceWith(started[1])
    expect(other).toHaveBeenCalledExactlyOnceWith(started[1])
  })

  it('tells news to a running process only', () => {
    const { supervisor, last } = supervise()
    supervisor.notify({ t: 'recheck' })
    expect(last().posted).toEqual([])
    last().spawn()
    supervisor.notify({ t: 'recheck' })
    expect(last().posted).toEqual([{ t: 'recheck' }])
  })

  it('asks the process to leave and does not kill one that does', async () => {
    const { supervisor, started, last } = supervise()
    last().spawn()
    const done = supervisor.shutdown()
    expect(last().posted).toEqual([{ t: 'shutdown' }])
    last().end(0)
    await done
    await vi.advanceTimersByTimeAsync(60_000)
    expect(last().wasKilled).toBe(false)
    expect(started).toHaveLength(1)
  })

  it('kills a process that does not leave within a second', async () => {
    const { supervisor, last } = supervise()
    last().spawn()
    const done = supervisor.shutdown()
    await vi.advanceTimersByTimeAsync(999)
    expect(last().wasKilled).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(last().wasKilled).toBe(true)
    await done
  })

  it('leaves nothing running when the app quits before the process runs', async () => {
    const { supervisor, last } = supervise()
    const done = supervisor.shutdown()
    expect(last().posted).toEqual([])
    last().spawn()
    expect(last().posted).toEqual([{ t: 'shutdown' }])
    last().end(0)
    await done
  })

  it('starts nothing more once it shuts down, not even what was due', async () => {
    const { supervisor, started, last } = supervise()
    last().end(1)
    const first = supervisor.shutdown()
    expect(supervisor.shutdown()).toBe(first)
    await first
    supervisor.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(started).toHaveLength(1)
  })

  it('comes to an end even with a process that nothing can stop', async () => {
    const { supervisor } = supervise()
    const done = supervisor.shutdown()
    await vi.advanceTimersByTimeAsync(2_000)
    await done
  })
})
