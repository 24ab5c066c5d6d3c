import { describe, expect, it } from 'vitest'
import type { Client } from '../../shared/rpc-client.ts'
import { Measurement } from './measurement.ts'

function played() {
  const asked: { readonly measure: boolean; readonly signal: AbortSignal }[] = []
  let finish: (value: number | null) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const measurement = new Measurement<number>((_, measure, signal) => {
    asked.push({ measure, signal })
    return new Promise((resolve, reject) => {
      finish = resolve
      fail = reject
    })
  })
  return {
    measurement,
    asked,
    state: () => measurement.use.getState(),
    finish: (value: number | null) => finish(value),
    fail: (error: unknown) => fail(error),
  }
}

const client = null as unknown as Client
const never = () => new AbortController().signal

describe('a measurement', () => {
  it('asks the engine once however often it is pressed', async () => {
    const { measurement, asked, state, finish } = played()
    const running = measurement.measure(client)
    void measurement.measure(client)
    expect(state().isMeasuring).toBe(true)
    finish(5)
    await running
    expect(asked.map((one) => one.measure)).toEqual([true])
    expect(state()).toEqual({ value: 5, isMeasuring: false, error: null })
  })

  it('keeps what was known when it is stopped', async () => {
    const { measurement, asked, state, finish } = played()
    const recalled = measurement.recall(client, 'one', never())
    finish(3)
    await recalled
    const running = measurement.measure(client)
    measurement.stop()
    expect(asked[1]?.signal.aborted).toBe(true)
    finish(9)
    await running
    expect(state()).toEqual({ value: 3, isMeasuring: false, error: null })
  })

  it('tells a failure, and forgets it with the next try', async () => {
    const { measurement, state, fail } = played()
    const running = measurement.measure(client)
    const failure = new Error('no')
    fail(failure)
    await running
    expect(state()).toEqual({ value: null, isMeasuring: false, error: failure })
    void measurement.measure(client)
    expect(state().error).toBeNull()
  })

  it('does not show the size of one engine for another', async () => {
    const { measurement, asked, state, finish } = played()
    const recalled = measurement.recall(client, 'one', never())
    finish(3)
    await recalled
    void measurement.measure(client)
    void measurement.recall(client, 'other', never())
    expect(asked[1]?.signal.aborted).toBe(true)
    expect(state()).toEqual({ value: null, isMeasuring: false, error: null })
  })
})
