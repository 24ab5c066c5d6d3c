import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { Filtered } from '../http/bytes-filter.ts'
import { entryOf, tarOf } from '../testing/tar.ts'
import { TarWatch } from './tar-watch.ts'
import { Unpacker } from './unpacker.ts'

const limits = { bytes: 1_000_000, entries: 100 }

/** The file in pieces of a size, unpacked and watched: what came out, and the watch. */
async function watched(file: Buffer, size: number): Promise<{ out: Buffer; watch: TarWatch }> {
  const pieces: Buffer[] = []
  for (let at = 0; at < file.length; at += size) pieces.push(file.subarray(at, at + size))
  const watch = new TarWatch({ limits })
  const out: Buffer[] = []
  await pipeline(
    Readable.from(pieces),
    new Unpacker(),
    new Filtered(watch),
    async (tar: AsyncIterable<Buffer>) => {
      for await (const chunk of tar) out.push(chunk)
    },
  )
  return { out: Buffer.concat(out), watch }
}

async function codeOf(file: Buffer, size = 700): Promise<string> {
  try {
    await watched(file, size)
    return 'none'
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error)
  }
}

const pax = (records: string) => entryOf({ name: 'pax', type: 'x', content: records })
const record = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`
  const length = rest.length + String(rest.length + 2).length
  return `${length}${rest}`
}

describe('an archive on its way', () => {
  const file = tarOf([
    entryOf({ name: './', type: '5' }),
    entryOf({ name: './a', content: 'hello' }),
    entryOf({ name: './way', type: '2', linkName: '/etc' }),
    entryOf({ name: './big', content: 'x'.repeat(3000) }),
  ])

  it('passes whole, packed or not, whatever the pieces; what comes after its end does not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6000 }), fc.boolean(), async (size, isPacked) => {
        const sent = Buffer.concat([file, Buffer.alloc(2048), Buffer.from('rubbish')])
        const { out, watch } = await watched(isPacked ? gzipSync(sent) : sent, size)
        expect(out.equals(file)).toBe(true)
        expect(watch.entries).toBe(4)
        expect(watch.contentBytes).toBe(3005)
        expect(watch.root).toMatchObject({ mode: 0o644, userId: 0 })
      }),
      { numRuns: 40 },
    )
  })

  it('is damaged wherever it is cut, except in its last block', async () => {
    for (let at = 0; at < file.length - 1024; at += 256) {
      expect(await codeOf(file.subarray(0, at)), `cut at ${at}`).toBe('bad-archive')
    }
  })

  it.each([
    ['a wrong checksum', Buffer.from(file).fill(0x41, 520, 530), 'bad-archive'],
    ['a name above', tarOf([entryOf({ name: 'a/../../b' })]), 'unsafe-archive'],
    ['a hard link above', tarOf([entryOf({ name: 'b', type: '1', linkName: '../b' })]), 'unsafe-archive'],
    ['a long name above', tarOf([pax(record('path', '../b')), entryOf({ name: 'b' })]), 'unsafe-archive'],
    [
      'a GNU name above',
      tarOf([entryOf({ name: 'L', type: 'L', content: '../b\0' }), entryOf({ name: 'b' })]),
      'unsafe-archive',
    ],
    [
      'a file through a link',
      tarOf([entryOf({ name: './way', type: '2', linkName: '/' }), entryOf({ name: 'way/x' })]),
      'unsafe-archive',
    ],
    ['a bomb', tarOf([entryOf({ name: 'b', sizeBytes: 2 ** 40 })]), 'out-of-space'],
    [
      'a bomb by its facts',
      tarOf([pax(record('size', String(2 ** 40))), entryOf({ name: 'b' })]),
      'out-of-space',
    ],
    ['too many entries', tarOf(Array.from({ length: 101 }, () => entryOf({ name: 'b' }))), 'out-of-space'],
    ['a broken record', tarOf([pax('99 path=x\n'), entryOf({ name: 'b' })]), 'bad-archive'],
    ['a link to anywhere', tarOf([entryOf({ name: 'b', type: '2', linkName: '../../etc' })]), 'none'],
    ['an absolute name', tarOf([entryOf({ name: '/b', content: 'x' })]), 'none'],
  ])('with %s', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code))
})
