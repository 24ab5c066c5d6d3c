import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readHostPorts } from './ports-host.ts'

const signal = new AbortController().signal
const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true })
})

type Process = { readonly name: string; readonly command: string; readonly sockets: readonly number[] }

/** A `/proc` with these tables and processes. */
async function proc(tables: Readonly<Record<string, string>>, processes: Readonly<Record<string, Process>>) {
  const root = await mkdtemp(join(tmpdir(), 'bayplan-proc-'))
  made.push(root)
  await mkdir(join(root, 'net'))
  for (const [name, text] of Object.entries(tables)) await writeFile(join(root, 'net', name), text)
  for (const [pid, { name, command, sockets }] of Object.entries(processes)) {
    await mkdir(join(root, pid, 'fd'), { recursive: true })
    await writeFile(join(root, pid, 'comm'), `${name}\n`)
    await writeFile(join(root, pid, 'cmdline'), command)
    await symlink('/dev/null', join(root, pid, 'fd', '0'))
    for (const inode of sockets) await symlink(`socket:[${inode}]`, join(root, pid, 'fd', String(inode)))
  }
  return root
}

const row = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 ${inode} 1 0 100 0 0 10 0\n`

it('tells what listens over TCP and UDP, and who', async () => {
  const root = await proc(
    {
      tcp: `  sl  local_address\n${row('0100007F:1538', '0A', 11)}${row('0100007F:1539', '01', 12)}`,
      tcp6: row('00000000000000000000000000000000:0050', '0A', 13),
      udp: row('00000000:0035', '07', 14),
    },
    {
      '42': { name: 'postgres', command: 'postgres\0-D\0/data\0', sockets: [11, 12] },
      '43': { name: 'dns masq', command: '', sockets: [14] },
    },
  )
  const told = await readHostPorts(signal, root)
  expect(told).toEqual({
    isKnown: true,
    areOwnersHidden: true,
    listeners: [
      {
        protocol: 'tcp',
        address: '127.0.0.1',
        port: 5432,
        owner: { pid: 42, name: 'postgres', command: 'postgres -D /data' },
      },
      { protocol: 'tcp', address: '::', port: 80, owner: null },
      { protocol: 'udp', address: '0.0.0.0', port: 53, owner: { pid: 43, name: 'dns masq', command: '' } },
    ],
  })
})

it('says that it cannot know where nothing can be read', async () => {
  expect(await readHostPorts(signal, await proc({}, {}))).toEqual({ isKnown: false, reason: 'unreadable' })
})

it('ends when nobody waits any more', async () => {
  const root = await proc({ tcp: row('0100007F:1538', '0A', 11) }, {})
  const controller = new AbortController()
  controller.abort(new Error('gone'))
  await expect(readHostPorts(controller.signal, root)).rejects.toThrow('gone')
})
