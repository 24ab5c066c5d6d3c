import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { helperArchive, helperImage } from './helper-image.ts'
import { helperPrograms, helperSources } from './helper-program.ts'
import { AnswerReader, encodeRequest, FieldReader } from './helper-protocol.ts'

describe('the program of the helper', () => {
  it('was built from the sources that are here: run node scripts/helper.mjs after changing them', () => {
    const folder = fileURLToPath(new URL('helper/', import.meta.url))
    const hash = createHash('sha256')
    for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(`${folder}/${name}`))
    expect(helperSources).toBe(hash.digest('hex'))
  })

  it.each([
    ['amd64', 0x3e],
    ['arm64', 0xb7],
  ] as const)(
    'is a Linux program for %s, small, and part of the same image each time',
    (processor, machine) => {
      const program = inflateRawSync(Buffer.from(helperPrograms[processor], 'base64'))
      expect(program.toString('latin1', 1, 4)).toBe('ELF')
      expect(program.readUInt16LE(18)).toBe(machine)
      expect(program.length).toBeLessThan(200_000)
      expect(helperArchive(processor).equals(helperArchive(processor))).toBe(true)
      expect(helperImage).toContain(helperSources.slice(0, 12))
    },
  )
})

describe('frames of the helper', () => {
  it('are put together from any pieces', () => {
    const frames = Buffer.concat([
      Buffer.from([0, 0, 0, 4]),
      Buffer.from('dabc'),
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('k'),
    ])
    for (let size = 1; size <= frames.length; size += 1) {
      const reader = new AnswerReader()
      for (let at = 0; at < frames.length; at += size) reader.push(frames.subarray(at, at + size))
      const [data, done] = [reader.next(), reader.next()]
      expect(data?.kind).toBe('data')
      expect(data?.payload.toString()).toBe('abc')
      expect(done?.kind).toBe('done')
      expect(reader.next()).toBeNull()
    }
  })

  it('are refused when they cannot be from the helper', () => {
    expect(() => new AnswerReader().push(Buffer.from([0xff, 0, 0, 0]))).toThrow('frame')
    expect(() => new AnswerReader().push(Buffer.from([0, 0, 0, 1, 0x7a]))).toThrow('kind')
    expect(() => new FieldReader(Buffer.alloc(3)).number()).toThrow()
  })

  it('carry names by their bytes', () => {
    const request = encodeRequest('stat', ['/\udcff', 5n])
    expect([...request]).toEqual([0, 0, 0, 16, 83, 0, 0, 0, 2, 47, 255, 0, 0, 0, 0, 0, 0, 0, 0, 5])
  })
})
