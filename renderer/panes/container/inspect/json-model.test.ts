import { expect, test } from 'vitest'
import { jqPath, maskSecrets, matchingPaths, valueAt } from './json-model.ts'

const inspect = {
  Name: '/web',
  Config: { Env: ['PATH=/bin', 'DB_PASSWORD=canary'], Labels: { 'api.token': 'canary', plain: 'x' } },
  State: { Pid: 42 },
}

test('a secret of the environment or a label is not in the raw view until it is asked for', () => {
  const text = JSON.stringify(maskSecrets(inspect))
  expect(text).not.toContain('canary')
  expect(text).toContain('PATH=/bin')
})

test('a search shows what matches and the way to it', () => {
  const paths = matchingPaths(inspect, 'path=')
  expect(paths && [...paths].sort()).toEqual(['Config', 'Config\u0000Env', 'Config\u0000Env\u00000'])
})

test('a matching key brings all below it', () => {
  expect(matchingPaths(inspect, 'state')?.has('State\u0000Pid')).toBe(true)
})

test('numbers are searched as they are written', () => {
  expect(matchingPaths(inspect, '42')?.has('State\u0000Pid')).toBe(true)
})

test('no query is no filter, no match is an empty set', () => {
  expect(matchingPaths(inspect, ' ')).toBeNull()
  expect(matchingPaths(inspect, 'absent')?.size).toBe(0)
})

test.each([
  ['Name', '.Name', '/web'],
  ['Config/Env/0', '.Config.Env[0]', 'PATH=/bin'],
  ['Config/Labels/api.token', '.Config.Labels["api.token"]', 'canary'],
  ['State', '.State', { Pid: 42 }],
  ['State/toString', '.State.toString', undefined],
])('the path %s is copied as %s', (path, copied, value) => {
  const keys = path.replaceAll('/', '\u0000')
  expect(jqPath(keys)).toBe(copied)
  expect(valueAt(inspect, keys)).toEqual(value)
})
