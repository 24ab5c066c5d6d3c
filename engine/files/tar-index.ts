import { EngineError } from '../../shared/errors.ts'
import { lastName } from '../../shared/file-name.ts'
import type { FileEntry, FileKind, FileMeasure } from '../../shared/files.ts'
import type { TarHeader } from './tar-header.ts'

type Node = {
  kind: FileKind
  sizeBytes: number
  modifiedAtMs: number
  mode: number
  userId: number
  groupId: number
  target: string | null
  /** Null for what is no folder. */
  children: Map<string, Node> | null
}

const kinds: Readonly<Record<string, FileKind>> = {
  '0': 'file',
  '1': 'file',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'directory',
  '6': 'pipe',
  '7': 'file',
  S: 'file',
}
/** As many as Linux follows. */
const maxLinks = 40
/** Each takes about 300 bytes of memory. */
const maxEntries = 1_000_000

/** A file system as the headers of a tar tell it, without the contents. */
export class TarIndex {
  private readonly root: Node = folderNode()
  count = 0

  /** Errors: unsupported when there are too many. */
  add(header: TarHeader): void {
    const parts = header.name.split('/').filter((part) => part !== '' && part !== '.')
    const name = parts.pop()
    if (name === undefined || parts.includes('..') || name === '..') return
    if (this.count >= maxEntries) {
      throw new EngineError('unsupported', `more than ${maxEntries} files in a container that does not run`)
    }
    let folder = this.root
    for (const part of parts) folder = childFolder(folder, part)
    const children = (folder.children ??= new Map())
    const before = children.get(name)
    if (!before) this.count += 1
    children.set(name, nodeOf(header, this.linked(header), before?.children ?? null))
  }

  /** Replaces what is known at a path by what another index knows of it there. */
  adopt(path: string, other: TarIndex): void {
    const found = other.find(path)
    const parts = path.slice(1).split('/')
    const name = parts.pop() ?? ''
    let folder = this.root
    for (const part of parts) folder = childFolder(folder, part)
    const children = (folder.children ??= new Map())
    if (found) children.set(name, found)
    else children.delete(name)
  }

  /** Errors: not-found, bad-request (no folder, or links in a circle). */
  entries(path: string): FileEntry[] {
    const real = this.resolve(path)
    const folder = this.find(real)
    if (!folder) throw notFound(path)
    if (!folder.children) throw new EngineError('bad-request', `${path} is no folder`)
    return [...folder.children].map(([name, node]) => this.entryOf(real === '/' ? '' : real, name, node))
  }

  /** The entry itself, never what a link in the last place points to. */
  entry(path: string): FileEntry {
    if (path === '/') return this.entryOf('', '', this.root)
    const real = this.resolveFolder(path)
    const node = this.find(real)
    if (!node) throw notFound(path)
    return this.entryOf(real.slice(0, real.lastIndexOf('/')), lastName(real), node)
  }

  measure(path: string): FileMeasure {
    const node = this.find(this.resolveFolder(path))
    if (!node) throw notFound(path)
    const total = { bytes: 0, items: 0 }
    const waiting = [node]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      total.items += 1
      if (next.kind === 'file') total.bytes += next.sizeBytes
      for (const child of next.children?.values() ?? []) waiting.push(child)
    }
    return total
  }

  /** The path without links in it. What is not there resolves to where it would be. Errors: bad-request (a circle). */
  resolve(path: string): string {
    let links = 0
    const done: string[] = []
    const waiting = path.split('/').reverse()
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (part === '' || part === '.') continue
      if (part === '..') {
        done.pop()
        continue
      }
      const target = this.find(`/${[...done, part].join('/')}`)?.target ?? null
      if (target === null) {
        done.push(part)
        continue
      }
      links += 1
      if (links > maxLinks) throw new EngineError('bad-request', `${path} leads through links in a circle`)
      if (target.startsWith('/')) done.length = 0
      waiting.push(...target.split('/').reverse())
    }
    return `/${done.join('/')}`
  }

  /** The same, but the last part may be a link itself. */
  resolveFolder(path: string): string {
    if (path === '/') return path
    const folder = this.resolve(path.slice(0, path.lastIndexOf('/')) || '/')
    return `${folder === '/' ? '' : folder}/${lastName(path)}`
  }

  private find(path: string): Node | null {
    let node: Node | undefined = this.root
    for (const part of path.split('/')) {
      if (part !== '') node = node?.children?.get(part)
    }
    return node ?? null
  }

  /** A hard link's size is that of what it is another name of. */
  private linked(header: TarHeader): Node | null {
    return header.type === '1' ? this.find(`/${header.linkName}`) : null
  }

  private entryOf(folder: string, name: string, node: Node): FileEntry {
    const { kind, sizeBytes, modifiedAtMs, mode, userId, groupId, target } = node
    const version = `${BigInt(modifiedAtMs) * 1_000_000n}-${sizeBytes}-0`
    const link = target === null ? null : { target, kind: this.kindThere(`${folder}/${name}`) }
    return { name, kind, sizeBytes, modifiedAtMs, mode, userId, groupId, link, version }
  }

  private kindThere(path: string): FileKind | null {
    try {
      return this.find(this.resolve(path))?.kind ?? null
    } catch {
      return null
    }
  }
}

function childFolder(folder: Node, name: string): Node {
  const children = (folder.children ??= new Map())
  const there = children.get(name)
  if (there) return there
  const made = folderNode()
  children.set(name, made)
  return made
}

function folderNode(): Node {
  return {
    kind: 'directory',
    sizeBytes: 0,
    modifiedAtMs: 0,
    mode: 0o755,
    userId: 0,
    groupId: 0,
    target: null,
    children: new Map(),
  }
}

function nodeOf(header: TarHeader, linked: Node | null, children: Map<string, Node> | null): Node {
  const kind = kinds[header.type] ?? 'other'
  const { modifiedAtMs, mode, userId, groupId } = header
  return {
    kind,
    sizeBytes: linked?.sizeBytes ?? header.sizeBytes,
    modifiedAtMs,
    mode,
    userId,
    groupId,
    target: kind === 'link' ? header.linkName : null,
    children: kind === 'directory' ? (children ?? new Map()) : null,
  }
}

function notFound(path: string): EngineError {
  return new EngineError('not-found', `nothing is at ${path}`, {
    subject: { kind: 'file', id: path, name: lastName(path) || path },
  })
}
