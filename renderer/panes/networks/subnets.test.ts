import { describe, expect, it } from 'vitest'
import { contains, encloses, overlaps, parseAddress, parseSubnet } from './subnets.ts'

const subnet = (text: string) => {
  const parsed = parseSubnet(text)
  if (!parsed) throw new Error(`no subnet: ${text}`)
  return parsed
}
const address = (text: string) => {
  const parsed = parseAddress(text)
  if (!parsed) throw new Error(`no address: ${text}`)
  return parsed
}

describe('addresses', () => {
  it.each([
    ['10.0.0.1', 4, 0x0a000001n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['fd00::2', 6, (0xfd00n << 112n) | 2n],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ])('%s is one', (text, version, value) => {
    expect(parseAddress(text)).toEqual({ version, value })
  })

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1.2',
    'a.b.c.d',
    ':',
    '1::2::3',
    '12345::',
    '1:2',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:8::',
  ])('“%s” is none', (text) => {
    expect(parseAddress(text)).toBeNull()
  })
})

describe('subnets', () => {
  it.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', 'x/8', '10.0.0.0/-1'])(
    '“%s” is none',
    (text) => {
      expect(parseSubnet(text)).toBeNull()
    },
  )

  it.each([
    ['10.0.0.0/16', '10.0.5.0/24', true],
    ['10.0.5.0/24', '10.0.0.0/16', true],
    ['10.0.0.0/24', '10.0.1.0/24', false],
    ['0.0.0.0/0', '192.168.1.0/24', true],
    ['fd00::/64', 'fd00::1:0/112', true],
    ['fd00::/64', 'fd00:0:0:1::/64', false],
    ['10.0.0.0/8', '::/0', false],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    expect(overlaps(subnet(one), subnet(other))).toBe(expected)
  })

  it('knows what lies inside', () => {
    expect(contains(subnet('10.79.0.0/24'), address('10.79.0.255'))).toBe(true)
    expect(contains(subnet('10.79.0.0/24'), address('10.79.1.0'))).toBe(false)
    expect(contains(subnet('10.79.0.9/32'), address('10.79.0.9'))).toBe(true)
    expect(encloses(subnet('10.0.0.0/16'), subnet('10.0.9.0/24'))).toBe(true)
    expect(encloses(subnet('10.0.9.0/24'), subnet('10.0.0.0/16'))).toBe(false)
  })
})
