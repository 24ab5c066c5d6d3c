import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ResponseReader } from './response-reader.ts'

type Read = { readonly reader: ResponseReader; readonly payload: string }

/** Reads an answer that comes in pieces cut at these places. */
function read(answer: string, cuts: readonly number[] = []): Read {
  const bytes = Buffer.from(answer, 'latin1')
  const reader = new ResponseReader()
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].toSorted(
    (a, b) => a - b,
  )
  let payload = ''
  let start = 0
  for (const end of ends) {
    const piece = Buffer.from(bytes.subarray(start, end))
    payload += piece.toString('latin1', 0, reader.push(piece, piece.length))
    start = end
  }
  return { reader, payload }
}

const chunked = (parts: readonly string[], end = '0\r\n\r\n'): string =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}${end}`

describe('ResponseReader', () => {
  it('gives the same payload wherever the bytes are cut', () => {
    const anyParts = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 12 })
    fc.assert(
      fc.property(anyParts, fc.array(fc.nat(600), { maxLength: 40 }), (texts, cuts) => {
        const parts = texts.map((text) => Buffer.from(text).toString('latin1'))
        const { reader, payload } = read(chunked(parts), cuts)
        expect([payload, reader.isComplete, reader.head?.status]).toEqual([parts.join(''), true, 200])
      }),
    )
  })

  it('reads byte by byte what it reads at once', () => {
    const answer = chunked(['hello ', 'w\r\nrld'], '0\r\nTrailer: x\r\nOther: y\r\n\r\n')
    const everywhere = Array.from({ length: answer.length }, (_, at) => at)
    expect(read(answer, everywhere).payload).toBe('hello w\r\nrld')
    expect(read(answer).payload).toBe('hello w\r\nrld')
    expect(read(answer, everywhere).reader.isComplete).toBe(true)
  })

  it('takes extensions, capitals and leading zeros of a chunk size', () => {
    const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, Chunked\r\n\r\n'
    expect(read(`${head}000A;name="1f"\r\n0123456789\r\n0\r\n\r\n`).payload).toBe('0123456789')
  })

  it('ends after a stated length, and keeps what follows out', () => {
    const { reader, payload } = read('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfourmore')
    expect([payload, reader.isComplete]).toEqual(['four', true])
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n').reader.isComplete).toBe(true)
    expect(read('HTTP/1.1 204 No Content\r\n\r\n').reader.isComplete).toBe(true)
  })

  it('reads to the end of the connection when nothing tells the length', () => {
    const { reader, payload } = read('HTTP/1.0 200 OK\r\n\r\nall there is')
    expect([payload, reader.isComplete]).toEqual(['all there is', false])
    reader.end()
    expect(reader.isComplete).toBe(true)
  })

  it('skips informational answers and joins headers that come twice', () => {
    const head =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nVia: a\r\nvia:  b \r\nContent-Length: 2\r\n\r\nok'
    const { reader, payload } = read(head, [3, 25, 30])
    expect([payload, reader.head?.headers['via']]).toEqual(['ok', 'a, b'])
  })

  it('does not take a header for a property of an object', () => {
    const { reader } = read('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\n\r\n')
    expect(Object.entries(reader.head?.headers ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['a nameless field', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`],
  ])('refuses %s', (_, answer) => {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'engine-unreachable' }) as Error)
  })

  it.each([
    ['no size', 'zz\r\n'],
    ['an empty size', '\r\nhello'],
    ['an absurd size', 'ffffffffffffff\r\n'],
  ])('gives up on a chunk with %s', (_, body) => {
    const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'stream-lost' }) as Error)
  })

  it('takes an early end of the connection for a loss', () => {
    const { reader, payload } = read(chunked(['hello'], '5\r\nwor'))
    expect(payload).toBe('hellowor')
    expect(() => reader.end()).toThrow(expect.objectContaining({ code: 'stream-lost' }) as Error)
    expect(() => new ResponseReader().end()).toThrow(
      expect.objectContaining({ code: 'engine-unreachable' }) as Error,
    )
  })
})
