import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import type { LogBatch } from '../../shared/logs.ts'
import { maxLineBytes } from '../../shared/logs.ts'
import type { UnpackedLine } from '../testing/logs.ts'
import { unpackLines } from '../testing/logs.ts'
import { batchBytes, LogPacker } from './log-packer.ts'

const keepAll = { pass: () => true }

function drain(packer: LogPacker): LogBatch[] {
  const batches: LogBatch[] = []
  while (packer.hasLines) batches.push(packer.take())
  return batches
}

function pack(isTty: boolean, chunks: readonly Buffer[]): UnpackedLine[] {
  const packer = new LogPacker(isTty, keepAll)
  const batches: LogBatch[] = []
  for (const chunk of chunks) {
    packer.push(chunk)
    batches.push(...drain(packer))
  }
  packer.end()
  return unpackLines([...batches, ...drain(packer)])
}

function frame(type: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(8)
  header[0] = type
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

const time = (nanos: number): string => `2026-11-20T18:37:39.${String(nanos).padStart(9, '0')}Z`
const baseSeconds = Date.UTC(2026, 10, 20, 18, 37, 39) / 1_000

/** Cuts into pieces whose lengths come from a seed list, over and over. */
function rechunk(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(Buffer.from(bytes.subarray(at, at + size)))
    at += size
  }
  return chunks
}

const shapes = (lines: readonly UnpackedLine[]) =>
  lines.map(({ bytes, seconds, nanos, source, isCut }) => [
    bytes.toString('latin1'),
    seconds,
    nanos,
    source,
    isCut,
  ])

describe('LogPacker with frames', () => {
  it('reads time, text and source of each line', () => {
    const lines = pack(false, [
      Buffer.concat([
        frame(1, `${time(5)} out\n`),
        frame(2, `${time(6)} err 中文🙂\n`),
        frame(0, `${time(7)} \n`),
      ]),
    ])
    expect(lines.map(({ text, seconds, nanos, source }) => [text, seconds, nanos, source])).toEqual([
      ['out', baseSeconds, 5, 'stdout'],
      ['err 中文🙂', baseSeconds, 6, 'stderr'],
      ['', baseSeconds, 7, 'stdout'],
    ])
  })

  it('shows neither header bytes nor half characters, wherever the chunks are cut', () => {
    const stream = Buffer.concat([
      frame(1, `${time(1)} é中🙂\n`),
      frame(1, ''),
      frame(2, `${time(2)} \n`),
      frame(2, Buffer.from([...Buffer.from(`${time(3)} `), 0xff, 0, 0xc3, 0x0d, 0x0a])),
      frame(1, `${time(4)} last without newline`),
    ])
    const whole = shapes(pack(false, [stream]))
    expect(whole).toHaveLength(4)
    for (let cut = 1; cut < stream.length; cut += 1) {
      expect(shapes(pack(false, [stream.subarray(0, cut), stream.subarray(cut)]))).toEqual(whole)
    }
  })

  it('gives the same lines however the stream is cut into chunks', () => {
    const payload = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a)))
    const line = fc.record({ type: fc.constantFrom(1, 2), payload, hasNewline: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 25 }),
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 }),
        (lines, sizes) => {
          const stream = Buffer.concat(
            lines.map(({ type, payload: text, hasNewline }, nanos) =>
              frame(
                type,
                Buffer.concat([Buffer.from(`${time(nanos)} `), text, Buffer.from(hasNewline ? '\n' : '')]),
              ),
            ),
          )
          const packed = pack(false, rechunk(stream, sizes))
          expect(shapes(packed)).toEqual(shapes(pack(false, [stream])))
          const sent = lines.map(
            (one, nanos) =>
              `${nanos}:${one.type === 1 ? 'stdout' : 'stderr'}:${one.payload.toString('latin1')}`,
          )
          const got = packed.map((one) => `${one.nanos}:${one.source}:${one.bytes.toString('latin1')}`)
          expect(got.toSorted()).toEqual(sent.toSorted())
        },
      ),
      { numRuns: 300 },
    )
  })

  it('joins a long JSON line that the engine stored in parts of 16 KB', () => {
    const text = 'x'.repeat(40_000)
    const stream = Buffer.concat([
      frame(1, `${time(9)} ${text.slice(0, 16_384)}`),
      frame(2, `${time(10)} between\n`),
      frame(1, `${time(9)} ${text.slice(16_384, 32_768)}`),
      frame(1, `${time(9)} ${text.slice(32_768)}\n`),
    ])
    for (const sizes of [[stream.length], [7], [16_415, 3], [4_096]]) {
      expect(pack(false, rechunk(stream, sizes)).map((line) => [line.text, line.nanos])).toEqual([
        ['between', 10],
        [text, 9],
      ])
    }
  })

  it('joins a character that was split between two parts', () => {
    const bytes = Buffer.from('🙂')
    const stream = Buffer.concat([
      frame(1, Buffer.concat([Buffer.from(`${time(1)} `), bytes.subarray(0, 2)])),
      frame(1, Buffer.concat([Buffer.from(`${time(1)} `), bytes.subarray(2), Buffer.from('\n')])),
    ])
    expect(pack(false, [stream]).map((line) => line.text)).toEqual(['🙂'])
  })

  it('does not glue the last words of one run to the first of the next', () => {
    const stream = Buffer.concat([frame(1, `${time(1)} abc`), frame(1, `${time(2)} abc\n`)])
    expect(pack(false, [stream]).map((line) => line.text)).toEqual(['abc', 'abc'])
  })

  it('takes 3,640 one-byte frames in one chunk', () => {
    const stream = Buffer.concat([
      frame(1, `${time(1)} `),
      ...Array.from({ length: 3_640 }, () => frame(1, 'a')),
      frame(1, '\n'),
    ])
    expect(pack(false, [stream]).map((line) => line.text)).toEqual(['a'.repeat(3_640)])
  })

  it('cuts a 10 MB line at the limit, says so, and keeps little memory', () => {
    const packer = new LogPacker(false, keepAll)
    const part = Buffer.from(`${time(1)} ${'é'.repeat(8_192)}`)
    for (let index = 0; index < 640; index += 1) packer.push(frame(1, part))
    packer.push(frame(1, `${time(1)} end\n`))
    packer.push(frame(1, `${time(2)} next\n`))
    const lines = unpackLines(drain(packer))
    expect(lines.map((line) => [line.bytes.length, line.isCut])).toEqual([
      [maxLineBytes, true],
      [4, false],
    ])
    expect(lines[0]?.text.endsWith('é')).toBe(true)
  })

  it('never cuts a line inside a character', () => {
    const text = `x${'é'.repeat(maxLineBytes)}`
    const [line] = pack(false, [frame(1, `${time(1)} ${text}\n`)])
    expect(line?.bytes.length).toBe(maxLineBytes - 1)
    expect(line?.text).not.toContain('\u{fffd}')
  })

  it('keeps a carriage return, which belongs to the text', () => {
    expect(pack(false, [frame(1, `${time(1)} a\r\n`)]).map((line) => line.text)).toEqual(['a\r'])
  })

  it('keeps text that looks like a time, and lines that have none', () => {
    const stream = Buffer.concat([
      frame(1, `${time(1)} ${time(3)} x\n`),
      frame(1, '12:30 noon\n'),
      frame(1, '77'),
    ])
    for (const sizes of [[stream.length], [1], [5]]) {
      expect(pack(false, rechunk(stream, sizes)).map((line) => line.text)).toEqual([
        `${time(3)} x`,
        '12:30 noon',
        '77',
      ])
    }
  })

  it('takes no time for one that has other characters in it', () => {
    const odd = [
      time(1).replace('2026', '20O6'),
      time(2).replace(':39.', ';39.'),
      time(3).replace('-20T', '+20T'),
    ]
    for (const text of odd) {
      for (const sizes of [[1_000], [1], [7]]) {
        expect(pack(false, rechunk(frame(1, `${text} x\n`), sizes)).map((line) => line.text)).toEqual([
          `${text} x`,
        ])
      }
    }
  })

  it("reads Podman's times: whole seconds, offsets", () => {
    const lines = pack(false, [
      frame(1, '2026-11-20T18:37:39Z a\n'),
      frame(1, '2026-11-20T20:37:39.5+02:00 b\n'),
    ])
    expect(lines.map(({ text, seconds, nanos }) => [text, seconds, nanos])).toEqual([
      ['a', baseSeconds, 0],
      ['b', baseSeconds, 500_000_000],
    ])
  })

  it("passes the engine's own error on as an error", () => {
    expect(() => pack(false, [frame(1, `${time(1)} a\n`), frame(3, 'cannot read the file')])).toThrow(
      new EngineError('engine-failed', 'cannot read the file'),
    )
    expect(() => pack(false, rechunk(frame(3, 'no'), [1]))).toThrow(new EngineError('engine-failed', 'no'))
    expect(() => pack(false, [frame(3, 'cut short').subarray(0, 11)])).toThrow(EngineError)
    expect(() => pack(false, [Buffer.from('plain text, no frames')])).toThrow(EngineError)
  })

  it('closes a batch at its size', () => {
    const packer = new LogPacker(false, keepAll)
    for (let index = 0; index < 4; index += 1)
      packer.push(frame(1, `${time(index)} ${'x'.repeat(100_000)}\n`))
    expect(packer.fullBatches).toBe(1)
    const [first, second] = drain(packer)
    expect(first?.bytes.length).toBeGreaterThanOrEqual(batchBytes)
    expect(first?.bytes.buffer.byteLength).toBe(first?.bytes.length)
    expect(second?.bytes.length).toBe(100_000)
  })
})

describe('LogPacker with a terminal', () => {
  it('drops the carriage return before a newline and nothing else', () => {
    const stream = Buffer.from(`${time(1)} a\r\n${time(2)} b\rc\r\n${time(3)} \r\n${time(4)} / # `)
    for (let cut = 1; cut < stream.length; cut += 1) {
      const lines = pack(true, [stream.subarray(0, cut), stream.subarray(cut)])
      expect(lines.map(({ text, nanos, source }) => [text, nanos, source])).toEqual([
        ['a', 1, 'tty'],
        ['b\rc', 2, 'tty'],
        ['', 3, 'tty'],
        ['/ # ', 4, 'tty'],
      ])
    }
  })

  it('joins parts of 16 KB and removes the repeated time', () => {
    const text = 'y'.repeat(40_000)
    const stream = Buffer.from(
      `${time(1)} ${text.slice(0, 16_384)}${time(1)} ${text.slice(16_384, 32_768)}${time(1)} ${text.slice(32_768)}\r\n${time(2)} z\r\n`,
    )
    for (const sizes of [[stream.length], [1], [16_400, 11], [4_090, 12_325, 23_717]]) {
      expect(pack(true, rechunk(stream, sizes)).map((line) => line.text)).toEqual([text, 'z'])
    }
  })

  it('gives the same lines however the stream is cut into chunks', () => {
    const text = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a)))
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 25 }),
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 }),
        (lines, sizes) => {
          const stream = Buffer.concat(
            lines.map((line, nanos) =>
              Buffer.concat([Buffer.from(`${time(nanos)} `), line, Buffer.from('\r\n')]),
            ),
          )
          const got = pack(true, rechunk(stream, sizes)).map((line) => line.bytes.toString('latin1'))
          expect(got).toEqual(lines.map((line) => line.toString('latin1')))
        },
      ),
      { numRuns: 300 },
    )
  })
})
