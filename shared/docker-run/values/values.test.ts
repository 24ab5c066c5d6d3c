import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDevice, parseDeviceRule, parseGpus, printDevice, printDeviceRule, printGpus } from './device.ts'
import { parseEnv, parseEnvFile, parseLabelFile, printEnv } from './env.ts'
import { parseDeviceBytes, parseUlimit, printDeviceBytes, printUlimit } from './limits.ts'
import type { Mount } from './mount.ts'
import { emptyMount, mountTypes, parseMount, printMount, propagations } from './mount.ts'
import { parseHost, parseLink, parseNetwork, printHost, printLink, printNetwork } from './network.ts'
import {
  parseBytes,
  parseCpus,
  parseDuration,
  parseInteger,
  parseNumberList,
  printBytes,
  printCpus,
  printDuration,
} from './number.ts'
import { expandPort, parseExpose, parsePort, printExpose, printPort, protocols } from './port.ts'
import { parseRestart, printRestart } from './process.ts'
import type { Read } from './result.ts'
import { parseFields, printFields } from './text.ts'
import {
  parseTmpfs,
  parseVolume,
  parseVolumesFrom,
  printTmpfs,
  printVolume,
  printVolumesFrom,
} from './volume.ts'

const valueOf = <T>(result: Read<T>): T => {
  if (!result.ok) throw new Error(`${result.problem}: ${result.text}`)
  return result.value
}

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{1,8}$/)
const path = fc
  .array(fc.stringMatching(/^[A-Za-z0-9._ -]{1,6}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => `/x${parts.join('/')}`)
const tidyPath = fc.array(name, { minLength: 1, maxLength: 3 }).map((steps) => `/${steps.join('/')}`)
/** With what comma separated values have to quote. */
const awkward = fc.string({ unit: fc.constantFrom(...Array.from('ab,"= :/')), minLength: 1, maxLength: 6 })
const pair = fc.record({ key: name, value: awkward })
const pairs = fc.uniqueArray(pair, { maxLength: 2, selector: ({ key }) => key })
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const range = fc
  .tuple(fc.nat({ max: 65_000 }), fc.nat({ max: 20 }))
  .map(([first, more]) => ({ first, last: first + more }))
const single = fc.nat({ max: 65_535 }).map((port) => ({ first: port, last: port }))
const address4 = fc.ipV4()
const protocol = fc.constantFrom(...protocols)

const port = fc.oneof(
  fc.record({
    hostAddress: orNull(fc.oneof(address4, fc.ipV6())),
    host: orNull(single),
    container: single,
    protocol,
  }),
  fc.record({ hostAddress: orNull(address4), host: range, container: single, protocol }),
  fc
    .record({ hostAddress: fc.constant(null), container: range, protocol })
    .map((each) => ({ ...each, host: each.container })),
)

const mount: fc.Arbitrary<Mount> = fc
  .record({
    type: fc.constantFrom(...mountTypes),
    target: path,
    readOnly: fc.boolean(),
    noCopy: fc.boolean(),
    propagation: orNull(fc.constantFrom(...propagations)),
    recursion: orNull(fc.constantFrom('enabled' as const, 'disabled' as const)),
    createSource: fc.boolean(),
    labels: pairs,
    driverOptions: pairs,
    driver: orNull(name),
    tmpfsSize: orNull(fc.nat()),
    tmpfsMode: orNull(fc.nat({ max: 0o7777 })),
    subpath: orNull(awkward),
    source: name,
    folder: path,
  })
  .map((all) => {
    const { type, target, readOnly, labels, driver, driverOptions, noCopy, subpath } = all
    const base = { ...emptyMount(type, target), readOnly }
    const { propagation, recursion, createSource, tmpfsSize, tmpfsMode } = all
    if (type === 'tmpfs') return { ...base, tmpfsSize, tmpfsMode }
    if (type === 'bind') return { ...base, source: all.folder, propagation, recursion, createSource }
    if (type === 'image') return { ...base, source: all.source, subpath }
    if (type === 'volume')
      return { ...base, source: all.source, labels, driver, driverOptions, noCopy, subpath }
    return { ...base, source: all.source }
  })

const lower = fc.stringMatching(/^[a-z0-9.]{1,6}$/)
const network = fc.record({
  name,
  aliases: fc.array(lower, { maxLength: 2 }),
  address4: orNull(address4),
  address6: orNull(fc.ipV6().map((text) => text.toLowerCase())),
  mac: fc.constantFrom(null, '92:d0:c6:0a:29:33'),
  linkLocal: fc.array(address4, { maxLength: 2 }),
  driverOptions: fc.uniqueArray(fc.record({ key: lower, value: lower }), {
    maxLength: 2,
    selector: ({ key }) => key,
  }),
  gatewayPriority: orNull(fc.integer({ min: -100, max: 100 })),
})

const gpus = fc
  .record({
    driver: orNull(name),
    count: fc.constantFrom<(number | 'all')[]>('all', 1, 2),
    devices: fc.array(lower, { maxLength: 2 }),
    capabilities: fc.array(lower, { maxLength: 2 }),
    options: pairs,
  })
  .map((each) => ({ ...each, count: each.devices.length > 0 ? null : each.count }))

const volume = fc.oneof(
  fc.record({ source: fc.constant(null), target: path, modes: fc.constant([]) }),
  fc.record({
    source: fc.oneof(path, name, fc.constant('C:\\a b')),
    target: path,
    modes: fc.subarray(['ro', 'z', 'rshared', 'cached']),
  }),
)

type Grammar = {
  readonly of: string
  readonly values: fc.Arbitrary<unknown>
  readonly again: (value: never) => unknown
}
const grammar = <T>(
  of: string,
  values: fc.Arbitrary<T>,
  print: (value: T) => string,
  parse: (text: string) => Read<unknown>,
): Grammar => ({
  of,
  values,
  again: (value: T) => valueOf(parse(print(value))),
})

const grammars: readonly Grammar[] = [
  grammar('ports', port, printPort, parsePort),
  grammar('exposed ports', fc.record({ ports: range, protocol }), printExpose, parseExpose),
  grammar('mounts', mount, printMount, parseMount),
  grammar('volumes', volume, printVolume, parseVolume),
  grammar(
    'tmpfs',
    fc.record({ target: path, options: fc.array(name, { maxLength: 3 }) }),
    printTmpfs,
    parseTmpfs,
  ),
  grammar(
    'volumes of others',
    fc.record({ container: name, mode: fc.constantFrom(null, 'ro') }),
    printVolumesFrom,
    parseVolumesFrom,
  ),
  grammar('networks', network, printNetwork, parseNetwork),
  grammar(
    'hosts',
    fc.record({ host: name, address: fc.oneof(address4, fc.ipV6(), fc.constant('host-gateway')) }),
    printHost,
    parseHost,
  ),
  grammar('links', fc.record({ container: name, alias: name }), printLink, parseLink),
  grammar('variables', fc.record({ name, value: orNull(awkward) }), printEnv, parseEnv),
  grammar('bytes', fc.nat({ max: 2 ** 50 }), printBytes, parseBytes),
  grammar('durations', fc.maxSafeNat(), printDuration, parseDuration),
  grammar('processors', fc.nat({ max: 2 ** 45 }), printCpus, parseCpus),
  grammar('GPUs', gpus, printGpus, parseGpus),
  grammar(
    'devices',
    fc.record({
      kind: fc.constant('path'),
      host: path,
      container: tidyPath,
      permissions: fc.constantFrom('rwm', 'r', 'rw'),
    }),
    (device) => printDevice({ ...device, kind: 'path' }),
    parseDevice,
  ),
  grammar(
    'device rates',
    fc.record({ path: fc.constant('/dev/sda'), limit: fc.nat() }),
    printDeviceBytes,
    parseDeviceBytes,
  ),
  grammar(
    'limits',
    fc.record({
      name: fc.constant('nofile'),
      soft: fc.nat({ max: 100 }),
      hard: fc.constantFrom(-1, 100, 200),
    }),
    printUlimit,
    parseUlimit,
  ),
  grammar(
    'restart policies',
    fc.oneof(
      fc.record({
        name: fc.constantFrom('no' as const, 'always' as const, 'unless-stopped' as const),
        maximumRetries: fc.constant(null),
      }),
      fc.record({
        name: fc.constant('on-failure' as const),
        maximumRetries: orNull(fc.integer({ min: 1, max: 99 })),
      }),
    ),
    printRestart,
    parseRestart,
  ),
]

describe('values', () => {
  it.each(grammars)('are the same after writing and reading: $of', ({ values, again }) => {
    fc.assert(
      fc.property(values, (value) => {
        expect(again(value as never)).toEqual(value)
      }),
      { numRuns: 100 },
    )
  })

  it('in comma separated fields are the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.array(awkward, { minLength: 1, maxLength: 4 }), (fields) => {
        expect(parseFields(printFields(fields))).toEqual(fields)
      }),
    )
  })

  it.each(['', 'a"b', '"a', '"a"b', 'a,"b'])('in wrong quotes are none: %j', (text) =>
    expect(parseFields(text)).toBe(null),
  )
})

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['512', 512],
    ['1k', 1024],
    ['1.5 g', 1.5 * 1024 ** 3],
    ['10MiB', 10 * 1024 ** 2],
    ['64KB', 65_536],
    ['.5m', 524_288],
    ['3b', 3],
  ])('of bytes: %s', (text, bytes) => expect(valueOf(parseBytes(text))).toBe(bytes))

  it.each([
    ['0', 0],
    ['1m30s', 90e9],
    ['1.5h', 5400e9],
    ['300ms', 3e8],
    ['2us3ns', 2003],
    ['-1s', -1e9],
  ])('of time: %s', (text, nanoseconds) => expect(valueOf(parseDuration(text))).toBe(nanoseconds))

  it.each([
    [90e9, '1m30s'],
    [5e8, '500ms'],
    [3_600_000_000_000, '1h'],
    [0, '0s'],
    [-1e9, '-1s'],
  ])('of time are written short: %d', (nanoseconds, text) => expect(printDuration(nanoseconds)).toBe(text))

  it.each([
    ['12', 12],
    ['-0x1F', -31],
    ['0b101', 5],
    ['010', 8],
    ['1_000', 1000],
  ])('are read as Go reads them: %s', (text, number) =>
    expect(valueOf(parseInteger(text, [-100, 1000]))).toBe(number),
  )

  it.each(['1__0', '_1', '1_', '08', '1.0', 'x', '', '1001', '-101'])('that are none: %s', (text) =>
    expect(parseInteger(text, [-100, 1000]).ok).toBe(false),
  )

  it('of processors are exact', () => {
    expect(valueOf(parseCpus('1/2'))).toBe(500_000_000)
    expect(valueOf(parseCpus('0.1'))).toBe(100_000_000)
    expect(parseCpus('1/3').ok).toBe(false)
    expect(valueOf(parseNumberList('0-2,5'))).toEqual([
      [0, 2],
      [5, 5],
    ])
  })
})

describe('ports', () => {
  it.each([
    ['8080:80', [['80/tcp', '', '8080']]],
    ['80/udp', [['80/udp', '', '']]],
    [
      '[::1]:8000-8001:80-81',
      [
        ['80/tcp', '::1', '8000'],
        ['81/tcp', '::1', '8001'],
      ],
    ],
    ['127.0.0.1:8000-8009:80', [['80/tcp', '127.0.0.1', '8000-8009']]],
    ['published=8080,target=80,protocol=udp', [['80/udp', '', '8080']]],
  ] as const)('are opened one by one: %s', (text, expected) => {
    const bindings = expandPort(valueOf(parsePort(text)))
    expect(bindings.map((each) => [each.port, each.hostAddress, each.hostPort])).toEqual(expected)
  })
})

describe('volumes', () => {
  it.each([
    ['C:\\a:/x', { source: 'C:\\a', target: '/x', modes: [] }],
    ['C:\\a:D:\\x:ro', { source: 'C:\\a', target: 'D:\\x', modes: ['ro'] }],
    ['/data', { source: null, target: '/data', modes: [] }],
    ['./a:/x:ro,Z', { source: './a', target: '/x', modes: ['ro', 'Z'] }],
  ])('%s', (text, volumes) => expect(valueOf(parseVolume(text))).toEqual(volumes))
})

describe('an env file', () => {
  it('is read as docker reads it', () => {
    const text = '\uFEFF# comment\nA=1\r\n  B = no\nC="kept" # all\n\nD\n=x\nE=\n\tF=a=b\n'
    expect(parseEnvFile(text)).toEqual({
      entries: [
        { name: 'A', value: '1' },
        { name: 'C', value: '"kept" # all' },
        { name: 'D', value: null },
        { name: 'E', value: '' },
        { name: 'F', value: 'a=b' },
      ],
      wrongLines: [
        { line: 3, text: 'B = no' },
        { line: 7, text: '=x' },
      ],
    })
  })

  it('of labels has no labels without a value', () => {
    expect(parseLabelFile('a=b\nc\n').entries).toEqual([{ key: 'a', value: 'b' }])
  })
})

describe('devices', () => {
  it.each([
    ['/dev/a/../b/', { host: '/dev/b', container: '/dev/b', permissions: 'rwm' }],
    ['/dev//a:r', { host: '/dev/a', container: '/dev/a', permissions: 'r' }],
    ['/dev//a:/x/./y', { host: '/dev//a', container: '/x/y', permissions: 'rwm' }],
    ['/dev/a:/x/./y:rw', { host: '/dev/a', container: '/x/./y', permissions: 'rw' }],
    ['vendor.com/class=name', { kind: 'cdi', name: 'vendor.com/class=name' }],
  ])('are tidied as docker tidies them: %s', (text, expected) => {
    expect(valueOf(parseDevice(text))).toMatchObject(expected)
  })

  it('have rules', () => {
    expect(printDeviceRule(valueOf(parseDeviceRule('c 188:* rwm')))).toBe('c 188:* rwm')
  })
})

describe('GPUs', () => {
  it.each([
    ['all', { count: 'all' }],
    ['2', { count: 2 }],
    ['"device=0,UUID-1"', { count: null, devices: ['0', 'UUID-1'] }],
    ['device=0', { count: null, devices: ['0'] }],
    [
      'driver=nvidia,"capabilities=compute,utility"',
      { driver: 'nvidia', count: 1, capabilities: ['compute', 'utility'] },
    ],
  ])('%s', (text, expected) => expect(valueOf(parseGpus(text))).toMatchObject(expected))
})
