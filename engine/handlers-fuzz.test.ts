import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { calls, streams } from '../shared/contract.ts'
import { EngineError, toErrorData } from '../shared/errors.ts'
import { acceptedValues, placesIn, valueAt, withValueAt } from '../shared/testing/schema-values.ts'
import type { Engine } from './engine.ts'
import { createEngine } from './engine.ts'
import { never } from './testing/lab.ts'

/*
 * The real handlers with whatever the contract lets through, before an engine that answers nonsense: hostile
 * parameters and a hostile engine at once.
 */

/** What surprises a handler is told as `internal`; whoever looks for such places wants to see them. */
const isStrict = process.env['BAYPLAN_FUZZ_RUNS'] !== undefined

/** They leave for another engine, or for another machine. */
const leftOut = new Set(['engine.use', 'engine.endpoints', 'engine.retry'])

const version = JSON.stringify({ Version: '28.0', ApiVersion: '1.48', MinAPIVersion: '1.24', Os: 'linux' })
/** Texts that an address, a header or a shell could take for something else. */
const oddTexts = [
  '..',
  '.',
  'a/../../secret-place',
  'a/./b',
  'a\\..\\b',
  '%2e%2e%2fsecret-place',
  'a?b=c#d',
  'a\r\nX-Injected: 1',
  '\ud800',
  '\u202egpj.exe',
  '\u0000',
  '--privileged',
  '$(reboot)',
  "a' OR '1'='1",
]
const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`

/** What an engine never says. */
const answers: readonly (readonly [status: number, body: string])[] = [
  [200, '{}'],
  [200, '[]'],
  [200, 'null'],
  [200, '7'],
  [200, '"text"'],
  [200, '[null,1,"x",[],{}]'],
  [200, '{"Id":7,"Names":{},"State":[],"Config":null,"HostConfig":"x","Labels":[1],"Ports":{"a":1}}'],
  [200, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
  [200, deep],
  [200, '<!doctype html><script>alert(1)</script>'],
  [200, ''],
  [201, '{"Id":"../../etc","Warnings":"x"}'],
  [204, ''],
  [301, ''],
  [400, '{"message":{"a":1}}'],
  [404, '{"message":"\\u001b[31mno"}'],
  [409, deep],
  [500, 'x'.repeat(100_000)],
]

describe('the handlers before an engine that talks nonsense', { timeout: 600_000 }, () => {
  let server: Server
  let folder: string
  let engine: Engine
  let current = 0
  const asked: string[] = []
  const bugs: unknown[] = []
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => rejections.push(error)

  function answer(url: string, response: ServerResponse): void {
    asked.push(url)
    if (url.endsWith('/_ping')) response.end('OK')
    else if (url.endsWith('/version')) response.end(version)
    else if (url.endsWith('/info')) response.end('{}')
    else if (url.includes('/events')) response.flushHeaders()
    // What the live lists ask for: with nonsense here they would ask again and again.
    else if (/\/((containers|images)\/json|networks)(\?|$)/.test(url)) response.end('[]')
    else if (/\/volumes(\?|$)/.test(url)) response.end('{}')
    else {
      const [status, body] = answers[current] ?? [200, '']
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)
    }
  }

  beforeAll(async () => {
    process.on('unhandledRejection', onRejection)
    folder = await mkdtemp(path.join(os.tmpdir(), 'bayplan-fuzz-'))
    const socket = path.join(folder, 'engine.sock')
    server = createServer((request, response) => answer(request.url ?? '', response))
    await once(server.listen(socket), 'listening')
    engine = createEngine({
      host: `unix://${socket}`,
      hostInfo: { kind: 'web', appVersion: '0', platform: 'linux', user: 'somebody' },
      // Accounts of registries are kept here, and there are no helpers for them.
      env: { HOME: folder, DOCKER_CONFIG: folder, PATH: folder },
      onBug: (error) => bugs.push(error),
    })
    await engine.connection.whenConnected(never())
  }, 120_000)
  afterAll(async () => {
    await engine.dispose()
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
    process.off('unhandledRejection', onRejection)
  }, 120_000)

  /** The branches of a union differ little to a handler: two of them will do, all of them for the script. */
  const someOf = (schema: z.ZodMiniType<unknown>) => acceptedValues(schema).slice(0, isStrict ? undefined : 2)

  /** Runs one row until it ends or has been cancelled; what it threw that is no `EngineError`. */
  async function bugOf(name: string, params: unknown): Promise<unknown> {
    const leaving = new AbortController()
    const timer = setTimeout(() => leaving.abort(), 100)
    try {
      const call = engine.handlers.calls[name as keyof typeof calls] as Handler | undefined
      const stream = engine.handlers.streams[name as keyof typeof streams] as unknown as StreamHandler
      if (call) await call(params, leaving.signal)
      else
        for await (const _item of stream(params, leaving.signal, noInput())) if (leaving.signal.aborted) break
      return null
    } catch (error) {
      const isAbort = leaving.signal.aborted && error instanceof Error && error.name === 'AbortError'
      return error instanceof EngineError || isAbort ? null : error
    } finally {
      clearTimeout(timer)
    }
  }

  const rows = Object.entries({ ...calls, ...streams })
    .filter(([name]) => !leftOut.has(name))
    .map(([name, row]) => ({ name, schema: row.params as unknown as z.ZodMiniType<unknown> }))

  it('answers every row with a clean error or a result, whatever the engine says', async () => {
    const found: string[] = []
    for (const [index, [, body]] of answers.entries()) {
      current = index
      const tries = rows.flatMap(({ name, schema }) => someOf(schema).map((params) => ({ name, params })))
      await Promise.all(
        tries.map(async ({ name, params }) => {
          const bug = await bugOf(name, params)
          if (bug !== null) found.push(`${name} ${body.slice(0, 60)}: ${(bug as Error).stack?.slice(0, 300)}`)
        }),
      )
    }
    expect(rejections).toEqual([])
    expect(await bugOf('host.info', {})).toBeNull()
    if (isStrict) expect([...found, ...bugs.map((bug) => toErrorData(bug).engineMessage)]).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('no name leads to another operation of the engine, and none is a bug', async () => {
    asked.length = 0
    current = answers.findIndex(([status]) => status === 404)
    const tries = rows.flatMap(({ name, schema }) =>
      someOf(schema).flatMap((value) =>
        placesIn(value)
          .filter((place) => typeof valueAt(value, place) === 'string')
          .flatMap((place) => oddTexts.map((text) => withValueAt(value, place, text)))
          .filter((params) => schema.safeParse(params).success)
          .map((params) => ({ name, params })),
      ),
    )
    const found: string[] = []
    while (tries.length > 0) {
      await Promise.all(
        tries.splice(0, 100).map(async ({ name, params }) => {
          const bug = await bugOf(name, params)
          if (bug !== null) found.push(`${name} ${JSON.stringify(params)}: ${toErrorData(bug).engineMessage}`)
        }),
      )
    }
    expect(found).toEqual([])
    expect(asked.length).toBeGreaterThan(100)
    const places = asked.map((url) => url.replace(/\?.*/, '').replaceAll(/%2f/gi, '/'))
    expect(places.filter((place) => /\/\.\.?(\/|$)/.test(place))).toEqual([])
  })
})

type Handler = (params: unknown, signal: AbortSignal) => Promise<unknown>
type StreamHandler = (
  params: unknown,
  signal: AbortSignal,
  input: AsyncIterable<unknown>,
) => AsyncIterable<unknown>

async function* noInput(): AsyncGenerator<never> {}
