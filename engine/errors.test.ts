import { expect, it } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import { fromRequestFailure, fromStatus, fromStreamFailure, messageOf } from './errors.ts'

it.each([
  [400, 'bad-request'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'not-found'],
  [409, 'conflict'],
  [422, 'bad-request'],
  [500, 'engine-failed'],
  [501, 'unsupported'],
  [503, 'engine-unreachable'],
  [507, 'out-of-space'],
])('makes of status %i the code %s', (status, code) => {
  const subject = { kind: 'container', id: 'abc', name: 'web' } as const
  const error = fromStatus(status, 'words of the engine', { operation: 'ContainerStart', subject })
  expect(error.data).toMatchObject({
    code,
    status,
    engineMessage: 'words of the engine',
    operation: 'ContainerStart',
    subject,
  })
})

it('does not read "no space" or "already in use" out of a text', () => {
  expect(fromStatus(500, 'write /x: no space left on device').code).toBe('engine-failed')
  expect(fromStatus(500, 'name is already in use').code).toBe('engine-failed')
})

it.each([
  ['ENOENT', 'engine-unreachable'],
  ['ECONNREFUSED', 'engine-unreachable'],
  ['ECONNRESET', 'engine-unreachable'],
  ['ENOTFOUND', 'engine-unreachable'],
  ['HPE_INVALID_CONSTANT', 'engine-unreachable'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'engine-unreachable'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'engine-unreachable'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'engine-unreachable'],
  ['CERT_HAS_EXPIRED', 'engine-unreachable'],
  ['EACCES', 'permission-denied'],
  ['ENOSPC', 'out-of-space'],
])('makes of %s the code %s', (errno, code) => {
  const error = Object.assign(new Error(`connect ${errno}`), { code: errno })
  expect(fromRequestFailure(error)).toMatchObject({
    data: { code, engineMessage: `connect ${errno}`, status: null },
  })
})

it('calls a broken answer a lost stream, and an aborted one cancelled', () => {
  const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  expect(fromStreamFailure(reset)).toMatchObject({ code: 'stream-lost', data: { retryable: true } })
  const abort = Object.assign(new Error('aborted'), { name: 'AbortError' })
  expect(fromStreamFailure(abort)).toMatchObject({ code: 'cancelled' })
})

it('leaves bugs as they are, and adds the subject to what is known', () => {
  const bug = new TypeError('x is not a function')
  expect(fromRequestFailure(bug)).toBe(bug)
  const known = new EngineError('conflict', 'busy')
  expect(fromRequestFailure(known, { operation: 'ContainerStop' })).toMatchObject({
    data: { code: 'conflict', operation: 'ContainerStop' },
  })
})

it('tells each address that was tried in vain', () => {
  const both = new AggregateError([new Error('connect ::1'), new Error('connect 127.0.0.1')], '')
  expect(messageOf(both)).toBe('connect ::1; connect 127.0.0.1')
})
