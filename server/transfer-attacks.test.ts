import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Transfers } from '../engine/transfers.ts'
import { EngineError } from '../shared/errors.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { HostRig } from './testing/host-rig.ts'

const foreign = 'http://127.0.0.1:1'
/** An upload that is only looked for. */
const rejected = { body: Readable.from([]), done: () => {} }

/* Who may fetch or send a file: the page that was given the address, once, and nobody else. */

describe('attacks on the one-time addresses of files', { timeout: 30_000 }, () => {
  let transfers: Transfers
  let site: HostRig
  beforeEach(async () => {
    transfers = new Transfers('web')
    site = await HostRig.start({}, { transfers, headersTimeoutMs: 500 })
  })
  afterEach(() => site.stop())
  const own = () => ({ origin: site.origin, 'sec-fetch-site': 'same-origin' })
  const offerDownload = () => transfers.openSink({ kind: 'browser', fileName: 'images.tar' })
  const offerUpload = () => transfers.openSource({ kind: 'browser', fileName: 'a.tar', sizeBytes: null })

  it.each<[string, () => Record<string, string>]>([
    ['a rebound name', () => ({ host: 'rebind.example' })],
    ['localhost', () => ({ host: `localhost:${site.host.port}` })],
    ['a foreign Origin', () => ({ origin: foreign })],
    ['Origin null', () => ({ origin: 'null' })],
    ['fetch of another site', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })],
    ['fetch of another port', () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })],
    [
      'a link of another port',
      () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }),
    ],
    ['a typed address', () => ({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })],
  ])('%s gets no file, sends none, and uses no address up', async (_name, headers) => {
    const sink = offerDownload()
    const source = offerUpload()
    expect((await site.fetch(sink.url ?? '', headers())).status).toBe(403)
    const sent = await site.fetch(source.url ?? '', { origin: site.origin, ...headers() }, 'PUT', 'bytes')
    expect(sent.status).toBe(403)
    sink.settle(null)
    expect(transfers.claimUpload((source.url ?? '').slice('/transfer/'.length), rejected)).toBe(true)
  })

  it('who sends bytes must say where it comes from', async () => {
    const { url } = offerUpload()
    expect((await site.fetch(url ?? '', {}, 'PUT', 'bytes')).status).toBe(403)
  })

  it.each(['HEAD', 'POST', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const { url } = offerDownload()
    const answer = await site.fetch(url ?? '', own(), method)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, PUT'])
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it.each([
    '/transfer/',
    '/transfer',
    `/transfer/${'A'.repeat(43)}`,
    '/transfer/__proto__',
    '/transfer/../index.html',
  ])('answers %s with 404', async (path) => {
    expect((await site.fetch(path, own())).status).toBe(404)
    if (path.startsWith('/transfer/')) {
      expect((await site.fetch(path, own(), 'PUT', 'bytes')).status).toBe(404)
    }
  })

  it('an address works once, with its own method only', async () => {
    const sink = offerDownload()
    const source = offerUpload()
    expect((await site.fetch(source.url ?? '', own())).status).toBe(404)
    expect((await site.fetch(sink.url ?? '', own(), 'PUT', 'bytes')).status).toBe(404)
    const answers = [site.fetch(sink.url ?? '', own()), site.fetch(sink.url ?? '', own())]
    const file = await sink.writable(new AbortController().signal)
    file.end('content')
    const got = (await Promise.all(answers)).map(({ status, body }) => `${status} ${body}`)
    expect(got).toContain('200 content')
    expect(got).toContain('404 not found\n')
  })

  it('a late one finds nothing', async () => {
    const late = new Transfers('web', 1).openSink({ kind: 'browser', fileName: 'a' })
    await late.writable(new AbortController().signal).catch(() => {})
    expect((await site.fetch(late.url ?? '', own())).status).toBe(404)
  })

  it('a file is saved, never shown, whatever it is called', async () => {
    const fileName = `a"; filename=evil.html\u202e 鲸.tar`
    const sink = transfers.openSink({ kind: 'browser', fileName })
    const answer = site.fetch(sink.url ?? '', own())
    const file = await sink.writable(new AbortController().signal)
    file.end('<script>alert(1)</script>')
    const { headers } = await answer
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[\w ;=.]+"; filename\*=UTF-8''[\w%.]+$/,
    )
  })

  it('what is no transfer takes no content, so nobody keeps the host busy with it', async () => {
    expect((await site.fetch('/', { 'transfer-encoding': 'chunked' })).status).toBe(413)
    expect((await site.fetch('/', { 'content-length': '5' }, 'GET', 'bytes')).status).toBe(413)
    const answer = await site.raw(
      `GET / HTTP/1.1\r\nHost: ${site.name}\r\nContent-Length: 1000000\r\n\r\nand then nothing`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
  })

  it('an upload that is cut off fails its task', async () => {
    const source = offerUpload()
    const socket = connect(site.host.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `PUT ${source.url} HTTP/1.1\r\nHost: ${site.name}\r\nOrigin: ${site.origin}\r\nContent-Length: 100\r\n\r\nhalf`,
    )
    const bytes = await source.readable(new AbortController().signal)
    const reading = text(bytes)
    socket.destroy()
    await expect(reading).rejects.toMatchObject({ code: 'transfer-cut' })
  })

  it('a task that failed answers with a word, not with a file', async () => {
    const sink = offerDownload()
    const answer = site.fetch(sink.url ?? '', own())
    await eventually(async () => expect((await site.fetch(sink.url ?? '', own())).status).toBe(404))
    sink.settle(new EngineError('not-found', 'no such image: <b>x</b>'))
    const { status, headers, body } = await answer
    expect([status, body]).toEqual([404, 'not-found\n'])
    expect(headers['content-disposition']).toBeUndefined()
  })
})
