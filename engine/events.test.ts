import { expect, it } from 'vitest'
import type { EngineClient, EngineRequest } from './client.ts'
import type { EngineEvent } from './events.ts'
import { createEvents } from './events.ts'
import { FakeConnection, fakeClient, playedAnswer } from './testing/fakes.ts'
import { until } from './testing/lab.ts'

function line(action: string, timeNano: string, id = 'abc'): string {
  return `{"Type":"container","Action":"${action}","Actor":{"ID":"${id}","Attributes":{}},"timeNano":${timeNano}}\n`
}

function setUp() {
  const connection = new FakeConnection()
  const bugs: unknown[] = []
  const events = createEvents(connection, (error) => bugs.push(error))
  const heard: EngineEvent[] = []
  const requests: EngineRequest[] = []
  const answers: ReturnType<typeof playedAnswer>[] = []
  const client = fakeClient((request) => {
    requests.push(request)
    const answer = playedAnswer()
    if (request.path === '/_ping') answer.body.end('OK')
    else answers.push(answer)
    return answer.response
  })
  return { connection, bugs, events, heard, requests, answers, client }
}

it('asks for events from the engine’s own present on, of the kinds that are shown', async () => {
  const { connection, events, requests, client, heard } = setUp()
  const undo = events.onEvent((event) => heard.push(event))
  connection.connect(client)
  await until('the stream', () => requests.length === 2)
  expect(requests[1]).toMatchObject({
    path: '/events',
    query: { since: Date.parse('2026-11-20T12:00:00Z') / 1_000 },
  })
  expect(JSON.parse(String(requests[1]?.query?.['filters']))).toEqual({
    type: ['container', 'image', 'volume', 'network'],
  })
  undo()
})

it('tells every event once, although a reopened stream repeats the last second', async () => {
  const { connection, events, heard, answers, client, bugs } = setUp()
  const streams: (EngineClient | null)[] = []
  const undos = [
    events.onEvent((event) => heard.push(event)),
    events.onStream((stream) => streams.push(stream)),
  ]
  connection.connect(client)
  await until('the stream', () => answers.length === 1)
  answers[0]?.body.write(`${line('create', '1')}garbage\n${line('start', '2')}`)
  await until('two events', () => heard.length === 2)
  answers[0]?.body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
  await until('the stream again', () => answers.length === 2)
  answers[1]?.body.write(`${line('create', '1')}${line('start', '2')}${line('die', '3')}`)
  await until('three events', () => heard.length === 3)
  expect(heard.map((event) => event.action)).toEqual(['create', 'start', 'die'])
  expect(streams).toEqual([null, client, null, client])
  expect(connection.suspected).toEqual([client])
  expect(bugs).toEqual([])
  for (const undo of undos) undo()
})

it('takes an orderly end for a loss as well', async () => {
  const { connection, events, answers, client, heard } = setUp()
  const undo = events.onEvent((event) => heard.push(event))
  connection.connect(client)
  await until('the stream', () => answers.length === 1)
  answers[0]?.body.end()
  await until('the stream again', () => answers.length === 2)
  expect(connection.suspected).toEqual([client])
  undo()
})

it('shares one stream among listeners, and ends it with the last one', async () => {
  const { connection, events, requests, answers, client, heard } = setUp()
  connection.connect(client)
  const undos = [1, 2, 3].map(() => events.onContainerEvent((event) => heard.push(event)))
  await until('the stream', () => answers.length === 1)
  answers[0]?.body.write(line('start', '1'))
  await until('three told', () => heard.length === 3)
  for (const undo of undos) undo()
  expect(requests.filter((request) => request.path === '/events')).toHaveLength(1)
  expect(requests.at(-1)?.signal.aborted).toBe(true)
})

it('tells of containers and of their networks only those who ask for containers', async () => {
  const { connection, events, answers, client, heard } = setUp()
  connection.connect(client)
  const undo = events.onContainerEvent((event) => heard.push(event))
  await until('the stream', () => answers.length === 1)
  const network = (action: string, attributes: string) =>
    `{"Type":"network","Action":"${action}","Actor":{"ID":"net","Attributes":${attributes}},"timeNano":1}\n`
  answers[0]?.body.write(
    network('create', '{"name":"n"}') + network('connect', '{"container":"abc"}') + line('die', '5'),
  )
  await until('two told', () => heard.length === 2)
  expect(heard.map((event) => `${event.type} ${event.action}`)).toEqual(['network connect', 'container die'])
  undo()
})
