import { expect, test } from 'vitest'
import type { HostListener } from '../../../../shared/ports.ts'
import { fakeContainer } from '../../../testing/fake-container.ts'
import { findConflicts, suggestHostPort, withHostPort } from './ports.ts'
import { portRow } from './rows.ts'

const port = (hostPort: number, hostIps: readonly string[] = ['0.0.0.0', '::'], protocol = 'tcp') => ({
  containerPort: 80,
  protocol,
  hostPort,
  hostIps,
})
const db = fakeContainer({ id: 'db', name: 'shop-db-1', ports: [port(5432), port(53, ['127.0.0.1'], 'udp')] })
const pg = fakeContainer({ id: 'pg', name: 'pg', ports: [port(5433)] })
const listener = (number: number, name: string | null, address = '0.0.0.0'): HostListener => ({
  protocol: 'tcp',
  address,
  port: number,
  owner: name === null ? null : { pid: 812, name, command: name },
})
const listeners = [
  listener(5432, 'docker-proxy'),
  listener(3000, 'node', '127.0.0.1'),
  listener(631, null, '::'),
]

function conflictsOf(...values: string[]) {
  const rows = values.map((value) => portRow(value))
  const found = findConflicts(rows, { containers: [db, pg], listeners }, null)
  return rows.map(({ id }) => found.get(id) ?? null)
}

test('a taken port names its owner and the next one that is free', () => {
  expect(conflictsOf('5432:5432')).toEqual([
    { port: 5432, owner: { kind: 'container', name: 'shop-db-1' }, free: 5434 },
  ])
})

test.each([
  ['another protocol', '5432:5432/udp', false],
  ['another address', '127.0.0.2:53:53/udp', false],
  ['the same address', '127.0.0.1:53:53/udp', true],
  ['every address', '53:53/udp', true],
  ['a range over it', '5430-5440:5430-5440', true],
  ['no host port', '5432', false],
  ['an address without a port', '127.0.0.1::5432', false],
  ['no number', 'web:80', false],
  ['a port that is none', '70000:80', false],
])('%s', (_what, value, isTaken) => {
  expect(conflictsOf(value)[0] !== null).toBe(isTaken)
})

test('two rows of the form cannot have one port, and are offered different ones', () => {
  expect(conflictsOf('8080:80', '8080:81')).toEqual([
    null,
    { port: 8080, owner: { kind: 'row' }, free: 8081 },
  ])
  expect(conflictsOf('5432:1', '5434:2')[0]?.free).toBe(5435)
})

test('a program of the host is named, and a free port keeps clear of programs', () => {
  expect(conflictsOf('3000:3000', '127.0.0.1:631:631')).toEqual([
    { port: 3000, owner: { kind: 'program', name: 'node', pid: 812 }, free: 3001 },
    { port: 631, owner: { kind: 'program', name: null, pid: null }, free: 632 },
  ])
  expect(conflictsOf('127.0.0.2:3000:3000')).toEqual([null])
})

test('a container that is edited does not stand in its own way', () => {
  expect(findConflicts([portRow('5432:5432')], { containers: [db, pg], listeners }, 'db').size).toBe(0)
})

test('a host port is suggested that nobody has', () => {
  expect(suggestHostPort(5432, [], { containers: [db, pg], listeners })).toBe(5434)
  expect(suggestHostPort(80, [portRow('8080:80')], { containers: [db], listeners: [] })).toBe(8081)
  expect(suggestHostPort(3000, [], { containers: [], listeners })).toBe(3001)
})

test('another host port keeps the address', () => {
  expect(withHostPort(portRow('127.0.0.1:80:80'), 81).host).toBe('127.0.0.1:81')
  expect(withHostPort(portRow('80:80'), 81).host).toBe('81')
})
