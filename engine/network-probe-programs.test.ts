import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectFrom } from './network-probe-programs.ts'

let server: Server
let open: number
let closed: number

beforeAll(async () => {
  server = createServer((socket) => socket.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open = (server.address() as AddressInfo).port
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  closed = (other.address() as AddressInfo).port
  other.close()
  await once(other, 'close')
})
afterAll(() => server.close())

/** Runs one program of this machine as if a container had nothing else. */
const only = (name: string) => async (argv: readonly string[]) => {
  const [program = '', ...args] = argv
  if (program !== name) return null
  return new Promise<{ exitCode: number; output: string } | null>((resolve) => {
    execFile(program, args, (error, stdout) => {
      const code = error ? error.code : 0
      resolve(typeof code === 'number' ? { exitCode: code, output: stdout } : null)
    })
  })
}

describe('programs that open a connection', () => {
  // Those that are everywhere these tests run; `nc` is tested in containers.
  it.each(['bash', 'node'])('%s tells an open port from a closed one', async (program) => {
    const run = only(program)
    const opened = await connectFrom(run, { host: '127.0.0.1', port: open })
    expect(opened).toMatchObject({ program, isConnected: true })
    const refused = await connectFrom(run, { host: '127.0.0.1', port: closed })
    expect(refused).toMatchObject({ program, isConnected: false })
  })

  it.each([
    ['curl', { exitCode: 56, output: '0.000312' }, true],
    ['curl', { exitCode: 7, output: '0.000000' }, false],
    ['curl', { exitCode: 28, output: '0.000000' }, false],
    ['wget', { exitCode: 8, output: '' }, true],
    ['wget', { exitCode: 4, output: '' }, false],
  ])('reads what %s answers: %j', async (program, result, isConnected) => {
    const run = async ([name]: readonly string[]) => (name === program ? result : null)
    expect(await connectFrom(run, { host: 'db', port: 80 })).toMatchObject({ program, isConnected })
  })

  it('does not take the answer of a wget that cannot tell', async () => {
    const run = async ([name]: readonly string[]) => (name === 'wget' ? { exitCode: 1, output: '' } : null)
    expect(await connectFrom(run, { host: 'db', port: 80 })).toBeNull()
  })

  it('asks a small nc the other way', async () => {
    const asked: string[] = []
    const run = async (argv: readonly string[]) => {
      asked.push(argv.join(' '))
      return argv.includes('-z') ? { exitCode: 1, output: '' } : { exitCode: 0, output: '' }
    }
    expect(await connectFrom(run, { host: 'db', port: 80 })).toMatchObject({
      program: 'nc',
      isConnected: true,
    })
    expect(asked).toEqual(['nc -z -w 3 db 80', 'nc -w 3 db 80 -e true'])
  })

  it('puts no part of a peer into a script or an option', async () => {
    const argvs: (readonly string[])[] = []
    const run = async (argv: readonly string[]) => {
      argvs.push(argv)
      return null
    }
    const host = 'fd00::2'
    await connectFrom(run, { host, port: 80 })
    const holding = argvs.map((argv) => argv.filter((word) => word.includes(host)))
    expect(
      holding.every((words) => words.every((word) => word === host || word === `http://[${host}]:80/`)),
    ).toBe(true)
    expect(holding.every((words) => words.length === 1)).toBe(true)
  })
})
