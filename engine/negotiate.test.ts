import { expect, it } from 'vitest'
import { isApiAtLeast, isApiVersion, negotiate } from './negotiate.ts'

it.each([
  ['1.41', '1.12', '1.41'],
  ['1.45', '1.24', '1.45'],
  ['1.51', '1.24', '1.51'],
  ['1.51', '1.44', '1.51'],
  ['1.57', '1.40', '1.51'],
  ['1.57', '1.51', '1.51'],
  ['1.41', null, '1.41'],
  ['2.0', '1.44', '1.51'],
])('agrees with an engine of %s (oldest %s) on %s', (newest, oldest, apiVersion) => {
  expect(negotiate(newest, oldest)).toEqual({ kind: 'agreed', apiVersion })
})

it.each([
  ['1.40', '1.12', 'api-too-old'],
  ['1.9', '1.1', 'api-too-old'],
  ['1.60', '1.52', 'api-too-new'],
  ['2.1', '2.0', 'api-too-new'],
])('refuses an engine of %s (oldest %s) as %s', (newest, oldest, kind) => {
  expect(negotiate(newest, oldest)).toEqual({ kind })
})

it('compares numbers, not letters', () => {
  expect(isApiAtLeast('1.100', '1.42')).toBe(true)
  expect(isApiAtLeast('1.5', '1.42')).toBe(false)
})

it.each(['', '1', '1.51/../..', 'v1.51', '1.51 '])('lets nothing odd like "%s" into a path', (text) => {
  expect(isApiVersion(text)).toBe(false)
})
