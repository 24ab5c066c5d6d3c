import { describe, expect, test } from 'vitest'
import { isInsecureEntry, isMirrorAddress, mergeDaemonJson, readDaemonJson } from './daemon-json.ts'

const none = { mirrors: [], insecure: [] }

function merged(present: string, wanted: Parameters<typeof mergeDaemonJson>[1]) {
  const result = mergeDaemonJson(present, wanted)
  if (!result.ok) throw new Error('no JSON object')
  return result
}
const marked = (present: string, wanted: Parameters<typeof mergeDaemonJson>[1]) =>
  merged(present, wanted).lines.flatMap(({ text, isNew }) => (isNew ? [text.trim()] : []))

describe('settings of the engine', () => {
  test('begin where there is no file', () => {
    expect(
      JSON.parse(merged('', { mirrors: ['https://m.example'], insecure: ['10.0.0.1:5000'] }).text),
    ).toEqual({
      'registry-mirrors': ['https://m.example'],
      'insecure-registries': ['10.0.0.1:5000'],
    })
  })

  test('keep all that is there already', () => {
    const present = '{ "log-opts": { "max-size": "10m" }, "registry-mirrors": ["https://a"], "x": [1] }'
    const { text } = merged(present, { mirrors: ['https://a', 'https://b'], insecure: [] })
    expect(JSON.parse(text)).toEqual({
      'log-opts': { 'max-size': '10m' },
      'registry-mirrors': ['https://a', 'https://b'],
      x: [1],
    })
    expect(marked(present, { mirrors: ['https://a', 'https://b'], insecure: [] })).toEqual(['"https://b"'])
  })

  test('say when nothing changes, whatever the present spacing', () => {
    const present = '{"registry-mirrors":["https://a"]}'
    expect(merged(present, { mirrors: ['https://a'], insecure: [] }).isSame).toBe(true)
    expect(merged(present, none).isSame).toBe(false)
    expect(JSON.parse(merged(present, none).text)).toEqual({})
  })

  test.each(['[1]', '{', 'null', '"x"'])('that are no JSON object (%s) are not touched', (text) => {
    expect(mergeDaemonJson(text, none)).toEqual({ ok: false })
  })

  test('are read for what they say about registries', () => {
    expect(readDaemonJson('{"registry-mirrors":["https://a",3],"insecure-registries":"x"}')).toEqual({
      mirrors: ['https://a'],
      insecure: [],
    })
    expect(readDaemonJson('{')).toEqual(none)
  })
})

test.each([
  ['https://mirror.example', true],
  ['http://127.0.0.1:5001/', true],
  ['mirror.example', false],
  ['https://user@mirror.example', false],
  ['https://mirror.example/?a', false],
  ['ftp://mirror.example', false],
])('the mirror %s: %s', (line, isGood) => {
  expect(isMirrorAddress(line)).toBe(isGood)
})

test.each([
  ['10.0.0.1:5000', true],
  ['registry.example', true],
  ['[::1]:5000', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['http://10.0.0.1', false],
  ['two words', false],
])('the insecure registry %s: %s', (line, isGood) => {
  expect(isInsecureEntry(line)).toBe(isGood)
})
