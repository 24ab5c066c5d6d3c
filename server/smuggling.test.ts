import { afterAll, beforeAll, expect, it } from 'vitest'
import { HostRig } from './testing/host-rig.ts'

/* Bytes that two readers of HTTP could take for two different requests. There is one answer at most, never the page. */

let rig: HostRig
beforeAll(async () => {
  rig = await HostRig.start({}, { headersTimeoutMs: 500 })
})
afterAll(() => rig.stop())

const inner = () => `GET / HTTP/1.1\r\nHost: ${rig.name}\r\n\r\n`
const framed = (headers: string, body: string) =>
  `GET / HTTP/1.1\r\nHost: ${rig.name}\r\nOrigin: ${rig.origin}\r\n${headers}\r\n\r\n${body}`

it.each<[string, () => string]>([
  [
    'a length and a chunked body',
    () => framed('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${inner()}`),
  ],
  [
    'a chunked body and a length',
    () => framed('Transfer-Encoding: chunked\r\nContent-Length: 4', `0\r\n\r\n${inner()}`),
  ],
  ['two lengths', () => framed('Content-Length: 0\r\nContent-Length: 44', inner())],
  ['a length with a sign', () => framed('Content-Length: +0', inner())],
  ['a length of two numbers', () => framed('Content-Length: 0, 0', inner())],
  [
    'an encoding that is hidden by a blank',
    () => framed('Transfer-Encoding : chunked', `0\r\n\r\n${inner()}`),
  ],
  ['an encoding on a folded line', () => framed('Transfer-Encoding:\r\n chunked', `0\r\n\r\n${inner()}`)],
  ['an encoding that nobody knows', () => framed('Transfer-Encoding: xchunked', `0\r\n\r\n${inner()}`)],
  ['an encoding after another', () => framed('Transfer-Encoding: chunked, identity', `0\r\n\r\n${inner()}`)],
  ['a request as the body of another', () => framed('Content-Length: 44', inner())],
  ['a line that ends with a return only', () => framed('X: 1\rContent-Length: 44', inner())],
  ['a header without a name', () => framed(': 1', inner())],
  ['a NUL in a header', () => framed('X: a\0b', inner())],
  ['no version', () => `GET /\r\nHost: ${rig.name}\r\n\r\n${inner()}`],
  ['a version of the future', () => `GET / HTTP/9.9\r\nHost: ${rig.name}\r\n\r\n${inner()}`],
])('%s', { timeout: 30_000 }, async (_name, bytes) => {
  const answer = await rig.raw(bytes())
  expect(answer.match(/HTTP\/1\.1 \d/g)?.length ?? 0).toBeLessThanOrEqual(1)
  expect(answer).not.toMatch(/HTTP\/1\.1 2/)
  expect(answer).not.toContain('<!doctype')
})

it('two requests on one connection are two answers, each by itself', { timeout: 30_000 }, async () => {
  const host = `Host: ${rig.name}\r\n`
  const answer = await rig.raw(
    `GET / HTTP/1.1\r\n${host}\r\nGET / HTTP/1.1\r\nHost: rebind.example\r\n\r\nGET / HTTP/1.1\r\n${host}\r\n`,
  )
  expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403'])
})
