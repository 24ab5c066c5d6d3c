import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import type { Feed } from '../shared/feed.ts'
import type { Task, TaskResult } from '../shared/task.ts'
import type { TaskReporter, TaskWork } from './tasks.ts'
import { TaskHub } from './tasks.ts'

const about = { kind: 'image.pull', subject: 'postgres:16', command: 'docker pull postgres:16' } as const

/** Work that a test ends by hand. */
function played(): {
  work: TaskWork
  reporter: () => TaskReporter
  end: (result?: TaskResult) => void
  fail: (error: unknown) => void
} {
  let task: TaskReporter | null = null
  let end: (result: TaskResult) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  const over = new Promise<TaskResult>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return {
    work: (reporter, signal) => {
      task = reporter
      signal.addEventListener('abort', () => fail(new Error('the work was told to stop')))
      return over
    },
    reporter: () => task ?? expect.fail('not begun'),
    end: (result = {}) => end(result),
    fail: (error) => fail(error),
  }
}

describe('long work', () => {
  const bugs: unknown[] = []
  let hub: TaskHub
  let controller: AbortController
  beforeEach(() => {
    vi.useFakeTimers()
    bugs.length = 0
    controller = new AbortController()
    hub = new TaskHub({ onBug: (error) => bugs.push(error) })
  })
  afterEach(async () => {
    controller.abort()
    await hub.dispose()
    vi.useRealTimers()
  })

  /** Collects what a page is told; the fold of it is what it shows. */
  function follow(): { messages: Feed<Task>[]; tasks: () => Task[] } {
    const messages: Feed<Task>[] = []
    const rows = new Map<string, Task>()
    const reading = async () => {
      for await (const message of hub.feed(controller.signal)) {
        messages.push(message)
        if (message.kind === 'snapshot') for (const task of message.items) rows.set(task.id, task)
        if (message.kind !== 'change') continue
        for (const task of message.upserts) rows.set(task.id, task)
        for (const id of message.removed) rows.delete(id)
      }
    }
    void reading()
    return { messages, tasks: () => [...rows.values()] }
  }
  const settle = () => vi.advanceTimersByTimeAsync(0)

  it('is told from its start to its result', async () => {
    const page = follow()
    const play = played()
    const start = hub.start({ ...about, work: play.work })
    await settle()
    expect(start.transferUrl).toBeNull()
    expect(page.tasks()).toMatchObject([{ id: start.taskId, ...about, state: 'running', endedAtMs: null }])
    expect(hub.hasRunning).toBe(true)
    play.end({ digest: 'sha256:1' })
    await settle()
    expect(page.tasks()).toMatchObject([{ state: 'done', result: { digest: 'sha256:1' }, error: null }])
    expect(page.tasks()[0]?.endedAtMs).toBeGreaterThanOrEqual(page.tasks()[0]?.startedAtMs ?? 0)
    expect(hub.hasRunning).toBe(false)
  })

  it('goes on while the page is reloaded, and the new page sees it', async () => {
    const play = played()
    hub.start({ ...about, work: play.work })
    const first = follow()
    await settle()
    controller.abort()
    await settle()
    controller = new AbortController()
    play.reporter().progress({ doneBytes: 7, phase: 'downloading' })
    const second = follow()
    await vi.advanceTimersByTimeAsync(200)
    expect(first.tasks()).toHaveLength(1)
    expect(second.tasks()).toMatchObject([
      { state: 'running', progress: { doneBytes: 7, phase: 'downloading' } },
    ])
  })

  it('a storm of progress becomes at most eight changes a second, the last one included', async () => {
    const play = played()
    hub.start({ ...about, work: play.work })
    const page = follow()
    await settle()
    page.messages.length = 0
    for (let bytes = 1; bytes <= 1_000; bytes += 1) {
      play.reporter().progress({ doneBytes: bytes })
      await vi.advanceTimersByTimeAsync(1)
    }
    await vi.advanceTimersByTimeAsync(125)
    expect(page.messages.length).toBeGreaterThan(5)
    expect(page.messages.length).toBeLessThanOrEqual(9)
    expect(page.tasks()[0]?.progress.doneBytes).toBe(1_000)
  })

  it('measures the speed over the last seconds, and none of a download that hangs', async () => {
    const play = played()
    hub.start({ ...about, work: play.work })
    const page = follow()
    await settle()
    for (let second = 0; second <= 10; second += 1) {
      play.reporter().progress({ doneBytes: second * 1_000 })
      await vi.advanceTimersByTimeAsync(1_000)
    }
    expect(page.tasks()[0]?.progress.bytesPerSecond).toBeGreaterThan(700)
    expect(page.tasks()[0]?.progress.bytesPerSecond).toBeLessThan(1_300)
    await vi.advanceTimersByTimeAsync(12_000)
    expect(page.tasks()[0]?.progress.bytesPerSecond).toBe(0)
    play.end()
    await settle()
    expect(page.tasks()[0]?.progress.bytesPerSecond).toBeNull()
  })

  it('keeps layers in their order', async () => {
    const play = played()
    hub.start({ ...about, work: play.work })
    const page = follow()
    await settle()
    const layer = { phase: 'downloading', doneBytes: 1, totalBytes: 2 } as const
    play.reporter().part({ id: 'b', ...layer })
    play.reporter().part({ id: 'a', ...layer })
    play.reporter().part({ id: 'b', ...layer, phase: 'done' })
    await vi.advanceTimersByTimeAsync(200)
    expect(page.tasks()[0]?.progress.parts.map(({ id, phase }) => `${id} ${phase}`)).toEqual([
      'b done',
      'a downloading',
    ])
  })

  it('a cancelled one ends as cancelled, whatever its work throws', async () => {
    const play = played()
    const { taskId } = hub.start({ ...about, work: play.work })
    const page = follow()
    await settle()
    hub.cancel(taskId)
    await hub.ended(taskId)
    await settle()
    expect(page.tasks()).toMatchObject([{ state: 'cancelled', error: null, result: null }])
    expect(bugs).toEqual([])
  })

  it('one that fails says why; one that has a bug is told to the log too', async () => {
    const [refused, broken] = [played(), played()]
    hub.start({ ...about, work: refused.work })
    hub.start({ ...about, work: broken.work })
    const page = follow()
    await settle()
    refused.fail(new EngineError('not-found', 'no such image'))
    broken.fail(new TypeError('x is undefined'))
    await settle()
    expect(page.tasks()).toMatchObject([
      { state: 'failed', error: { code: 'not-found', engineMessage: 'no such image' } },
      { state: 'failed', error: { code: 'internal' } },
    ])
    expect(bugs).toHaveLength(1)
  })

  it('keeps the last lines of its output, however many there were', async () => {
    const play = played()
    const { taskId } = hub.start({ ...about, work: play.work })
    await settle()
    for (let line = 1; line <= 700; line += 1) play.reporter().line(`line ${line}\nand more`)
    play.reporter().line('x'.repeat(1 << 20))
    const output = hub.output(taskId)
    expect(output).toHaveLength(500)
    expect(output.at(-2)).toBe('and more')
    expect(output.at(-1)).toHaveLength(2_000)
  })

  it('keeps the last 50 that ended, and all that run', async () => {
    const running = played()
    hub.start({ ...about, subject: 'running', work: running.work })
    for (let index = 0; index < 60; index += 1) {
      hub.start({ ...about, subject: `ended ${index}`, work: async () => ({}) })
      await settle()
    }
    const page = follow()
    await settle()
    const subjects = page.tasks().map(({ subject }) => subject)
    expect(subjects).toHaveLength(51)
    expect(subjects.slice(0, 2)).toEqual(['running', 'ended 10'])
  })

  it('no page can begin more of it than the host bears', async () => {
    const settle = vi.fn()
    const transfer = { url: null, settle } as unknown as NonNullable<
      Parameters<TaskHub['start']>[0]['transfer']
    >
    const { work } = played()
    for (let started = 0; started < 500; started += 1) hub.start({ ...about, work: played().work })
    expect(() => hub.start({ ...about, work, transfer })).toThrow('500 tasks are running')
    expect(settle).toHaveBeenCalledOnce()
  })

  it('forgets one that ended, never one that runs', async () => {
    const play = played()
    const { taskId } = hub.start({ ...about, work: play.work })
    const page = follow()
    await settle()
    expect(() => hub.forget(taskId)).toThrow(expect.objectContaining({ code: 'conflict' }))
    play.end()
    await settle()
    hub.forget(taskId)
    await settle()
    expect(page.tasks()).toEqual([])
    expect(() => hub.output(taskId)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('nothing runs on after the host is closed', async () => {
    const play = played()
    hub.start({ ...about, work: play.work })
    await settle()
    await hub.dispose()
    expect(hub.hasRunning).toBe(false)
  })
})
