import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientFrame, HostFrame } from '../shared/frames.ts'
import { protocolVersion } from '../shared/frames.ts'
import type { Port } from '../shared/port.ts'
import { serve } from '../shared/rpc-server.ts'
import { fakeHandlers } from '../shared/testing/fake-handlers.ts'
import { createPortPair } from '../shared/testing/port-pair.ts'
import type { HostLink } from './host-link.ts'
import { createHostLink, DeniedError } from './host-link.ts'

type HostPort = Port<HostFrame, unknown>

describe('host link', () => {
  let hosts: HostPort[]
  let failure: Error | null
  let dials: number
  const states: string[] = []

  async function dial(): Promise<Port<ClientFrame, HostFrame>> {
    dials += 1
    if (failure) throw failure
    const [page, host] = createPortPair<ClientFrame, HostFrame>()
    hosts.push(host)
    return page
  }

  function open(): HostLink {
    const link = createHostLink(dial)
    link.subscribe(() => states.push(link.state))
    return link
  }

  /** Lets promises settle without letting time pass. */
  const settle = () => vi.advanceTimersByTimeAsync(0)

  async function greet(index = hosts.length - 1): Promise<void> {
    serve(hosts[index]!, fakeHandlers({ calls: { 'container.start': async () => null } }))
    await settle()
  }

  beforeEach(() => {
    vi.useFakeTimers()
    hosts = []
    states.length = 0
    failure = null
    dials = 0
  })
  afterEach(() => vi.useRealTimers())

  it('is open once the host has spoken, with a client that works', async () => {
    const link = open()
    expect([link.state, link.client]).toEqual(['connecting', null])
    await settle()
    expect(link.state).toBe('connecting')
    await greet()
    expect(link.state).toBe('open')
    expect(await link.client?.call('container.start', { id: 'abc' })).toBeNull()
  })

  it('opens again after a loss, with a new client', async () => {
    const link = open()
    await settle()
    await greet()
    const first = link.client
    hosts[0]?.close()
    await settle()
    expect([link.state, link.client]).toEqual(['lost', null])
    await vi.advanceTimersByTimeAsync(500)
    await greet()
    expect(states).toEqual(['open', 'lost', 'open'])
    expect(link.client).not.toBe(first)
    await expect(first?.call('container.start', { id: 'abc' })).rejects.toThrow('stream-lost')
  })

  it('is lost when the host answers no more, and only then', async () => {
    const link = open()
    await settle()
    await greet()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(link.state).toBe('open')
    hosts[0]?.onFrame(() => undefined)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(link.state).toBe('open')
    await vi.advanceTimersByTimeAsync(5_000)
    expect([link.state, link.client]).toEqual(['lost', null])
  })

  it('pauses longer after each failure, at most 5 s, and starts over after a success', async () => {
    failure = new Error('refused')
    const link = open()
    for (const pauseMs of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      await settle()
      expect(link.state).toBe('lost')
      const before = dials
      await vi.advanceTimersByTimeAsync(pauseMs - 1)
      expect(dials).toBe(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(dials).toBe(before + 1)
    }
    failure = null
    await vi.advanceTimersByTimeAsync(5_000)
    await greet()
    expect(link.state).toBe('open')
    hosts[0]?.close()
    const before = dials
    await vi.advanceTimersByTimeAsync(500)
    expect(dials).toBe(before + 1)
  })

  it('stays denied until it is told to try again', async () => {
    failure = new DeniedError('used')
    const link = open()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(link.state).toBe('denied')
    expect(dials).toBe(1)
    failure = null
    link.retry()
    expect(link.state).toBe('connecting')
    await settle()
    await greet()
    expect(link.state).toBe('open')
  })

  it('is denied by a host of another version', async () => {
    const link = open()
    await settle()
    hosts[0]?.post({ t: 'ready', protocol: protocolVersion + 1 })
    await settle()
    expect(link.state).toBe('denied')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(dials).toBe(1)
  })

  it('gives up on a host that does not speak, and tries another time', async () => {
    const link = open()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(link.state).toBe('lost')
    await vi.advanceTimersByTimeAsync(500)
    expect(dials).toBe(2)
  })

  it('never opens twice at once, however often it is told to try', async () => {
    const link = open()
    link.retry()
    await settle()
    await greet()
    link.retry()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(dials).toBe(1)
    hosts[0]?.close()
    await settle()
    link.retry()
    link.retry()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(dials).toBe(2)
  })

  it('tells nobody who has left', async () => {
    const link = createHostLink(dial)
    const listener = vi.fn()
    link.subscribe(listener)()
    await settle()
    await greet()
    expect(link.state).toBe('open')
    expect(listener).not.toHaveBeenCalled()
  })
})
