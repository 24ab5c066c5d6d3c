import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorData } from '../shared/errors.ts'
import { EngineError } from '../shared/errors.ts'
import { Transfers } from './transfers.ts'

const { signal } = new AbortController()
const tokenOf = (url: string | null) => (url ?? '').replace('/transfer/', '')
const code = (value: string) => expect.objectContaining({ code: value })

function claimer() {
  const target = new PassThrough()
  const accept = vi.fn((_name: string) => target)
  const refuse = vi.fn((_error: ErrorData) => {})
  return { target, accept, refuse }
}

describe('a download through the browser', () => {
  const transfers = new Transfers('web')
  const open = () => transfers.openSink({ kind: 'browser', fileName: 'a.tar' })

  it('gives the bytes to whoever has the address, under the name', async () => {
    const sink = open()
    const browser = claimer()
    expect(tokenOf(sink.url)).toMatch(/^[\w-]{43}$/)
    expect(transfers.claimDownload(tokenOf(sink.url), browser)).not.toBeNull()
    const received = text(browser.target)
    await pipeline(Readable.from(['one ', 'two']), await sink.writable(signal))
    sink.settle(null)
    expect(await received).toBe('one two')
    expect(browser.accept).toHaveBeenCalledExactlyOnceWith('a.tar')
    expect(browser.refuse).not.toHaveBeenCalled()
  })

  it('works once, and not for another address', () => {
    const sink = open()
    expect(transfers.claimDownload('A'.repeat(43), claimer())).toBeNull()
    expect(transfers.claimUpload(tokenOf(sink.url), { body: Readable.from([]), done: vi.fn() })).toBe(false)
    expect(transfers.claimDownload(tokenOf(sink.url), claimer())).not.toBeNull()
    expect(transfers.claimDownload(tokenOf(sink.url), claimer())).toBeNull()
  })

  it('never claimed: the task is cancelled', async () => {
    const hasty = new Transfers('web', 1)
    const sink = hasty.openSink({ kind: 'browser', fileName: 'a.tar' })
    await expect(sink.writable(signal)).rejects.toEqual(code('cancelled'))
    expect(hasty.claimDownload(tokenOf(sink.url), claimer())).toBeNull()
  })

  it('a task that fails before the first byte refuses the download with the reason', () => {
    const sink = open()
    const browser = claimer()
    transfers.claimDownload(tokenOf(sink.url), browser)
    sink.settle(new EngineError('not-found', 'no such image'))
    expect(browser.refuse).toHaveBeenCalledExactlyOnceWith(code('not-found'))
    expect(browser.accept).not.toHaveBeenCalled()
  })

  it('a task that fails in the middle cuts the download off, so that it is not taken for a whole file', async () => {
    const sink = open()
    const browser = claimer()
    transfers.claimDownload(tokenOf(sink.url), browser)
    browser.target.on('error', () => {})
    const source = new PassThrough()
    const work = pipeline(source, await sink.writable(signal))
    source.write('half')
    source.destroy(new Error('engine lost'))
    await expect(work).rejects.toThrow('engine lost')
    expect(browser.target.destroyed).toBe(true)
    expect(browser.target.writableFinished).toBe(false)
  })

  it('a browser that leaves cancels the task', async () => {
    const sink = open()
    const browser = claimer()
    transfers.claimDownload(tokenOf(sink.url), browser)
    const work = pipeline(Readable.from(endless()), await sink.writable(signal))
    browser.target.destroy()
    await expect(work).rejects.toEqual(code('cancelled'))
  })

  it('a browser that left before the first byte cancels the task', async () => {
    const sink = open()
    transfers.claimDownload(tokenOf(sink.url), claimer())?.()
    await expect(sink.writable(signal)).rejects.toEqual(code('cancelled'))
  })

  it('a task that is cancelled while it waits for the browser stops waiting', async () => {
    const controller = new AbortController()
    const sink = open()
    const waiting = sink.writable(controller.signal)
    controller.abort()
    await expect(waiting).rejects.toEqual(code('cancelled'))
    expect(transfers.claimDownload(tokenOf(sink.url), claimer())).toBeNull()
  })

  it('a slow browser slows the engine down', async () => {
    const sink = open()
    const browser = claimer()
    transfers.claimDownload(tokenOf(sink.url), browser)
    let produced = 0
    const source = Readable.from(
      (function* () {
        for (const chunk of endless()) {
          produced += chunk.length
          yield chunk
        }
      })(),
      { objectMode: false },
    )
    const work = pipeline(source, await sink.writable(signal))
    // The rest of the event loop has its turns until nothing moves any more.
    let before = -1
    while (produced !== before) {
      before = produced
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(produced).toBeLessThan(4 << 20)
    browser.target.destroy()
    await expect(work).rejects.toEqual(code('cancelled'))
  })
})

describe('an upload through the browser', () => {
  const transfers = new Transfers('web')
  const open = () => transfers.openSource({ kind: 'browser', fileName: 'a.tar', sizeBytes: 3 })

  it('gives its bytes to the task and is told of the end', async () => {
    const source = open()
    const done = vi.fn()
    expect(transfers.claimUpload(tokenOf(source.url), { body: Readable.from(['abc']), done })).toBe(true)
    expect(transfers.claimUpload(tokenOf(source.url), { body: Readable.from(['x']), done })).toBe(false)
    expect(await text(await source.readable(signal))).toBe('abc')
    source.settle(null)
    expect(done).toHaveBeenCalledExactlyOnceWith(null)
  })

  it('an upload cut off fails the task with a clear error', async () => {
    const source = open()
    const body = new PassThrough()
    transfers.claimUpload(tokenOf(source.url), { body, done: vi.fn() })
    const reading = text(await source.readable(signal))
    body.write('ab')
    body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
    await expect(reading).rejects.toEqual(code('transfer-cut'))
  })

  it('never sent: the task is cancelled', async () => {
    const source = new Transfers('web', 1).openSource({ kind: 'browser', fileName: 'a', sizeBytes: null })
    await expect(source.readable(signal)).rejects.toEqual(code('cancelled'))
  })

  it('a task that fails tells the browser why', async () => {
    const source = open()
    const done = vi.fn()
    transfers.claimUpload(tokenOf(source.url), { body: new PassThrough(), done })
    source.settle(new EngineError('bad-archive', 'not a tar'))
    expect(done).toHaveBeenCalledExactlyOnceWith(code('bad-archive'))
  })
})

describe('a file of the desktop', () => {
  const transfers = new Transfers('desktop')
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bayplan-transfer-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('appears under its name when it is whole', async () => {
    const path = join(folder, 'a.tar')
    const writable = await transfers.openSink({ kind: 'path', path }).writable(signal)
    writable.write('one ')
    expect(await readdir(folder)).not.toContain('a.tar')
    await pipeline(Readable.from(['two']), writable)
    expect(await readFile(path, 'utf8')).toBe('one two')
    expect(await readdir(folder)).toEqual(['a.tar'])
  })

  it('a failed save leaves the old file and nothing half-written', async () => {
    const path = join(folder, 'a.tar')
    await writeFile(path, 'old')
    const source = new PassThrough()
    const work = pipeline(source, await transfers.openSink({ kind: 'path', path }).writable(signal))
    source.write('new')
    source.destroy(new Error('engine lost'))
    await expect(work).rejects.toThrow('engine lost')
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['a.tar']))
    expect(await readFile(path, 'utf8')).toBe('old')
  })

  it('is read with its size', async () => {
    const path = join(folder, 'a.tar')
    await writeFile(path, 'content')
    const source = transfers.openSource({ kind: 'path', path })
    expect(await text(await source.readable(signal))).toBe('content')
    expect(source.sizeBytes).toBe(7)
  })

  it('that cannot be read or written says so', async () => {
    const missing = join(folder, 'missing', 'a.tar')
    await expect(transfers.openSource({ kind: 'path', path: missing }).readable(signal)).rejects.toEqual(
      code('file-failed'),
    )
    await expect(transfers.openSource({ kind: 'path', path: folder }).readable(signal)).rejects.toEqual(
      code('file-failed'),
    )
    await expect(transfers.openSink({ kind: 'path', path: missing }).writable(signal)).rejects.toEqual(
      code('file-failed'),
    )
  })

  it('on a full disk says that', async () => {
    const writable = await transfers.openSink({ kind: 'path', path: join(folder, 'a') }).writable(signal)
    const file: unknown = Reflect.get(writable, 'file')
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    vi.spyOn(file as { writeFile: () => Promise<void> }, 'writeFile').mockRejectedValue(full)
    await expect(pipeline(Readable.from(['x']), writable)).rejects.toEqual(code('file-no-space'))
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]))
  })

  it.each(['a.tar', '../a.tar', ''])('a relative path %j is refused', (path) => {
    expect(() => transfers.openSink({ kind: 'path', path })).toThrow(code('bad-request'))
  })
})

it('each host refuses the other kind: a page of the web host cannot name a file of the machine', () => {
  expect(() => new Transfers('web').openSink({ kind: 'path', path: '/etc/passwd' })).toThrow(
    code('unsupported'),
  )
  expect(() => new Transfers('web').openSource({ kind: 'path', path: '/etc/passwd' })).toThrow(
    code('unsupported'),
  )
  expect(() => new Transfers('desktop').openSink({ kind: 'browser', fileName: 'a' })).toThrow(
    code('unsupported'),
  )
})

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64 << 10)
}
