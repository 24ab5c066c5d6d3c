import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import { tarHeader } from '../../shared/tar.ts'
import { TarUnwrap, TarWrap } from './single-file-tar.ts'

const owner = { mode: 0o644, userId: 0, groupId: 0, modifiedAtMs: 0 } as const

function pieces(bytes: Buffer, size: number): Readable {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size))
  return Readable.from(parts, { objectMode: false })
}

async function wrap(content: Buffer, told: number, name = 'file'): Promise<Buffer> {
  const header = tarHeader({ ...owner, name, kind: 'file', sizeBytes: told })
  const tar = new TarWrap(header, told, () => {})
  const parts: Buffer[] = []
  await pipeline(pieces(content, 700), tar, async (all: AsyncIterable<Buffer>) => {
    for await (const part of all) parts.push(part)
  })
  const whole = Buffer.concat(parts)
  expect(whole.length).toBe(tar.tarBytes)
  return whole
}

/** In pieces that stand in one buffer, as those of a connection do. */
async function unwrap(tar: Buffer, size: number): Promise<string> {
  const filter = new TarUnwrap()
  const buffer = Buffer.alloc(size)
  let out = ''
  for (let at = 0; at < tar.length; at += size) {
    const length = tar.copy(buffer, 0, at, at + size)
    out += filter.take(buffer.subarray(0, length)).toString()
  }
  filter.finish()
  return out
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof EngineError ? error.code : error),
  )
}

describe('one file as a tar', () => {
  it.each([0, 1, 511, 512, 513, 5_000])(
    'comes out as it went in, whatever the pieces: %i bytes',
    async (size) => {
      const content = Buffer.alloc(size, 'bayplan ')
      for (const name of ['file', 'n'.repeat(200)]) {
        const tar = await wrap(content, size, name)
        expect(tar.length % 512).toBe(0)
        for (const piece of [1, 100, 511, 512, 100_000]) {
          expect(await unwrap(tar, piece)).toBe(content.toString())
        }
      }
    },
  )

  it('never passes for whole when it was cut short or is longer than told', async () => {
    const tar = await wrap(Buffer.alloc(2_000), 2_000)
    expect(await codeOf(unwrap(tar.subarray(0, 1_500), 400))).toBe('bad-archive')
    expect(await codeOf(unwrap(tar.subarray(0, 100), 400))).toBe('bad-archive')
    expect(await codeOf(unwrap(Buffer.alloc(1_024), 400))).toBe('bad-archive')
    expect(await codeOf(wrap(Buffer.alloc(10), 20))).toBe('transfer-cut')
    expect(await codeOf(wrap(Buffer.alloc(30), 20))).toBe('transfer-cut')
  })

  it('is no folder', async () => {
    const folder = tarHeader({ ...owner, name: 'folder/', kind: 'directory', sizeBytes: 0 })
    expect(await codeOf(unwrap(Buffer.from(folder), 512))).toBe('bad-request')
  })
})
