import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { calls, streams } from './contract.ts'
import { errorCodes } from './errors.ts'
import { maxFileBytes } from './files.ts'
import type { HostFrame } from './frames.ts'
import type { Port } from './port.ts'
import { serve } from './rpc-server.ts'
import { fakeHandlers, quiet } from './testing/fake-handlers.ts'
import { createPortPair } from './testing/port-pair.ts'
import type { Path } from './testing/schema-values.ts'
import { acceptedValues, placesIn, valueAt, withValueAt } from './testing/schema-values.ts'

/*
 * Every row of the contract against a page that is not ours. Its schema says what it takes; what is sent is that, with
 * something wrong at one place or several. `node scripts/fuzz.mjs` runs the random part for longer.
 */
const runs = Number(process.env['BAYPLAN_FUZZ_RUNS'] ?? 300)
const seed = Number(process.env['BAYPLAN_FUZZ_SEED'] ?? 20_261_121)

type Row = readonly [name: string, kind: 'call' | 'open', schema: z.ZodMiniType<unknown>]
const rows: readonly Row[] = [
  ...Object.entries(calls).map(([name, row]) => [name, 'call', row.params] as unknown as Row),
  ...Object.entries(streams).map(([name, row]) => [name, 'open', row.params] as unknown as Row),
]
const inputs: readonly (readonly [name: string, schema: z.ZodMiniType<unknown>])[] = Object.entries(
  streams,
).map(([name, row]) => [name, row.input as unknown as z.ZodMiniType<unknown>])

const fromJson = (text: string): unknown => JSON.parse(text)
const prototypes: readonly unknown[] = [
  fromJson('{"__proto__":{"polluted":true}}'),
  fromJson('{"constructor":{"prototype":{"polluted":true}}}'),
  fromJson('{"id":"abc","__proto__":{"id":"abc"}}'),
]
const oddNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308]
const wrongs: readonly unknown[] = [
  ...prototypes,
  ...oddNumbers,
  undefined,
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 53,
  10n ** 20n,
  '',
  '..',
  '../../etc/passwd',
  'a\0b',
  'a\nb',
  '\u202egpj.exe',
  '\ud800',
  '$(reboot)',
  '--privileged',
  [],
  [[]],
  {},
  { length: 2 ** 32 },
  new Date(0),
  new Map([['id', 'abc']]),
  new Uint8Array(3),
]

/** More than any field takes, apart from the text of a file. */
const giantLength = 270_000
const giantCount = 60_000
/** Names of a record with too many of them. */
const manyNames = Array.from({ length: 10_001 }, (_, index) => `k${index}`)

/** The same value with that place blown up, as far as it can be. */
function giantsAt(value: unknown, path: Path): readonly unknown[] {
  const part = valueAt(value, path)
  const at = (replacement: unknown) => withValueAt(value, path, replacement)
  if (typeof part === 'number') return oddNumbers.map(at)
  if (part instanceof Uint8Array) return [at(new Uint8Array((1 << 20) + 1))]
  if (Array.isArray(part)) return [at(Array.from({ length: giantCount }, () => part[0] as unknown))]
  if (typeof part === 'object' && part !== null) {
    const each: unknown = Object.values(part)[0]
    return [at(Object.fromEntries(manyNames.map((name) => [name, each])))]
  }
  if (typeof part !== 'string') return []
  // A pattern that repeats somewhere is met by repeating there.
  return [0, part.length >> 1, part.length - 1].map((index) =>
    at(part.slice(0, index) + part.charAt(index).repeat(giantLength) + part.slice(index)),
  )
}

type Place = readonly [value: unknown, path: Path]

/** Every place of what the schema takes; the branches of a union share most of theirs. */
function placesOf(schema: z.ZodMiniType<unknown>): readonly Place[] {
  const places = acceptedValues(schema).flatMap((value) =>
    placesIn(value).map((path): Place => [value, path]),
  )
  const key = ([value, path]: Place) => `${path.join('.')} ${typeof valueAt(value, path)}`
  return [...new Map(places.map((place) => [key(place), place])).values()]
}

/** The places at which the schema takes something of any size. */
function unboundedIn(schema: z.ZodMiniType<unknown>): readonly string[] {
  return placesOf(schema)
    .filter(([value, path]) => giantsAt(value, path).some((giant) => schema.safeParse(giant).success))
    .map(([, path]) => path.join('.'))
}

/** In memory everything happens in microtasks: after this many nothing is left to happen. */
async function settle(): Promise<void> {
  for (let round = 0; round < 50; round += 1) await Promise.resolve()
}

/** A host whose handlers take note of what reaches them. */
function openHost() {
  const bugs: unknown[] = []
  const received: unknown[] = []
  const note = (params: unknown) => void received.push(params)
  const handlers = fakeHandlers({
    calls: Object.fromEntries(
      Object.keys(calls).map((name) => [name, async (params: unknown) => (note(params), null)]),
    ),
    streams: Object.fromEntries(
      Object.keys(streams).map((name) => [
        name,
        (params: unknown, signal: AbortSignal) => (note(params), quiet(signal)),
      ]),
    ),
  })
  const openPage = (): { page: Port<unknown, HostFrame>; answers: HostFrame[]; isClosed: () => boolean } => {
    const [page, host] = createPortPair<unknown, HostFrame>()
    const answers: HostFrame[] = []
    let isClosed = false
    // The clock runs a second with each request: these pages are to be refused for what they say, not for its pace.
    let nowMs = 0
    serve(host, handlers, { onBug: (error) => bugs.push(error), now: () => (nowMs += 1_000) })
    page.onFrame((frame) => answers.push(frame))
    page.onClose(() => {
      isClosed = true
    })
    return { page, answers, isClosed: () => isClosed }
  }
  return { openPage, bugs, received }
}

/** What no answer may be: a bug, or a word that no screen knows. */
function expectClean(answers: readonly HostFrame[]): void {
  for (const answer of answers) {
    expect(['ready', 'result', 'error', 'item', 'end', 'ack']).toContain(answer.t)
    if (answer.t !== 'error') continue
    expect(errorCodes).toContain(answer.error.code)
    expect(answer.error.code).not.toBe('internal')
  }
}

function expectNothingPolluted(received: readonly unknown[]): void {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  for (const value of received) {
    for (const path of placesIn(value)) {
      const part = valueAt(value, path)
      if (typeof part !== 'object' || part === null) continue
      expect(Object.hasOwn(part, '__proto__')).toBe(false)
      expect((part as Record<string, unknown>)['polluted']).toBeUndefined()
    }
  }
}

describe('every row of the contract', { timeout: 600_000 }, () => {
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => rejections.push(error)
  beforeAll(() => void process.on('unhandledRejection', onRejection))
  afterAll(() => {
    process.off('unhandledRejection', onRejection)
    expect(rejections).toEqual([])
  })

  it('is bounded: no text, list, record or number of any size gets through', () => {
    const all = [...rows.map(([name, , schema]) => [name, schema] as const), ...inputs]
    const taken = all.flatMap(([name, schema]) => unboundedIn(schema).map((place) => `${name} ${place}`))
    expect(taken).toEqual(['files.write text'])
    const write = acceptedValues(calls['files.write'].params)[0]
    const text = 'a'.repeat(maxFileBytes + 1)
    expect(calls['files.write'].params.safeParse(withValueAt(write, ['text'], text)).success).toBe(false)
  })

  it('would be told of for a bound that is missing', () => {
    const loose = z.strictObject({
      text: z.string().check(z.regex(/^a+$/)),
      list: z.array(z.boolean()),
      record: z.record(z.string(), z.boolean()),
      number: z.number(),
      bytes: z.instanceof(Uint8Array),
      tight: z.string().check(z.maxLength(9)),
    })
    expect(unboundedIn(loose)).toEqual(['text', 'list', 'record', 'number', 'bytes'])
  })

  it('takes what it says and answers everything else with a clean refusal', async () => {
    const { openPage, bugs, received } = openHost()
    const { page, answers, isClosed } = openPage()
    let id = 0
    let accepted = 0
    const send = (t: 'call' | 'open', name: string, params: unknown) => {
      page.post({ t, id: (id += 1), name, params })
      if (t === 'open') page.post({ t: 'cancel', id })
    }
    for (const [name, t, schema] of rows) {
      for (const value of acceptedValues(schema)) {
        send(t, name, value)
        accepted += 1
        page.post({ t, id: (id += 1), name, params: { more: 1, ...(value as object) } })
        await settle()
        const refused = { t: 'error', id, error: { code: 'bad-request', operation: name } }
        expect(answers.find((answer) => 'id' in answer && answer.id === id)).toMatchObject(refused)
      }
      for (const [value, path] of placesOf(schema)) {
        for (const wrong of wrongs) send(t, name, withValueAt(value, path, wrong))
        await settle()
      }
    }
    expect(isClosed()).toBe(false)
    expect(received.length).toBeGreaterThanOrEqual(accepted)
    expectClean(answers)
    expectNothingPolluted(received)
    expect(bugs).toEqual([])
    page.close()
  })

  it('refuses inputs of the wrong kind, and a stream without inputs refuses all', async () => {
    const { openPage, bugs } = openHost()
    for (const [name, schema] of Object.entries(streams).map(([row, { params }]) => [row, params] as const)) {
      const [params] = acceptedValues(schema as unknown as z.ZodMiniType<unknown>)
      for (const value of [
        ...wrongs.filter((wrong) => !(wrong instanceof Uint8Array)),
        'x'.repeat(1 << 20),
      ]) {
        const { page, answers } = openPage()
        page.post({ t: 'open', id: 1, name, params })
        page.post({ t: 'input', id: 1, value })
        await settle()
        expect(answers.at(-1)).toMatchObject({ t: 'error', id: 1, error: { code: 'bad-request' } })
        page.close()
      }
    }
    expect(bugs).toEqual([])
  })

  it('survives values with anything wrong at several places, in frames of any order', async () => {
    const { openPage, bugs, received } = openHost()
    const values = rows.flatMap(([name, t, schema]) =>
      acceptedValues(schema).map((value) => ({ name, t, value, places: placesIn(value) })),
    )
    const anything = fc.oneof(
      fc.constantFrom(...wrongs),
      fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }),
    )
    const request = fc.constantFrom(...values).chain(({ name, t, value, places }) =>
      fc.record({
        t: fc.constant(t),
        id: fc.integer({ min: 1, max: 6 }),
        name: fc.constant(name),
        params: fc
          .array(fc.tuple(fc.constantFrom(...places), anything), { maxLength: 3 })
          .map((changes) =>
            changes.reduce((params, [path, wrong]) => safelyChanged(params, path, wrong), value),
          ),
      }),
    )
    const other = fc.oneof(
      fc.record({ t: fc.constantFrom('finish', 'cancel'), id: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        t: fc.constant('ack'),
        id: fc.integer({ min: 1, max: 6 }),
        n: fc.integer({ min: 1, max: 8 }),
      }),
      fc.record({ t: fc.constant('input'), id: fc.integer({ min: 1, max: 6 }), value: anything }),
    )
    const frames = fc.array(fc.oneof({ weight: 3, arbitrary: request }, other), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(frames, async (sent) => {
        const { page, answers } = openPage()
        for (const frame of sent) {
          try {
            page.post(frame)
          } catch {
            // Not cloneable: no transport would carry it.
          }
        }
        await settle()
        expectClean(answers)
        page.close()
        await settle()
      }),
      { numRuns: runs, seed },
    )
    expectNothingPolluted(received)
    expect(bugs).toEqual([])
  })
})

/** A place that an earlier change has taken away cannot be changed. */
function safelyChanged(params: unknown, path: Path, wrong: unknown): unknown {
  try {
    return withValueAt(params, path, wrong)
  } catch {
    return params
  }
}
