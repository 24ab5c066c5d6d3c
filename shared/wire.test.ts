import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from './frames.ts'
import { decodeFrames, encodeFrames } from './wire.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', '$bytes', 'value', 'toJSON', '0'),
)
const plain = fc.jsonValue({ maxDepth: 3 })
const object = fc
  .array(fc.tuple(key, fc.oneof(plain, bytes)), { maxLength: 8 })
  .map((entries) => Object.fromEntries(entries))
const data = { noNullPrototype: true } as const
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ t: fc.constant('item' as const), id: fc.nat(), value: fc.oneof(plain, bytes, object) }, data),
  fc.record({ t: fc.constant('input' as const), id: fc.nat(), value: fc.oneof(bytes, object) }, data),
  fc.record({ t: fc.constant('call' as const), id: fc.nat(), name: fc.string(), params: plain }, data),
  fc.record({ t: fc.constant('end' as const), id: fc.nat() }, data),
)

/** A value in words: tells bytes from numbers, own keys from inherited ones, and looks at nothing else. */
function spell(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes(${value.join(' ')})`
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${spell(part)}`)
  return `{${parts.join(',')}}`
}

function message(json: string, rest: Uint8Array = new Uint8Array(0), claimedLength?: number): Uint8Array {
  const text = new TextEncoder().encode(json)
  const all = new Uint8Array(4 + text.byteLength + rest.byteLength)
  new DataView(all.buffer).setUint32(0, claimedLength ?? text.byteLength, true)
  all.set(text, 4)
  all.set(rest, 4 + text.byteLength)
  return all
}

describe('wire', { timeout: 30_000 }, () => {
  it('brings any frames through unchanged', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), (frames) => {
        expect(spell(decodeFrames(encodeFrames(frames)))).toBe(spell(frames))
      }),
    )
  })

  it('reads a message that begins in the middle of a buffer', () => {
    const encoded = encodeFrames([{ t: 'item', id: 1, value: Uint8Array.of(1, 2, 3) }])
    const shifted = new Uint8Array(encoded.byteLength + 5)
    shifted.set(encoded, 3)
    const decoded = decodeFrames(shifted.subarray(3, 3 + encoded.byteLength))
    expect(decoded).toEqual([{ t: 'item', id: 1, value: Uint8Array.of(1, 2, 3) }])
  })

  it('a container whose label imitates a byte marker does not break the link', () => {
    const value = { $bytes: 3, labels: { $bytes: 1e9 }, note: { $bytes: -1 } }
    const frames: Frame[] = [{ t: 'result', id: 1, value }]
    expect(decodeFrames(encodeFrames(frames))).toEqual(frames)
  })

  it('only ever throws an Error on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
        try {
          expect(Array.isArray(decodeFrames(random))).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('only ever throws an Error on a message with changed bytes', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 4 }),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        (frames, changes) => {
          const encoded = encodeFrames(frames)
          for (const [at, byte] of changes) encoded[at % encoded.byteLength] = byte
          try {
            expect(Array.isArray(decodeFrames(encoded))).toBe(true)
          } catch (error) {
            expect(error).toBeInstanceOf(Error)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })

  const item = '{"t":"item","id":1,"value":null}'
  it.each([
    ['nothing', new Uint8Array(0)],
    ['half a header', new Uint8Array(3)],
    ['a JSON part longer than the message', message('[[],[]]', undefined, 8)],
    ['a JSON part of 4 GiB', message('[[],[]]', undefined, 0xffff_ffff)],
    ['no JSON', message('')],
    ['invalid UTF-8', message('[["', Uint8Array.of(0xff), 4)],
    ['an object', message('{"0":[],"1":[],"length":2}')],
    ['frames without parts', message(`[[${item}]]`)],
    ['parts that are no list', message(`[[${item}],{}]`)],
    ['a part that is no triple', message(`[[${item}],[[0,null]]]`)],
    ['bytes of negative length', message(`[[${item}],[[0,null,-1]]]`)],
    ['bytes of fractional length', message(`[[${item}],[[0,null,0.5]]]`)],
    ['bytes of enormous length', message(`[[${item}],[[0,null,9007199254740991]]]`)],
    ['a length beyond integers', message(`[[${item}],[[0,null,1e308]]]`)],
    ['bytes past the end', message(`[[${item}],[[0,null,2]]]`, Uint8Array.of(1))],
    ['bytes that belong to no frame', message(`[[${item}],[]]`, Uint8Array.of(1))],
    ['bytes for a frame that is not there', message(`[[${item}],[[1,null,0]]]`)],
    ['bytes for frame -1', message(`[[${item}],[[-1,null,0]]]`)],
    ['bytes for a property of the array', message(`[[${item}],[["length",null,0]]]`)],
    ['bytes in a value that is no object', message(`[[${item}],[[0,"a",0]]]`)],
    ['bytes under an inherited key', message('[[{"value":{}}],[[0,"__proto__",0]]]')],
    ['bytes in a frame without value', message('[[{"t":"end","id":1}],[[0,null,0]]]')],
    ['bytes in a frame that is a string', message('[["abc"],[[0,null,0]]]')],
  ])('refuses %s', (_name, malformed) => {
    expect(() => decodeFrames(malformed)).toThrow(Error)
  })

  it('never touches a prototype', () => {
    const json =
      '[[{"__proto__":{"polluted":1},"value":{"__proto__":null,"constructor":{"prototype":1}}}],[[0,"__proto__",1]]]'
    const [decoded] = decodeFrames(message(json, Uint8Array.of(7)))
    const { value } = decoded as { value: object }
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')?.value).toEqual(Uint8Array.of(7))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('takes nesting of any depth', () => {
    const depth = 500_000
    const decoded = decodeFrames(message(`[[${'['.repeat(depth)}${']'.repeat(depth)}],[]]`))
    expect(decoded).toHaveLength(1)
  })
})
