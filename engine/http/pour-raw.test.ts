import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { pourRaw, scanRaw } from './pour-raw.ts'
import type { BytesSink, RawBody } from './raw-response.ts'

/** A body with one buffer, played by the test. */
class PlayedBody implements RawBody {
  readonly buffer = Buffer.alloc(4)
  isPaused = false
  isDestroyed = false
  sink: BytesSink | null = null

  readonly listen = (sink: BytesSink): void => void (this.sink = sink)
  readonly pause = (): void => void (this.isPaused = true)
  readonly resume = (): void => void (this.isPaused = false)
  readonly destroy = (): void => void (this.isDestroyed = true)

  send(text: string): void {
    this.buffer.write(text, 'latin1')
    this.sink?.bytes(this.buffer.subarray(0, text.length))
  }
}

describe('pourRaw', () => {
  it('reads on only when the bytes of the one buffer are written', async () => {
    const body = new PlayedBody()
    let text = ''
    let settle: () => void = () => undefined
    const target = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        settle = () => {
          text += chunk.toString()
          done()
        }
      },
    })
    const lengths: number[] = []
    const poured = pourRaw(body, target, (length) => lengths.push(length))
    for (const part of ['abcd', 'ef']) {
      body.send(part)
      expect(body.isPaused).toBe(true)
      settle()
      await new Promise((resolve) => setImmediate(resolve))
      expect(body.isPaused).toBe(false)
    }
    body.sink?.end()
    await poured
    expect([text, lengths, body.isDestroyed]).toEqual(['abcdef', [4, 2], true])
  })

  it('fails with what broke the body, and leaves no whole file behind', async () => {
    const body = new PlayedBody()
    const target = new PassThrough()
    const poured = pourRaw(body, target, () => undefined)
    body.send('abcd')
    body.sink?.fail(new EngineError('stream-lost', 'gone'))
    await expect(poured).rejects.toMatchObject({ data: { code: 'stream-lost' } })
    expect([target.destroyed, target.writableFinished]).toEqual([true, false])
  })

  it('lets the engine go when the other side leaves', async () => {
    const body = new PlayedBody()
    const target = new PassThrough()
    const poured = pourRaw(body, target, () => undefined)
    target.destroy(new EngineError('cancelled', 'left'))
    await expect(poured).rejects.toMatchObject({ data: { code: 'cancelled' } })
    expect(body.isDestroyed).toBe(true)
  })

  it('writes what a filter lets through, and reads on where that is nothing', async () => {
    const body = new PlayedBody()
    const target = new PassThrough()
    const isEnd = { finish: () => undefined }
    const poured = pourRaw(body, target, () => undefined, { ...isEnd, take: (chunk) => chunk.subarray(2) })
    body.send('ab')
    expect(body.isPaused).toBe(false)
    body.send('abcd')
    body.sink?.end()
    expect(await text(target)).toBe('cd')
    await poured
  })

  it.each(['take', 'finish'] as const)(
    'leaves no whole file behind when %s of a filter fails',
    async (step) => {
      const fail = (): never => {
        throw new EngineError('bad-archive', 'cut short')
      }
      const filter = { take: (chunk: Buffer) => chunk, finish: () => undefined, [step]: fail }
      const body = new PlayedBody()
      const target = new PassThrough()
      const poured = pourRaw(body, target, () => undefined, filter)
      body.send('ab')
      body.sink?.end()
      await expect(poured).rejects.toMatchObject({ data: { code: 'bad-archive' } })
      expect([target.writableFinished, body.isDestroyed]).toEqual([false, true])
      const scanned = new PlayedBody()
      const scan = scanRaw(scanned, filter)
      scanned.send('ab')
      scanned.sink?.end()
      await expect(scan).rejects.toMatchObject({ data: { code: 'bad-archive' } })
      expect(scanned.isDestroyed).toBe(true)
    },
  )
})
