import { expect, it } from 'vitest'
import { eventOf } from './event.ts'

const docker =
  '{"status":"health_status: healthy","id":"abc","from":"bb","Type":"container","Action":"health_status: healthy","Actor":{"ID":"abc","Attributes":{"name":"web","__proto__":"own"}},"scope":"local","time":1763662123,"timeNano":1763662123456789012}'

it('splits an action at its colon and keeps every digit of the time', () => {
  const event = eventOf(docker)
  expect(event).toMatchObject({ type: 'container', action: 'health_status', detail: 'healthy', id: 'abc' })
  expect(event?.timeNano).toBe('1763662123456789012')
  expect(event?.atMs).toBe(1_763_662_123_456)
  expect(Object.keys(event?.attributes ?? {})).toEqual(['name', '__proto__'])
})

it('reads engines that no longer send the old fields', () => {
  const line =
    '{"Type":"container","Action":"die","Actor":{"ID":"abc","Attributes":{"exitCode":"137"}},"time":1,"timeNano":1000000000}'
  expect(eventOf(line)).toMatchObject({
    action: 'die',
    detail: null,
    id: 'abc',
    attributes: { exitCode: '137' },
    atMs: 1000,
  })
})

it.each([
  ['died', 'die'],
  ['remove', 'destroy'],
  ['start', 'start'],
])('reads Podman’s %s as %s', (word, action) => {
  expect(
    eventOf(`{"Type":"container","Action":"${word}","Actor":{"ID":"abc","Attributes":{}},"time":1}`),
  ).toMatchObject({ action })
})

it('names a Podman volume, whose event has no id', () => {
  expect(
    eventOf('{"Type":"volume","Action":"create","Actor":{"ID":"","Attributes":{"name":"data"}}}'),
  ).toMatchObject({ id: 'data' })
})

it.each([
  'exec_create: sh -c true',
  'exec_start: sh',
  'exec_die',
  'exec_died',
  'exec',
  'top',
  'archive-path',
  'attach',
  'resize',
])('ignores %s', (action) => {
  expect(eventOf(JSON.stringify({ Type: 'container', Action: action, Actor: { ID: 'abc' } }))).toBeNull()
})

it.each(['', '[]', 'null', '"text"', '{"Type":"container"}', 'garbage', '{"Type":'])(
  'takes %s for no event',
  (line) => {
    expect(eventOf(line)).toBeNull()
  },
)

it('takes the event’s time, not one that a label pretends', () => {
  const line =
    '{"Type":"container","Action":"start","Actor":{"ID":"a","Attributes":{"x":"\\"timeNano\\":1","timeNano":"2"}},"time":3,"timeNano":3000000000}'
  expect(eventOf(line)?.timeNano).toBe('3000000000')
})
