import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnsi, showInvisibles } from '../../streams/log-ansi.ts'
import { messageOf, timeMsOf } from './field-roles.ts'
import { segmentLine } from './log-segments.ts'
import { isJsonObject, tokenize } from './log-tokens.ts'
import { hasFields, readFields } from './read-fields.ts'

const kinds = (text: string) =>
  tokenize(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)

describe('tokenize', () => {
  it.each([
    ['pairs', 'GET /x status=200 user=u_1', ['key status=', 'number 200', 'key user=', 'value u_1']],
    [
      'units',
      'took=12.5ms size=3MB at=80%',
      ['key took=', 'number 12.5ms', 'key size=', 'number 3MB', 'key at=', 'number 80%'],
    ],
    ['quoted values', 'msg="a b=c" n=1', ['key msg=', 'value "a b=c"', 'key n=', 'number 1']],
    ['no pairs in addresses', 'GET /products?page=2&x=1', []],
    ['empty value', 'a= b=1', ['key a=', 'key b=', 'number 1']],
    [
      'JSON',
      '{"a":1,"b":"x","c":null}',
      [
        'mute {',
        'key "a":',
        'number 1',
        'mute ,',
        'key "b":',
        'value "x"',
        'mute ,',
        'key "c":',
        'number null',
        'mute }',
      ],
    ],
    ['plain', 'nothing to see', []],
  ])('%s', (_name, text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })

  it('colours a bounded part of a very long line in bounded time', () => {
    const started = performance.now()
    expect(tokenize(`{${'"a":1,'.repeat(200_000)}`).length).toBeLessThanOrEqual(120)
    expect(tokenize('a'.repeat(1_000_000))).toEqual([])
    expect(performance.now() - started).toBeLessThan(200)
  })
})

describe('segmentLine', () => {
  it('puts matches over colours', () => {
    const parts = segmentLine('status=200', { ranges: [4, 8], hasTokens: true })
    expect(parts.map(({ text, token, isMatch }) => [text, token, isMatch])).toEqual([
      ['stat', 'key', false],
      ['us=', 'key', true],
      ['2', 'number', true],
      ['00', 'number', false],
    ])
  })

  it('leaves a line that colours itself as it wanted to be', () => {
    const parts = segmentLine('\u001b[31ma=1\u001b[0m b=2', { ranges: [], hasTokens: true })
    expect(parts.map(({ text, token, style }) => [text, token, style?.color ?? null])).toEqual([
      ['a=1', null, 'red'],
      [' b=2', null, null],
    ])
  })

  it('loses and repeats no character, whatever is printed and wherever it matches', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('\u001b[31m', '\u001b[0m', 'a=1 ', '{"a":"', '"}', '\u0000'),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
        fc.uniqueArray(fc.nat(60), { maxLength: 8 }).map((points) => points.toSorted((a, b) => a - b)),
        (text, points) => {
          const ranges = points.slice(0, points.length - (points.length % 2))
          const segments = segmentLine(text, { ranges, hasTokens: true })
          const { plain } = parseAnsi(text)
          expect(segments.map((segment) => segment.text).join('')).toBe(showInvisibles(plain))
          for (const { start, text: part, isMatch } of segments) {
            for (let at = start; at < start + part.length; at += 1) {
              const isInside = ranges.some(
                (from, index) => index % 2 === 0 && from <= at && at < (ranges[index + 1] ?? 0),
              )
              expect(isMatch).toBe(isInside)
            }
          }
        },
      ),
    )
  })
})

describe('readFields', () => {
  it('joins nested names by dots and keeps the order', () => {
    const text = '{"msg":"hi","req":{"id":"01","size":12},"tags":["a","b"],"ok":true,"none":null,"empty":{}}'
    expect(isJsonObject(text)).toBe(true)
    const shown = readFields(text)?.map(({ name, value, kind }) => ({ name, value, kind }))
    expect(shown).toEqual([
      { name: 'msg', value: '"hi"', kind: 'string' },
      { name: 'req.id', value: '"01"', kind: 'string' },
      { name: 'req.size', value: '12', kind: 'number' },
      { name: 'tags', value: '["a","b"]', kind: 'literal' },
      { name: 'ok', value: 'true', kind: 'literal' },
      { name: 'none', value: 'null', kind: 'literal' },
      { name: 'empty', value: '{}', kind: 'literal' },
    ])
  })

  it.each(['plain text', '{broken', '[1,2]', '"text"', ''])('has none for %j', (text) => {
    expect(readFields(text)).toBeNull()
  })

  it('reads key=value pairs, of which one alone may be part of a sentence', () => {
    const read = (text: string) => readFields(text)?.map(({ name, text: value, kind }) => [name, value, kind])
    expect(read('time="2026-11-20T13:00:00Z" level=warning msg="cannot \\"find\\" it" ms=812 ok=')).toEqual([
      ['time', '2026-11-20T13:00:00Z', 'string'],
      ['level', 'warning', 'string'],
      ['msg', 'cannot "find" it', 'string'],
      ['ms', '812', 'number'],
      ['ok', '', 'string'],
    ])
    expect(read('GET /products?page=2&sort=new status=200 user=u_1')).toEqual([
      ['status', '200', 'number'],
      ['user', 'u_1', 'string'],
    ])
    expect(hasFields('GET /products?page=2 status=200')).toBe(false)
    expect(hasFields('{"a":1}')).toBe(true)
    expect(hasFields('\u001b[36mINFO\u001b[0m ready \u001b[36mport\u001b[0m=1 \u001b[36mms\u001b[0m=2')).toBe(
      true,
    )
  })

  it('knows what the common loggers call time, level and message', () => {
    const roles = (value: object) =>
      readFields(JSON.stringify(value))
        ?.filter(({ role }) => role !== null)
        .map(({ name, role }) => `${name} ${role}`)
    expect(roles({ level: 30, time: 1763640000000, pid: 1, msg: 'x' })).toEqual([
      'level level',
      'time time',
      'msg message',
    ])
    expect(roles({ level: 'warn', ts: 1.5, caller: 'x', msg: 'x' })).toEqual([
      'level level',
      'ts time',
      'msg message',
    ])
    expect(roles({ '@t': 'x', '@mt': 'x', '@l': 'Warning', Ms: 1 })).toEqual([
      '@t time',
      '@mt message',
      '@l level',
    ])
    expect(roles({ '@timestamp': 'x', log: { level: 'error', logger: 'x' }, message: 'y' })).toEqual([
      '@timestamp time',
      'log.level level',
      'message message',
    ])
    expect(roles({ event: 'x', level: 'info', timestamp: 'y', order: 1 })).toEqual([
      'event message',
      'level level',
      'timestamp time',
    ])
    expect(messageOf([{ name: 'event' }, { name: 'msg' }])?.name).toBe('msg')
    expect(
      ['1763640000', '1763640000123', '1763640000.5', '1763640000000000000', '12', 'x'].map(timeMsOf),
    ).toEqual([1763640000000, 1763640000123, 1763640000500, 1763640000000, null, null])
  })

  it('lets nothing turn the direction of what is read', () => {
    const [field] = readFields(JSON.stringify({ 'a\u202e': 'b\u202e' })) ?? []
    expect(`${field?.name}${field?.value}${field?.text}`).not.toContain('\u202e')
  })

  it('stops at a bound', () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at])))
    expect(readFields(wide)).toHaveLength(200)
  })
})
