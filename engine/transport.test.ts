import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { never } from './testing/lab.ts'
import { Transport } from './transport.ts'

let server: Server

afterEach(() => server.close())

/** An engine that says this as soon as it is asked, and no more. */
async function breaksAfter(answer: string): Promise<Transport> {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(answer)).resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new Transport({ endpoint: { host, source: 'flag', name: 'test' }, tls: null })
}

it('a refusal counts, although the connection ends in the midst of it while there is more to send', async () => {
  const words = '{"message":"no space left on device"}'
  const transport = await breaksAfter(
    `HTTP/1.1 500 X\r\nContent-Length: ${words.length + 10}\r\n\r\n${words}`,
  )
  const bytes = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536)
    })(),
  )
  const content = { type: 'application/x-tar', bytes }
  const asked = transport.request({ method: 'PUT', path: '/archive', content, signal: never() })
  await expect(asked).rejects.toMatchObject({
    data: { code: 'engine-failed', status: 500, engineMessage: 'no space left on device' },
  })
})
