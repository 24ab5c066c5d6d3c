import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tar } from '../scripts/lab/tar.mjs'
import { ArchiveCheck } from './archive-check.ts'

const whole = tar([
  { name: 'folder/' },
  { name: 'folder/a.txt', body: 'x'.repeat(3_000) },
  { name: 'link', linkTo: 'folder/a.txt' },
  { name: 'manifest.json', body: '[]' },
])

function chunksOf(bytes: Buffer, size: number): Buffer[] {
  const chunks = []
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
  return chunks
}

async function pass(
  bytes: Buffer,
  chunkBytes = 64 << 10,
): Promise<{ bytes: Buffer; hasImage: boolean | null }> {
  const check = new ArchiveCheck()
  const passed = await buffer(Readable.from(chunksOf(bytes, chunkBytes)).compose(check))
  return { bytes: passed, hasImage: check.hasImage }
}

describe('a look at an archive on its way', () => {
  it.each([1, 7, 511, 512, 513, 65_536])('passes it on unchanged in chunks of %i bytes', async (size) => {
    expect(await pass(whole, size)).toEqual({ bytes: whole, hasImage: true })
  })

  it('knows an archive without images', async () => {
    expect((await pass(tar([{ name: 'etc/manifest.json', body: '{}' }]))).hasImage).toBe(false)
    expect((await pass(tar([{ name: './index.json', body: '{}' }]))).hasImage).toBe(true)
  })

  it('leaves a compressed one to the engine', async () => {
    const zipped = gzipSync(whole)
    expect(await pass(zipped)).toEqual({ bytes: zipped, hasImage: null })
    const short = gzipSync('')
    expect(await pass(short, 5)).toEqual({ bytes: short, hasImage: null })
  })

  it('takes an empty archive', async () => {
    expect((await pass(Buffer.alloc(1_024))).hasImage).toBe(false)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('<!doctype html>'.repeat(100))],
    ['a short text', Buffer.from('hello')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('refuses %s', async (_name, bytes) => {
    await expect(pass(bytes)).rejects.toMatchObject({ code: 'bad-archive' })
  })

  it('refuses one that is cut within an entry, wherever', async () => {
    const body = whole.subarray(0, whole.length - 1_024)
    for (const cut of [100, 700, 1_500, 1_536, 3_000, body.length - 1]) {
      await expect(pass(body.subarray(0, cut)), `at ${cut}`).rejects.toMatchObject({ code: 'bad-archive' })
    }
  })

  it('refuses one with a header that was overwritten', async () => {
    const damaged = Buffer.from(whole)
    damaged.fill('Z', 512, 600)
    await expect(pass(damaged)).rejects.toMatchObject({ code: 'bad-archive' })
  })

  it('reads sizes over 8 GiB, as a number and as a pax record', async () => {
    const huge = Buffer.from(tar([{ name: 'huge', body: 'x' }]).subarray(0, 512))
    huge.fill(0, 124, 136)
    huge[124] = 0x80
    huge.writeUIntBE(9 * 2 ** 30, 130, 6)
    sign(huge)
    await expect(pass(Buffer.concat([huge, Buffer.alloc(4_096)]))).rejects.toThrow('cut short')
    const pax = tar([{ name: 'pax', body: '19 size=9663676416\n' }]).subarray(0, 1_024)
    pax.write('x', 156)
    sign(pax)
    const entry = tar([{ name: 'huge', body: '' }]).subarray(0, 512)
    await expect(pass(Buffer.concat([pax, entry, Buffer.alloc(4_096)]))).rejects.toThrow('cut short')
  })
})

function sign(header: Buffer): void {
  header.write('        ', 148)
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
}
