import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { connectEngine } from './connect.ts'
import type { EngineTarget, TlsSettings } from './target.ts'
import { createContainer, never, startLab, targetOf } from './testing/lab.ts'
import { readText } from './transport.ts'

const run = promisify(execFile)

describe('an engine behind TLS', () => {
  let lab: LabEngine
  let folder: string
  let server: Server
  let good: TlsSettings

  beforeAll(async () => {
    lab = await startLab('28')
    folder = await mkdtemp(path.join(os.tmpdir(), 'bayplan-test-'))
    await makeCertificate('server', 'localhost')
    await makeCertificate('client', 'client')
    const [key, cert, clientKey, clientCert] = await Promise.all(
      ['server.key', 'server.pem', 'client.key', 'client.pem'].map((name) =>
        readFile(path.join(folder, name), 'utf8'),
      ),
    )
    // As dockerd with --tlsverify: only one client is let in.
    server = tls.createServer({ key, cert, ca: clientCert, requestCert: true }, (socket) => {
      const engine = net.connect(lab.socketPath)
      socket.on('error', () => engine.destroy())
      engine.on('error', () => socket.destroy())
      socket.pipe(engine).pipe(socket)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    good = { ca: cert ?? null, cert: clientCert ?? null, key: clientKey ?? null, verify: true }
  })
  afterAll(async () => {
    server.close()
    await lab.stop()
    await rm(folder, { recursive: true })
  })

  async function makeCertificate(name: string, subject: string): Promise<void> {
    const files = ['-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`)]
    const names = ['-subj', `/CN=${subject}`, '-addext', `subjectAltName=DNS:${subject}`]
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...names])
  }

  function target(settings: TlsSettings | null): EngineTarget {
    const { port } = server.address() as AddressInfo
    return { endpoint: { host: `tcp://localhost:${port}`, source: 'context', name: 'nas' }, tls: settings }
  }

  it('answers calls, streams and two-way streams', async () => {
    const engine = await connectEngine(target(good), never())
    const id = await createContainer(engine, 'over-tls')
    await engine.docker.getContainer(id).start()
    const exec = await engine.docker
      .getContainer(id)
      .exec({ Cmd: ['cat'], AttachStdin: true, AttachStdout: true })
    const { socket } = await engine.hijack({
      method: 'POST',
      path: `/exec/${exec.id}/start`,
      body: { Detach: false, Tty: false },
      signal: never(),
    })
    const first = once(socket, 'data')
    socket.write('hello\n')
    expect(String((await first)[0]).slice(8)).toBe('hello\n')
    socket.destroy()
    engine.close()
  })

  it.each<[string, (settings: TlsSettings) => TlsSettings | null, string]>([
    ['a certificate from somebody unknown', (settings) => ({ ...settings, ca: null }), 'tls'],
    ['no client certificate', (settings) => ({ ...settings, cert: null, key: null }), 'tls'],
    ['plain HTTP', () => null, 'not-answering'],
  ])('is not connected to with %s', async (_, change, reason) => {
    await expect(connectEngine(target(change(good)), never())).rejects.toMatchObject({ reason })
  })

  it('is connected to unverified where the context says so', async () => {
    const engine = await connectEngine(target({ ...good, ca: null, verify: false }), never())
    expect(engine.apiVersion).toBe('1.51')
  })
})

describe('peers that misbehave', () => {
  let server: http.Server
  let answer: http.RequestListener
  beforeAll(async () => {
    server = http.createServer((request, response) => answer(request, response))
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => server.close())

  const host = () => `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  const version = JSON.stringify({ ApiVersion: '1.45', MinAPIVersion: '1.24', Version: '26' })

  it('a connection cut in the middle of a document rejects instead of hanging', async () => {
    answer = (request, response) => {
      if (request.url === '/version') return response.end(version)
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' })
      response.write('{"Id":')
      return setImmediate(() => response.destroy())
    }
    const engine = await connectEngine(targetOf(host()), never())
    await expect(engine.docker.getContainer('abc').inspect()).rejects.toMatchObject({ code: 'stream-lost' })
    await expect(engine.docker.getContainer('abc').wait()).rejects.toMatchObject({ code: 'stream-lost' })
  })

  it('a call without an answer ends when the client is closed, and at once when aborted', async () => {
    answer = (request, response) => void (request.url === '/version' && response.end(version))
    const engine = await connectEngine(targetOf(host()), never())
    const controller = new AbortController()
    const aborted = engine.docker.listContainers({ abortSignal: controller.signal })
    const closed = engine.docker.listContainers()
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'cancelled' })
    engine.close()
    await expect(closed).rejects.toMatchObject({ code: 'engine-unreachable' })
  })

  it('errors in plain text are passed on as they are, and a long one is cut', async () => {
    answer = (request, response) => {
      if (request.url === '/version') return response.end(version)
      response.writeHead(502)
      return response.end(request.url?.endsWith('/info') ? 'Bad Gateway\n' : 'x'.repeat(1 << 20))
    }
    const engine = await connectEngine(targetOf(host()), never())
    await expect(engine.stream({ method: 'GET', path: '/info', signal: never() })).rejects.toMatchObject({
      data: { code: 'engine-unreachable', status: 502, engineMessage: 'Bad Gateway' },
    })
    const long = await engine
      .stream({ method: 'GET', path: '/long', signal: never() })
      .catch((error: Error) => error)
    expect((long as Error).message.length).toBeLessThan(200_000)
  })

  it('Podman is known by its components, and every request bears the agreed version', async () => {
    const paths: (string | undefined)[] = []
    answer = (request, response) => {
      paths.push(request.url)
      const podman = {
        ApiVersion: '1.41',
        MinAPIVersion: '1.24',
        Version: '5.4.2',
        Components: [{ Name: 'Podman Engine' }],
      }
      response.end(request.url === '/version' ? JSON.stringify(podman) : '[]')
    }
    const engine = await connectEngine(targetOf(`${host()}/prefix`), never()).catch(() => null)
    expect(engine).toBeNull()
    const podman = await connectEngine(targetOf(host()), never())
    expect(podman).toMatchObject({ product: 'podman', apiVersion: '1.41' })
    await podman.docker.listContainers({ all: true })
    const { body } = await podman.stream({
      method: 'GET',
      path: '/events',
      query: { since: 1, until: undefined },
      signal: never(),
    })
    await readText(body)
    expect(paths).toEqual([
      '/prefix/version',
      '/version',
      '/v1.41/containers/json?all=true',
      '/v1.41/events?since=1',
    ])
  })
})
