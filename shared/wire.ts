import type { Frame } from './frames.ts'

/*
 * Byte form of frames, for transports that carry bytes (WebSocket). Chromium's cost is per message, not per
 * byte, so all frames of one tick share one message:
 *
 *   u32 length of the JSON part, little endian
 *   JSON: [frames, parts]; each part is [index of its frame, key in `value` or null for `value` itself, length]
 *   the bytes of the parts, one after the other
 *
 * Where bytes belong is told apart from the frames, never marked inside them: a container may carry a label
 * of any name and text, and must not be able to imitate a marker.
 */

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

const headerBytes = 4

type BytePart = { readonly key: string | null; readonly bytes: Uint8Array }

/** A frame ready to travel: its JSON without bytes, and the bytes. */
export type PackedFrame = {
  readonly json: string
  readonly parts: readonly BytePart[]
  /** Upper bound of what it adds to a message: UTF-8 needs at most three bytes for a UTF-16 unit. */
  readonly sizeBytes: number
}

/** Packs one frame. Throws when a value has no JSON form (a bigint, a cycle). */
export function packFrame(frame: Frame): PackedFrame {
  const parts: BytePart[] = []
  const plain = 'value' in frame ? { ...frame, value: takeBytes(frame.value, parts) } : frame
  const json = JSON.stringify(plain)
  const sizeBytes = parts.reduce((sum, part) => sum + part.bytes.byteLength, 3 * json.length)
  return { json, parts, sizeBytes }
}

function takeBytes(value: unknown, parts: BytePart[]): unknown {
  if (value instanceof Uint8Array) {
    parts.push({ key: null, bytes: value })
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  if (!entries.some(([, part]) => part instanceof Uint8Array)) return value
  const plain = entries.map(([key, part]) => {
    if (!(part instanceof Uint8Array)) return [key, part] as const
    parts.push({ key, bytes: part })
    return [key, null] as const
  })
  return Object.fromEntries(plain)
}

/** Joins packed frames into one message. */
export function joinFrames(frames: readonly PackedFrame[]): Uint8Array<ArrayBuffer> {
  const places = frames.flatMap((frame, index) =>
    frame.parts.map((part) => [index, part.key, part.bytes.byteLength]),
  )
  const jsons = frames.map((frame) => frame.json).join(',')
  const json = encoder.encode(`[[${jsons}],${JSON.stringify(places)}]`)
  const parts = frames.flatMap((frame) => frame.parts)
  const total = parts.reduce((sum, part) => sum + part.bytes.byteLength, headerBytes + json.byteLength)
  const message = new Uint8Array(total)
  new DataView(message.buffer).setUint32(0, json.byteLength, true)
  message.set(json, headerBytes)
  let at = headerBytes + json.byteLength
  for (const { bytes } of parts) {
    message.set(bytes, at)
    at += bytes.byteLength
  }
  return message
}

/** Packs frames into one message. */
export function encodeFrames(frames: readonly Frame[]): Uint8Array<ArrayBuffer> {
  return joinFrames(frames.map(packFrame))
}

/**
 * Unpacks one message. Byte values are views into `message`, not copies.
 * Throws on anything malformed: the transport then closes, because a peer that breaks framing is not ours.
 */
export function decodeFrames(message: Uint8Array): unknown[] {
  if (message.byteLength < headerBytes) throw new Error('message too short')
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  const bytesAt = headerBytes + view.getUint32(0, true)
  if (bytesAt > message.byteLength) throw new Error('JSON part longer than the message')
  const content: unknown = JSON.parse(decoder.decode(message.subarray(headerBytes, bytesAt)))
  if (!Array.isArray(content) || content.length !== 2) throw new Error('not frames and parts')
  const [frames, places] = content as [unknown, unknown]
  if (!Array.isArray(frames) || !Array.isArray(places)) throw new Error('not frames and parts')
  let at = bytesAt
  for (const place of places) {
    const { index, key, length } = parsePlace(place)
    putBytes(frames[index], key, message.subarray(at, at + length))
    at += length
  }
  if (at !== message.byteLength) throw new Error('parts and bytes differ in length')
  return frames
}

function parsePlace(place: unknown): { index: number; key: string | null; length: number } {
  if (!Array.isArray(place) || place.length !== 3) throw new Error('malformed byte part')
  const [index, key, length] = place as [unknown, unknown, unknown]
  if (!isCount(index) || !isCount(length)) throw new Error('malformed byte part')
  if (key !== null && typeof key !== 'string') throw new Error('malformed byte part')
  return { index, key, length }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Assigns to own properties only, so that `__proto__` is a key like any other. */
function putBytes(frame: unknown, key: string | null, bytes: Uint8Array): void {
  const holder = key === null ? frame : ownValue(frame)
  const name = key ?? 'value'
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) {
    throw new Error('byte part without a place')
  }
  ;(holder as Record<string, unknown>)[name] = bytes
}

function ownValue(frame: unknown): unknown {
  if (typeof frame !== 'object' || frame === null || !Object.hasOwn(frame, 'value')) return null
  return (frame as { value: unknown }).value
}
