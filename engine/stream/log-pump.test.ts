import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../testing/logs.ts'
import { rawBodyOf } from '../testing/raw-body.ts'
import { LogPacker } from './log-packer.ts'
import { LogPump } from './log-pump.ts'

const keepAll = { pass: () => true }
const openedAt = Date.UTC(2026, 10, 20)

function open(follows: boolean): { body: PassThrough; pump: LogPump } {
  const body = new PassThrough()
  const packer = new LogPacker(true, keepAll)
  const startedAt = performance.now()
  return {
    body,
    pump: new LogPump(rawBodyOf(body), packer, { atMs: openedAt, startedAt, isCaughtUp: false, follows }),
  }
}
const line = (text: string, atMs = openedAt - 1_000): string =>
  `${new Date(atMs).toISOString().slice(0, -1)}000000Z ${text}`
const textsOf = (batch: Awaited<ReturnType<LogPump['next']>>): string[] =>
  batch ? unpackLines([batch]).map(({ text }) => text) : []

describe('LogPump', () => {
  it('tells a silent log’s page that there is nothing, without a byte', async () => {
    const { pump } = open(true)
    const batch = await pump.next()
    expect([textsOf(batch), batch?.isCaughtUp]).toEqual([[], true])
  })

  it('shows a line without its newline after a moment, and at the end', async () => {
    const { body, pump } = open(true)
    body.write(line('Password: '))
    expect(textsOf(await pump.next())).toEqual(['Password: '])
    body.end(line('bye'))
    const rest: string[] = []
    for (let batch = await pump.next(); batch; batch = await pump.next()) rest.push(...textsOf(batch))
    expect(rest).toEqual(['bye'])
  })

  it('does not break a long line while the engine is busy in the middle of it', async () => {
    const body = new PassThrough()
    const opened = { atMs: openedAt, startedAt: performance.now(), isCaughtUp: true, follows: true }
    const pump = new LogPump(rawBodyOf(body), new LogPacker(false, keepAll), opened)
    const frame = (text: string): Buffer => {
      const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])
      header.writeUInt32BE(text.length, 4)
      return Buffer.concat([header, Buffer.from(text)])
    }
    const stream = Buffer.concat([frame(line('x'.repeat(16_384))), frame(`${line('y')}\n`)])
    body.write(stream.subarray(0, 9_000))
    const next = pump.next()
    for (const [from, to] of [
      [9_000, 16_423],
      [16_423, stream.length],
    ] as const) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      body.write(stream.subarray(from, to))
    }
    expect(textsOf(await next)).toEqual([`${'x'.repeat(16_384)}y`])
    body.destroy()
  })

  it('takes a line younger than the request for the end of the backlog', async () => {
    const { body, pump } = open(true)
    body.write(`${line('old')}\n`)
    const first = await pump.next()
    body.write(`${line('new', openedAt + 1)}\n`)
    const second = await pump.next()
    expect([textsOf(first), first?.isCaughtUp, textsOf(second), second?.isCaughtUp]).toEqual([
      ['old'],
      false,
      ['new'],
      true,
    ])
  })

  it('of a log that is not followed is caught up at the end only', async () => {
    const { body, pump } = open(false)
    body.write(`${line('one')}\n`)
    expect((await pump.next())?.isCaughtUp).toBe(false)
    const last = pump.next()
    body.end()
    expect([textsOf(await last), (await last)?.isCaughtUp, await pump.next()]).toEqual([[], true, null])
  })

  it('gives the lines that came before the connection broke, then says so', async () => {
    const { body, pump } = open(true)
    body.write(`${line('last')}\n`)
    expect(textsOf(await pump.next())).toEqual(['last'])
    body.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    await expect(pump.next()).rejects.toMatchObject({ data: { code: 'stream-lost' } })
  })

  it('stops reading while nobody asks', async () => {
    const { body, pump } = open(true)
    const chunk = Buffer.from(`${line('x'.repeat(1_000))}\n`.repeat(1_000))
    let accepted = 0
    while (accepted < 100 && body.write(chunk)) {
      accepted += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(accepted).toBeLessThan(10)
    expect(unpackLines([(await pump.next())!]).length).toBeGreaterThan(200)
    body.destroy()
  })
})
