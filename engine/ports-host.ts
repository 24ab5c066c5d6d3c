import { readdir, readFile, readlink } from 'node:fs/promises'
import type { HostListener, HostPorts, PortOwner } from '../shared/ports.ts'
import { parseSockets, type Socket } from './normalize/sockets.ts'

/** Which tables there are, and the kernel's word for "takes connections" or, for UDP, "takes packets". */
const tables = [
  { protocol: 'tcp', files: ['tcp', 'tcp6'], state: '0A' },
  { protocol: 'udp', files: ['udp', 'udp6'], state: '07' },
] as const

/** Processes whose open files are looked through at once. */
const parallelProcesses = 8
/** A command line may be as long as memory allows; nobody reads more. */
const mostCommand = 500

type Found = Socket & { readonly protocol: 'tcp' | 'udp' }

/**
 * What listens on this machine and, as far as this account may see, who. Of a program that holds a port several
 * times the first process is told.
 *
 * Source: `/proc/net/{tcp,tcp6,udp,udp6}`, `/proc/<pid>/fd`. `root` is where `/proc` is.
 */
export async function readHostPorts(signal: AbortSignal, root = '/proc'): Promise<HostPorts> {
  const found = await readSockets(root)
  if (found === null) return { isKnown: false, reason: 'unreadable' }
  const wanted = new Set(found.map(({ inode }) => inode).filter((inode) => inode !== null))
  const owners = await findOwners(root, wanted, signal)
  const listeners = found.map(({ protocol, address, port, inode }): HostListener => {
    return { protocol, address, port, owner: inode === null ? null : (owners.get(inode) ?? null) }
  })
  return { isKnown: true, listeners, areOwnersHidden: listeners.some(({ owner }) => owner === null) }
}

/** Null when no table can be read at all: there is no IPv6 everywhere. */
async function readSockets(root: string): Promise<readonly Found[] | null> {
  const reading = tables.flatMap(({ protocol, files, state }) =>
    files.map(async (file) => {
      const text = await readOrNull(`${root}/net/${file}`)
      return text === null ? null : parseSockets(text, state).map((socket) => ({ ...socket, protocol }))
    }),
  )
  const read = await Promise.all(reading)
  return read.every((each) => each === null) ? null : read.flatMap((each) => each ?? [])
}

/** Looks for who has these sockets open, by inode. Folders of other accounts stay closed without root's rights. */
async function findOwners(
  root: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PortOwner>> {
  const owners = new Map<string, PortOwner>()
  const pids = (await readdir(root).catch(() => [])).filter((name) => /^\d+$/.test(name))
  const work = async (): Promise<void> => {
    for (let pid = pids.shift(); pid !== undefined; pid = pids.shift()) {
      if (signal.aborted || owners.size === wanted.size) return
      const inodes = (await socketsOf(`${root}/${pid}/fd`)).filter((inode) => wanted.has(inode))
      const isNew = inodes.some((inode) => !owners.has(inode))
      const owner = isNew ? await describe(root, pid) : null
      if (owner === null) continue
      for (const inode of inodes) if (!owners.has(inode)) owners.set(inode, owner)
    }
  }
  await Promise.all(Array.from({ length: parallelProcesses }, work))
  signal.throwIfAborted()
  return owners
}

async function socketsOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')))
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
}

async function describe(root: string, pid: string): Promise<PortOwner | null> {
  const name = (await readOrNull(`${root}/${pid}/comm`))?.trim() ?? ''
  const words = (await readOrNull(`${root}/${pid}/cmdline`)) ?? ''
  const command = words.replaceAll('\0', ' ').trim().slice(0, mostCommand)
  return name === '' ? null : { pid: Number(pid), name, command }
}

function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}
