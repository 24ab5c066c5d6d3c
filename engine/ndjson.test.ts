import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineSplitter } from './ndjson.ts'

function split(bytes: Buffer, cuts: readonly number[]): string[] {
  const splitter = new LineSplitter()
  const ends = [...cuts, bytes.length].toSorted((a, b) => a - b)
  const lines = ends.flatMap((end, index) => splitter.push(bytes.subarray(ends[index - 1] ?? 0, end)))
  return [...lines, ...splitter.end()]
}

it('gives the same documents wherever the bytes are cut', () => {
  const document = fc.json({ maxDepth: 2 }).filter((text) => text.trim() === text)
  const arbitrary = fc
    .array(fc.oneof(document, fc.constantFrom('"é"', '"一🦑"', '{"a":"\\u001e"}')))
    .chain((documents) => {
      const bytes = Buffer.from(documents.map((text) => `${text}\n`).join(''))
      return fc.tuple(fc.constant(documents), fc.constant(bytes), fc.array(fc.nat(bytes.length)))
    })
  fc.assert(
    fc.property(arbitrary, ([documents, bytes, cuts]) => {
      expect(split(bytes, cuts)).toEqual(documents)
    }),
  )
})

it('takes documents that begin with a record separator, blank lines, CRLF and a last line without newline', () => {
  expect(split(Buffer.from('\u001e{"a":1}\n\n\r\n{"b":2}\r\n{"c":3}'), [])).toEqual([
    '{"a":1}',
    '{"b":2}',
    '{"c":3}',
  ])
})

it('passes garbage on for the reader to refuse, and goes on after it', () => {
  expect(split(Buffer.from('garbage\n{"a":1}\n'), [3])).toEqual(['garbage', '{"a":1}'])
})

it('drops a line without end instead of holding it, and takes the next one', () => {
  const splitter = new LineSplitter()
  const piece = Buffer.alloc(8 * 1024 * 1024, 'x')
  for (let index = 0; index < 6; index += 1) expect(splitter.push(piece)).toEqual([])
  expect(splitter.push(Buffer.from('\n{"a":1}\n'))).toEqual(['{"a":1}'])
})
