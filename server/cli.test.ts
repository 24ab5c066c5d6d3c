import { once } from 'node:events'
import { createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Transfers } from '../engine/transfers.ts'
import type { EngineStatus } from '../shared/engine.ts'
import { closeCodes, socketPath, ticketPrefix } from '../shared/login.ts'
import { fakeHandlers } from '../shared/testing/fake-handlers.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import type { EngineOptions, HostedEngine } from './cli.ts'
import { runHost } from './cli.ts'
import { createBuiltPage } from './testing/host-rig.ts'

type Line = {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly engine: string | null
}

const endpoint = { host: 'unix:///run/test.sock', source: 'flag', name: 'test' } as const

/** A host program with a process and an engine of the test's own. */
class CliRig {
  readonly stdin = new PassThrough()
  readonly exit = vi.fn()
  readonly dispose = vi.fn(async () => {})
  readonly createEngine = vi.fn((options: EngineOptions): HostedEngine => {
    this.engineOptions = options
    return {
      handlers: fakeHandlers(),
      connection: { status: this.status, onStatus: () => () => {} },
      tasks: { hasRunning: false },
      transfers: new Transfers('web'),
      dispose: this.dispose,
    }
  })
  status: EngineStatus = { state: 'connecting', endpoint }
  engineOptions: EngineOptions | null = null
  signal = () => {}
  crash: (error: unknown) => void = () => {}
  private out = ''
  private err = ''

  async run(root: string, argv: readonly string[] = [], env: Record<string, string> = {}): Promise<void> {
    const stdout = new PassThrough().setEncoding('utf8')
    const stderr = new PassThrough().setEncoding('utf8')
    stdout.on('data', (text: string) => {
      this.out += text
    })
    stderr.on('data', (text: string) => {
      this.err += text
    })
    await runHost(
      {
        argv,
        env,
        pid: 4711,
        stdin: this.stdin,
        stdout,
        stderr,
        exit: this.exit,
        onSignal: (listener) => {
          this.signal = listener
        },
        onCrash: (listener) => {
          this.crash = listener
        },
      },
      { createEngine: this.createEngine, root, appVersion: '1.2.3' },
    )
  }

  get lines(): Line[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
  }

  get errors(): string[] {
    return this.err.split('\n').filter((line) => line !== '')
  }

  exited(code: number): Promise<void> {
    return eventually(() => expect(this.exit.mock.calls).toEqual([[code]]))
  }
}

describe('the web host as a program', { timeout: 30_000 }, () => {
  let page: Awaited<ReturnType<typeof createBuiltPage>>
  let rig: CliRig

  beforeEach(async () => {
    page = await createBuiltPage()
    rig = new CliRig()
  })
  afterEach(async () => {
    if (rig.exit.mock.calls.length === 0) {
      rig.signal()
      await eventually(() => expect(rig.exit).toHaveBeenCalled())
    }
    await page.remove()
  })

  it('says where it listens in one line of JSON', async () => {
    await rig.run(page.root, ['--host', 'unix:///run/test.sock'])
    const [line] = rig.lines
    expect(rig.lines).toHaveLength(1)
    expect(line).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]{43}$/),
      port: Number(new URL(line!.url).port),
      pid: 4711,
      engine: 'unix:///run/test.sock',
    })
    expect((await fetch(line!.url)).status).toBe(200)
    expect(rig.engineOptions).toMatchObject({
      host: 'unix:///run/test.sock',
      hostInfo: { kind: 'web', appVersion: '1.2.3' },
    })
    expect(rig.errors).toEqual([])
  })

  it('says that there is no engine as null', async () => {
    rig.status = { state: 'unreachable', endpoint: null } as EngineStatus
    await rig.run(page.root)
    expect(rig.lines[0]?.engine).toBeNull()
    expect(rig.engineOptions).not.toHaveProperty('host')
  })

  it('answers each line `ticket` with a fresh address, and anything else with nothing', async () => {
    await rig.run(page.root)
    rig.stdin.write('ticket\nshutdown\n\nticket\r\n')
    await eventually(() => expect(rig.lines).toHaveLength(3))
    expect(new Set(rig.lines.map(({ url }) => url)).size).toBe(3)
    expect(new Set(rig.lines.map(({ port }) => port)).size).toBe(1)
    expect(rig.errors).toHaveLength(1)
  })

  it.each([
    ['a printed ticket is worthless after its five minutes', [], closeCodes.denied],
    ['with --open-ticket it waits for its first use', ['--open-ticket'], 'in'],
  ])('%s', async (_name, flags, outcome) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await rig.run(page.root, flags)
    vi.setSystemTime(Date.now() + 6 * 60_000)
    const { host, origin, hash } = new URL(rig.lines[0]!.url)
    const socket = new WebSocket(`ws://${host}${socketPath}`, { origin })
    socket.on('open', () => socket.send(JSON.stringify({ ticket: hash.slice(ticketPrefix.length) })))
    const seen = await Promise.race([
      once(socket, 'message').then(() => 'in'),
      once(socket, 'close').then(([code]) => code as number),
    ])
    vi.useRealTimers()
    expect(seen).toBe(outcome)
  })

  it('ends by itself when its last page has been gone for the idle time', async () => {
    await rig.run(page.root, ['--idle-exit=1'])
    const { host, origin, hash } = new URL(rig.lines[0]!.url)
    const socket = new WebSocket(`ws://${host}${socketPath}`, { origin })
    await once(socket, 'open')
    socket.send(JSON.stringify({ ticket: hash.slice(ticketPrefix.length) }))
    await once(socket, 'message')
    socket.close()
    await eventually(() => expect(rig.exit.mock.calls).toEqual([[0]]))
    expect(rig.dispose).toHaveBeenCalledOnce()
  })

  it('refuses a flag that it does not know, before it starts anything', async () => {
    await rig.run(page.root, ['--bind', '0.0.0.0'])
    await rig.exited(2)
    expect(rig.errors).toEqual([expect.stringContaining("'--bind'")])
    expect(rig.lines).toEqual([])
    expect(rig.createEngine).not.toHaveBeenCalled()
  })

  it('a port in use is said in one line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await eventually(() => expect(other.listening).toBe(true))
    const { port } = other.address() as { port: number }
    await rig.run(page.root, [`--port=${port}`])
    await rig.exited(1)
    expect(rig.errors).toEqual([expect.stringContaining(`port ${port} is in use`)])
    expect(rig.lines).toEqual([])
    expect(rig.dispose).toHaveBeenCalledOnce()
    other.close()
  })

  it('a page that is not built is said in one line', async () => {
    await rig.run(`${page.root}/nowhere`)
    await rig.exited(1)
    expect(rig.errors).toEqual([expect.stringContaining('npm run build')])
  })

  it('ends cleanly on a signal: no port, no engine', async () => {
    await rig.run(page.root)
    rig.signal()
    await rig.exited(0)
    expect(rig.dispose).toHaveBeenCalledOnce()
    await expect(fetch(rig.lines[0]!.url)).rejects.toThrow('fetch failed')
  })

  it('ends at once on a second signal', async () => {
    rig.dispose.mockReturnValue(new Promise(() => {}))
    await rig.run(page.root)
    rig.signal()
    expect(rig.exit).not.toHaveBeenCalled()
    rig.signal()
    expect(rig.exit).toHaveBeenCalledExactlyOnceWith(130)
  })

  it('does not wait for ever for an engine that hangs', async () => {
    rig.dispose.mockReturnValue(new Promise(() => {}))
    await rig.run(page.root)
    vi.useFakeTimers()
    rig.signal()
    await vi.advanceTimersByTimeAsync(5_000)
    vi.useRealTimers()
    await rig.exited(0)
  })

  it('ends with its owner', async () => {
    await rig.run(page.root, [], { BAYPLAN_OWNED: '1' })
    rig.stdin.end()
    await rig.exited(0)
  })

  it('goes on without input when nobody owns it', async () => {
    await rig.run(page.root)
    rig.stdin.end()
    await eventually(() => expect(rig.stdin.closed).toBe(true))
    expect((await fetch(rig.lines[0]!.url)).status).toBe(200)
    expect(rig.exit).not.toHaveBeenCalled()
  })

  it('a bug is written down without secrets, and nothing is left in the engine', async () => {
    await rig.run(page.root)
    rig.crash(new Error(`at ${rig.lines[0]?.url}`))
    await rig.exited(1)
    expect(rig.dispose).toHaveBeenCalledOnce()
    expect(rig.errors.join('\n')).toContain('#ticket=[redacted]')
  })

  it('a bug on the engine side is written down and ends nothing', async () => {
    await rig.run(page.root)
    rig.engineOptions?.onBug(new TypeError('planted'))
    await eventually(() => expect(rig.errors.join('\n')).toContain('TypeError: planted'))
    expect(rig.exit).not.toHaveBeenCalled()
  })
})
