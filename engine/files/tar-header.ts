import { decodeName } from '../../shared/file-name.ts'

export const blockBytes = 512
/** Names, links and attributes of one file; nobody needs more. */
export const maxFactBytes = 1 << 20

/** What one header block of a tar says. */
export type TarHeader = {
  readonly name: string
  readonly linkName: string
  /** As written: `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, `x` and `L` facts about the next. */
  readonly type: string
  /** Of what follows in the archive. */
  readonly sizeBytes: number
  readonly mode: number
  readonly userId: number
  readonly groupId: number
  readonly modifiedAtMs: number
  /** A sparse file (GNU) whose map goes on in the next blocks. */
  readonly isExtended: boolean
}

/** Null for a block of zeros, which ends an archive. Throws for what is no header. */
export function readTarHeader(block: Buffer): TarHeader | null {
  if (block[0] === 0 && block.every((byte) => byte === 0)) return null
  const sum = octal(block, 148, 8)
  if (sum !== checksum(block)) throw new Error('a header whose checksum is wrong')
  const type = String.fromCharCode(block[156] || 48)
  const hasPrefix = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = hasPrefix ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: text(block, 157, 100),
    type,
    // Links and folders have no content, whatever size is written.
    sizeBytes: '123456'.includes(type) ? 0 : sizeOf(block),
    mode: number(block, 100, 8) & 0o7777,
    userId: number(block, 108, 8),
    groupId: number(block, 116, 8),
    modifiedAtMs: number(block, 136, 12) * 1_000,
    isExtended: type === 'S' && block[482] === 1,
  }
}

function sizeOf(block: Buffer): number {
  const size = number(block, 124, 12)
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size that cannot be')
  return size
}

/** The sum of all bytes, those of the sum itself as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 32
  for (let at = 0; at < blockBytes; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum
}

function text(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length)
  const end = field.indexOf(0)
  return decodeName(end < 0 ? field : field.subarray(0, end))
}

function octal(block: Buffer, at: number, length: number): number {
  const digits = block
    .toString('latin1', at, at + length)
    .replace(/\0.*$/s, '')
    .trim()
  if (!/^[0-7]*$/.test(digits)) throw new Error('a number that is no number')
  return digits === '' ? 0 : Number.parseInt(digits, 8)
}

function number(block: Buffer, at: number, length: number): number {
  return (block[at] ?? 0) & 0x80 ? binary(block, at, length) : octal(block, at, length)
}

/** Large numbers of GNU tar: big endian, without the highest bit. */
function binary(block: Buffer, at: number, length: number): number {
  let value = 0
  for (let index = 0; index < length; index += 1) {
    const byte = block[at + index] ?? 0
    value = value * 256 + (index === 0 ? byte & 0x7f : byte)
  }
  return value
}

function sizeIn(digits: Buffer): number {
  const text = digits.toString('latin1')
  const size = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(size)) throw new Error('a size that cannot be')
  return size
}

/** The records of a pax header that change what the next header says. */
export type PaxFacts = { path?: string; linkPath?: string; sizeBytes?: number }

export function readPax(content: Buffer): PaxFacts {
  const facts: PaxFacts = {}
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at)
    const length = Number(content.toString('latin1', at, space))
    if (space < 0 || !Number.isInteger(length) || length <= space - at || at + length > content.length) {
      throw new Error('a record that is no record')
    }
    const record = content.subarray(space + 1, at + length - 1)
    const equals = record.indexOf(61)
    const key = record.toString('latin1', 0, equals)
    const value = record.subarray(equals + 1)
    if (key === 'path') facts.path = decodeName(value)
    else if (key === 'linkpath') facts.linkPath = decodeName(value)
    else if (key === 'size') facts.sizeBytes = sizeIn(value)
    at += length
  }
  return facts
}
