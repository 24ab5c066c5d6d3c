import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BytePort } from '../shared/byte-port.ts'
import { EngineError } from '../shared/errors.ts'
import { ResponseReader } from './http/response-reader.ts'
import { LineSplitter } from './ndjson.ts'
import { FrameReader } from './stream/frames.ts'
import { LogPacker } from './stream/log-packer.ts'
import type { Random } from './testing/mutate.ts'
import { cut, mutate, randomFrom } from './testing/mutate.ts'
import type { ParserTarget } from './testing/parser-targets.ts'
import { frameOf, parserTargets, wireMessages } from './testing/parser-targets.ts'

/** A long run is `node scripts/fuzz.mjs`: other seeds each time, as many rounds as one likes. */
const runs = Number(process.env['BAYPLAN_FUZZ_RUNS'] ?? 100)
const firstSeed = Number(process.env['BAYPLAN_FUZZ_SEED'] ?? 1)

/** What a reader makes of bytes: all it read, or the code of the error it ended with. Anything else is a bug. */
async function outcomeOf(target: ParserTarget, pieces: readonly Buffer[]): Promise<unknown> {
  try {
    return { read: await target.read(pieces) }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { code: error.code }
  }
}

function* rounds(): Generator<Random> {
  for (let round = 0; round < runs; round += 1) yield randomFrom(firstSeed * 1_000_003 + round)
}

const patienceMs = 60_000 + 50 * runs

describe.each(parserTargets)('the reader of $name', (target) => {
  it('reads the same wherever its input is cut', async () => {
    const input = fc.constantFrom(...target.inputs)
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(input, sizes, async (bytes, lengths) => {
        const pieces: Buffer[] = []
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = lengths[turn % lengths.length] ?? 1
          pieces.push(Buffer.from(bytes.subarray(at, at + size)))
          at += size
        }
        const whole = await outcomeOf(target, [Buffer.from(bytes)])
        expect(await outcomeOf(target, pieces)).toEqual(whole)
      }),
      { numRuns: 60, seed: firstSeed },
    )
  })

  it(
    'makes a clean error or nothing worse of any change to its input',
    async () => {
      for (const random of rounds()) {
        const input = target.inputs[Math.floor(random() * target.inputs.length)]!
        const changed = mutate(input, random)
        const told = `${JSON.stringify(changed.toString('latin1')).slice(0, 2_000)}`
        const whole = await outcomeOf(target, [Buffer.from(changed)]).catch((error: unknown) => {
          throw new Error(`not a clean error for ${told}`, { cause: error })
        })
        expect(await outcomeOf(target, cut(changed, random)), told).toEqual(whole)
      }
    },
    patienceMs,
  )
})

describe('frames between page and host', () => {
  it(
    'that were changed close the port, and throw nothing',
    () => {
      for (const random of rounds()) {
        const changed = mutate(wireMessages[0]!, random)
        let isClosed = false
        const port = new BytePort({
          send: () => undefined,
          close: () => {
            isClosed = true
          },
          schedule: () => undefined,
          maxMessageBytes: 1 << 20,
        })
        const got: unknown[] = []
        port.onFrame((frame) => got.push(frame))
        port.receive(changed)
        expect(isClosed).toBe(got.length === 0)
      }
      expect(Object.hasOwn(Object.prototype, 'value')).toBe(false)
    },
    patienceMs,
  )
})

describe('memory', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void

  /** How many of 64 pieces are still held by somebody once all have been read. */
  async function heldAfter(push: (piece: Buffer) => void, first: Buffer): Promise<number> {
    push(first)
    const pieces: WeakRef<ArrayBufferLike>[] = []
    for (let index = 0; index < 64; index += 1) {
      const piece = Buffer.from(new Uint8Array(256 << 10).fill(0x78).buffer)
      push(piece)
      pieces.push(new WeakRef(piece.buffer))
    }
    // A reference may be used up to the end of the turn it was made in.
    await new Promise((resolve) => setImmediate(resolve))
    collect()
    return pieces.filter((piece) => piece.deref() !== undefined).length
  }

  const endless = frameOf(1, '')
  endless.writeUInt32BE(0xffff_ffff, 4)
  const splitter = new LineSplitter()
  const frames = new FrameReader({ begin: () => undefined, write: () => undefined })
  const packer = new LogPacker(false, { pass: () => true })
  const response = new ResponseReader()
  const head = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffff\r\n')
  it.each<[string, (piece: Buffer) => unknown, Buffer]>([
    ['a line', (piece) => splitter.push(piece), Buffer.from('{')],
    ['a frame', (piece) => frames.push(piece), endless],
    ['a log line', (piece) => packer.push(piece), endless],
    ['a chunk', (piece) => response.push(piece, piece.length), head],
  ])('is let go of while %s never ends', async (_, push, first) => {
    expect(await heldAfter(push, first)).toBeLessThan(4)
  })

  it('is let go of although the beginning of a line is kept', async () => {
    const held = await heldAfter((piece) => {
      piece[piece.length - 2] = 0x0a
      splitter.push(piece)
    }, Buffer.from('\n'))
    expect(held).toBeLessThan(4)
    expect(splitter.end()).toEqual(['x'])
  })
})
