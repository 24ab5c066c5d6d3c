import { expect, test } from 'vitest'
import { isInRanges, isPrivateAddress } from './private-address.ts'

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['8.8.8.8', false],
  ['::1', true],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['2606:4700::1111', false],
])('%s is of a private network: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate)
})

test.each([
  ['10.0.0.1', ['10.0.0.0/8'], true],
  ['11.0.0.1', ['10.0.0.0/8'], false],
  ['::1', ['127.0.0.0/8', '::1/128'], true],
  ['10.0.0.1', ['nonsense', '10.0.0.0/99', '/8'], false],
])('%s in %j: %s', (address, ranges, isIn) => {
  expect(isInRanges(ranges, address)).toBe(isIn)
})
