import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { EngineTarget } from '../target.ts'
import { Transport } from '../transport.ts'
import type { RawBody } from './raw-response.ts'

const servers: net.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server that hands each connection, its request read, to the test. */
async function serve(answer: (socket: Socket, request: string) => void): Promise<Transport> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (bytes) => answer(socket, bytes.toString('latin1')))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const target: EngineTarget = {
    endpoint: { host: `tcp://127.0.0.1:${String(port)}`, source: 'flag', name: 'test' },
    tls: null,
  }
  return new Transport(target)
}

const ask = (transport: Transport, signal = new AbortController().signal, path = '/logs') =>
  transport.readRaw({ method: 'GET', path, query: { tail: 'all', names: ['a b', 'c'] }, signal })

async function textOf(body: RawBody): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    body.listen({
      bytes: (chunk) => {
        text += chunk.toString()
      },
      end: () => resolve(text),
      fail: reject,
    })
  })
}

const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

describe('a raw answer', () => {
  it('loses nothing that came with the head, nor what comes before somebody listens', async () => {
    let asked = ''
    const transport = await serve((socket, request) => {
      asked = request
      socket.write(`${chunkedHead}3\r\none\r\n`)
      socket.end('3\r\ntwo\r\n0\r\n\r\n')
    })
    const { status, body } = await ask(transport)
    await new Promise((resolve) => setImmediate(resolve))
    expect([status, await textOf(body)]).toEqual([200, 'onetwo'])
    expect(asked).toMatch(/^GET \/logs\?tail=all&names=a\+b&names=c HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/)
  })

  it('rejects with the engine’s words on an error status', async () => {
    const transport = await serve((socket) =>
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 22\r\n\r\n{"message":"no such x"}'),
    )
    await expect(ask(transport)).rejects.toMatchObject({ data: { code: 'not-found', status: 404 } })
  })

  it('fails with stream-lost when the connection breaks in the body, and with engine-unreachable before the head', async () => {
    const cut = await serve((socket) => socket.end(`${chunkedHead}9\r\npart`))
    await expect(textOf((await ask(cut)).body)).rejects.toMatchObject({ data: { code: 'stream-lost' } })
    const silent = await serve((socket) => socket.end())
    await expect(ask(silent)).rejects.toMatchObject({ data: { code: 'engine-unreachable' } })
  })

  it('ends on abort, before the answer and after', async () => {
    const early = new AbortController()
    const unanswered = ask(await serve(() => early.abort()), early.signal)
    await expect(unanswered).rejects.toMatchObject({ data: { code: 'cancelled' } })
    const late = new AbortController()
    const { body } = await ask(await serve((socket) => socket.write(`${chunkedHead}1\r\nx\r\n`)), late.signal)
    const text = textOf(body)
    late.abort()
    await expect(text).rejects.toMatchObject({ data: { code: 'cancelled' } })
  })

  it('fails its bodies when the transport is closed', async () => {
    const transport = await serve((socket) => socket.write(`${chunkedHead}1\r\nx\r\n`))
    const text = textOf((await ask(transport)).body)
    transport.close()
    await expect(text).rejects.toMatchObject({ data: { code: 'stream-lost' } })
    await expect(ask(transport)).rejects.toMatchObject({ data: { code: 'engine-unreachable' } })
  })

  it('makes the sender wait while it is paused', async () => {
    let sent = 0
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
    const transport = await serve((socket) => {
      const pour = (): void => {
        while (socket.write(chunk)) sent += 1
        socket.once('drain', pour)
      }
      socket.write(chunkedHead)
      pour()
    })
    const { body } = await ask(transport)
    let got = 0
    await new Promise<void>((resolve) => {
      body.listen({
        bytes: (bytes) => {
          got += bytes.length
          if (got < 1 << 20) return
          body.pause()
          resolve()
        },
        end: () => undefined,
        fail: () => undefined,
      })
    })
    const atPause = got
    // The kernel's buffers fill, then nobody writes any more.
    for (let last = -1; last !== sent; ) {
      last = sent
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(got).toBe(atPause)
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (got === atPause) return
        clearInterval(timer)
        resolve()
      }, 5)
      body.resume()
    })
    body.destroy()
  })

  it('leaves its buffer alone while its first bytes are being used', async () => {
    const transport = await serve((socket) => {
      socket.write(`${chunkedHead}5\r\nfirst\r\n`)
      socket.end('6\r\nsecond\r\n0\r\n\r\n')
    })
    const { body } = await ask(transport)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const texts: string[] = []
    await new Promise<void>((resolve, reject) => {
      body.listen({
        bytes: (chunk) => {
          body.pause()
          setTimeout(() => {
            texts.push(chunk.toString())
            body.resume()
          }, 20)
        },
        end: () => setTimeout(resolve, 40),
        fail: reject,
      })
    })
    expect(texts.join('')).toBe('firstsecond')
  })

  it('does not send a line that nobody wrote', async () => {
    const transport = await serve((socket) => socket.end())
    const signal = new AbortController().signal
    await expect(ask(transport, signal, '/a HTTP/1.1\r\nX: y')).rejects.toMatchObject({
      data: { code: 'bad-request' },
    })
  })
})
