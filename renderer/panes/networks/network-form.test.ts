import { describe, expect, it } from 'vitest'
import { fakeNetwork } from '../../testing/fake-network.ts'
import {
  checkForm,
  createParams,
  emptyForm,
  type NetworkForm,
  parsePairs,
  refusedField,
} from './network-form.ts'

const shop = fakeNetwork({ name: 'shop_backend', pools: [{ subnet: '172.20.0.0/16' }] })
const pool = { key: 0, subnet: '10.9.0.0/24', gateway: '', ipRange: '', auxAddresses: '' }
const form = (part: Partial<NetworkForm>): NetworkForm => ({ ...emptyForm, name: 'study', ...part })
const problems = (part: Partial<NetworkForm>) =>
  checkForm(form(part), [shop]).map(({ field, kind, value }) => `${field} ${kind} ${value}`.trim())

describe('the New network form', () => {
  it('takes a name alone', () => {
    expect(problems({})).toEqual([])
    expect(createParams(form({}))).toMatchObject({
      name: 'study',
      driver: 'bridge',
      pools: [],
      hasIpv4: null,
    })
  })

  it.each<[string, Partial<NetworkForm>, string]>([
    ['no name', { name: ' ' }, 'name missingName'],
    ['a name that is taken', { name: 'shop_backend' }, 'name nameTaken shop_backend'],
    ['no driver', { driver: '' }, 'driver missingDriver'],
    [
      'a subnet that overlaps, with the other network’s name',
      { pools: [{ ...pool, subnet: '172.20.5.0/24' }] },
      'subnet-0 overlaps shop_backend (172.20.0.0/16)',
    ],
    ['what is no subnet', { pools: [{ ...pool, subnet: '10.9.0.0' }] }, 'subnet-0 notSubnet 10.9.0.0'],
    [
      'a gateway without a subnet',
      { pools: [{ ...pool, subnet: '', gateway: '10.9.0.1' }] },
      'subnet-0 needsSubnet',
    ],
    ['a gateway elsewhere', { pools: [{ ...pool, gateway: '10.8.0.1' }] }, 'gateway-0 outside 10.8.0.1'],
    ['a gateway that is none', { pools: [{ ...pool, gateway: 'x' }] }, 'gateway-0 notAddress x'],
    ['a range elsewhere', { pools: [{ ...pool, ipRange: '10.8.0.0/25' }] }, 'ipRange-0 outside 10.8.0.0/25'],
    [
      'a reserved address without a name',
      { pools: [{ ...pool, auxAddresses: '10.9.0.5' }] },
      'auxAddresses-0 badPair 10.9.0.5',
    ],
    [
      'two ranges that overlap',
      { pools: [pool, { ...pool, key: 1, subnet: '10.9.0.128/25' }] },
      'subnet-1 overlapsOwn',
    ],
    ['a label without a name', { labels: 'a=b\n=c' }, 'labels badPair =c'],
  ])('tells %s', (_, part, problem) => {
    expect(problems(part)).toEqual([problem])
  })

  it('leaves overlaps to drivers that are allowed to have them', () => {
    expect(problems({ driver: 'macvlan', pools: [{ ...pool, subnet: '172.20.0.0/16' }] })).toEqual([])
    expect(problems({ isConfigOnly: true, pools: [{ ...pool, subnet: '172.20.0.0/16' }] })).toEqual([])
  })

  it('reads names and values, one on each line', () => {
    expect(parsePairs('a=b=c\n\n  flag  \n__proto__=x')).toEqual(
      Object.fromEntries([
        ['a', 'b=c'],
        ['flag', ''],
        ['__proto__', 'x'],
      ]),
    )
  })

  it.each([
    ['conflict', 409, {}, 'name'],
    ['conflict', 403, { pools: [pool] }, 'subnet-0'],
    ['conflict', 403, {}, null],
    ['not-found', 404, {}, 'driver'],
    ['not-found', 404, { configFrom: 'base' }, 'configFrom'],
    ['bad-request', 400, {}, null],
  ])('puts the refusal %s %i at its field', (code, status, part, field) => {
    expect(refusedField(form(part), { code, status })).toBe(field)
  })
})
