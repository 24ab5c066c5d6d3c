import { encodeName } from './file-name.ts'

/*
 * Headers of a tar, for archives that are put together from files that stay where they are: a header, the file's
 * bytes, and zeros up to the next block.
 */

export const tarBlockBytes = 512

export type TarEntry = {
  /** As `file-name.ts` says; without a slash at the beginning. A folder's ends with one. */
  readonly name: string
  readonly kind: 'file' | 'directory' | 'link'
  /** Of a link. */
  readonly target?: string
  readonly sizeBytes: number
  readonly mode: number
  readonly userId: number
  readonly groupId: number
  readonly modifiedAtMs: number
}

const types = { file: '0', link: '2', directory: '5' } as const
const maxNameBytes = 100

/** The blocks before an entry's bytes; a name too long for one block has a record of its own before it (pax). */
export function tarHeader(entry: TarEntry): Uint8Array {
  const name = encodeName(entry.name)
  const target = encodeName(entry.target ?? '')
  const own = header(
    name,
    target,
    { ...entry, sizeBytes: entry.kind === 'file' ? entry.sizeBytes : 0 },
    types[entry.kind],
  )
  const records = joined([
    ...(name.length > maxNameBytes ? [paxRecord('path', name)] : []),
    ...(target.length > maxNameBytes ? [paxRecord('linkpath', target)] : []),
  ])
  if (records.length === 0) return own
  const facts = header(ascii('facts'), ascii(''), { ...entry, sizeBytes: records.length, mode: 0o644 }, 'x')
  return joined([facts, records, new Uint8Array(tarPadding(records.length)), own])
}

/** How many zeros follow an entry of so many bytes. */
export function tarPadding(sizeBytes: number): number {
  return (tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes
}

/** The two empty blocks after the last entry. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * tarBlockBytes)
}

function header(name: Uint8Array, target: Uint8Array, entry: TarEntry, type: string): Uint8Array {
  const block = new Uint8Array(tarBlockBytes)
  block.set(name.subarray(0, maxNameBytes), 0)
  block.set(target.subarray(0, maxNameBytes), 157)
  writeNumber(block, 100, 8, entry.mode)
  writeNumber(block, 108, 8, entry.userId)
  writeNumber(block, 116, 8, entry.groupId)
  writeNumber(block, 124, 12, entry.sizeBytes)
  writeNumber(block, 136, 12, Math.max(0, Math.floor(entry.modifiedAtMs / 1_000)))
  block.set(ascii('        '), 148)
  block.set(ascii(type), 156)
  block.set(ascii('ustar\u000000'), 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.set(ascii(`${sum.toString(8).padStart(6, '0')}\u0000 `), 148)
  return block
}

/** Octal digits; what needs more of them is written as bytes, big endian, with the highest bit set. */
function writeNumber(block: Uint8Array, at: number, length: number, value: number): void {
  const digits = value.toString(8)
  if (digits.length < length) {
    block.set(ascii(`${digits.padStart(length - 1, '0')}\u0000`), at)
    return
  }
  let rest = value
  for (let index = length - 1; index > 0; index -= 1) {
    block[at + index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  block[at] = 0x80
}

/** `<length of all> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const rest = key.length + value.length + 3
  const digits = String(rest + String(rest).length).length
  return joined([ascii(`${rest + digits} ${key}=`), value, ascii('\n')])
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
