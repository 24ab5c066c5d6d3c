import { EngineError } from '../../shared/errors.ts'
import { encodeName } from '../../shared/file-name.ts'

/*
 * The frames of engine/files/helper/helper.h. Both ways: length of what follows (4 bytes, big endian), one byte
 * that names it, payload.
 */

/** Requests, by the letter the program knows them. */
export const operations = {
  alive: 'P',
  list: 'L',
  stat: 'S',
  read: 'R',
  measure: 'U',
  space: 'V',
  write: 'W',
  writePart: 'D',
  writeEnd: 'Z',
  writeAbort: 'A',
  placeFile: 'F',
  makeDirectory: 'M',
  rename: 'N',
  remove: 'X',
  setMode: 'C',
  copy: 'Y',
  merge: 'G',
} as const
export type Operation = keyof typeof operations

/** Text is a path or a name as in shared/file-name.ts, a number is 64 bits without sign. */
export type Field = string | bigint

/** The program takes frames up to 1 MiB. */
export const maxPartBytes = 512 * 1024

export function encodeRequest(operation: Operation, fields: readonly Field[] = []): Buffer {
  return frame(operation, fields.map(encodeField))
}

/** Bytes without any field around them. */
export function encodePart(bytes: Uint8Array): Buffer {
  return frame('writePart', [bytes])
}

function frame(operation: Operation, parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 1)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(size)
  head.write(operations[operation], 4, 'latin1')
  return Buffer.concat([head, ...parts])
}

function encodeField(field: Field): Uint8Array {
  if (typeof field === 'bigint') {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(field)
    return bytes
  }
  const name = encodeName(field)
  const bytes = Buffer.alloc(name.length + 5)
  bytes.writeUInt32BE(name.length)
  bytes.set(name, 4)
  return bytes
}

export type AnswerKind = 'data' | 'progress' | 'failure' | 'done'
export type Answer = { readonly kind: AnswerKind; readonly payload: Buffer }

const kinds: Readonly<Record<string, AnswerKind>> = { d: 'data', p: 'progress', e: 'failure', k: 'done' }
/** Larger than any frame the program sends. */
const maxAnswerBytes = 1 << 20

/** Puts the program's frames together from bytes that come in any pieces. */
export class AnswerReader {
  private readonly head = Buffer.alloc(4)
  private headLength = 0
  private frame: Buffer | null = null
  private length = 0
  private readonly whole: Answer[] = []

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (!this.frame) {
        const taken = chunk.copy(this.head, this.headLength, at, at + 4 - this.headLength)
        this.headLength += taken
        at += taken
        if (this.headLength === 4) this.open(this.head.readUInt32BE())
      } else {
        const taken = chunk.copy(this.frame, this.length, at)
        this.length += taken
        at += taken
        if (this.length === this.frame.length) this.close(this.frame)
      }
    }
  }

  /** The next whole frame, null until more came. */
  next(): Answer | null {
    return this.whole.shift() ?? null
  }

  private open(size: number): void {
    if (size < 1 || size > maxAnswerBytes) throw malformed(`of ${size} bytes`)
    this.frame = Buffer.allocUnsafe(size)
    this.length = 0
    this.headLength = 0
  }

  private close(frame: Buffer): void {
    this.frame = null
    const kind = kinds[String.fromCharCode(frame[0] ?? 0)]
    if (!kind) throw malformed('of an unknown kind')
    this.whole.push({ kind, payload: frame.subarray(1) })
  }
}

/** Takes the fields out of a payload one after the other. Throws when there are too few. */
export class FieldReader {
  private readonly payload: Buffer
  private at = 0

  constructor(payload: Buffer) {
    this.payload = payload
  }

  get isAtEnd(): boolean {
    return this.at >= this.payload.length
  }

  letter(): string {
    return String.fromCharCode(this.bytes(1).readUInt8())
  }

  big(): bigint {
    return this.bytes(8).readBigUInt64BE()
  }

  number(): number {
    return Number(this.big())
  }

  bytes(length: number): Buffer {
    const bytes = this.payload.subarray(this.at, this.at + length)
    if (bytes.length < length) throw malformed('that is too short')
    this.at += length
    return bytes
  }

  /** The bytes of a name or path. */
  text(): Buffer {
    const bytes = this.bytes(this.bytes(4).readUInt32BE())
    this.at += 1
    return bytes
  }
}

/** The program never sends such a thing: bytes were changed or lost on their way. */
function malformed(what: string): EngineError {
  return new EngineError('stream-lost', `the helper sent a frame ${what}`)
}
