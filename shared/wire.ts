import type { Frame } from './frames.ts'

/*
 * Byte form of frames, for transports that carry bytes (WebSocket). Chromium's cost is per message, not per
 * byte, so all frames of one tick share one message:
 *
 *   u32 length of the JSON part, little endian
 *   JSON: an array of frames; a Uint8Array in `value` (or in a direct property of `value`) is replaced by
 *         {"$bytes": length}, in order
 *   the bytes, one after the other, in the same order
 */

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

type BytesMarker = { readonly $bytes: number }

function isMarker(value: unknown): value is BytesMarker {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$bytes')
}

function extractBytes(value: unknown, blobs: Uint8Array[]): unknown {
  const mark = (bytes: Uint8Array): BytesMarker => {
    blobs.push(bytes)
    return { $bytes: bytes.byteLength }
  }
  if (value instanceof Uint8Array) return mark(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  if (!entries.some(([, part]) => part instanceof Uint8Array)) return value
  return Object.fromEntries(entries.map(([key, part]) => [key, part instanceof Uint8Array ? mark(part) : part]))
}

/** Packs frames into one message. */
export function encodeFrames(frames: readonly Frame[]): Uint8Array<ArrayBuffer> {
  const blobs: Uint8Array[] = []
  const plain = frames.map((frame) =>
    'value' in frame ? { ...frame, value: extractBytes(frame.value, blobs) } : frame,
  )
  const json = encoder.encode(JSON.stringify(plain))
  const total = blobs.reduce((sum, blob) => sum + blob.byteLength, 4 + json.byteLength)
  const message = new Uint8Array(total)
  new DataView(message.buffer).setUint32(0, json.byteLength, true)
  message.set(json, 4)
  let at = 4 + json.byteLength
  for (const blob of blobs) {
    message.set(blob, at)
    at += blob.byteLength
  }
  return message
}

/**
 * Unpacks one message. Byte values are views into `message`, not copies.
 * Throws on anything malformed: the transport then closes, because a peer that breaks framing is not ours.
 */
export function decodeFrames(message: Uint8Array): unknown[] {
  if (message.byteLength < 4) throw new Error('message too short')
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  const jsonLength = view.getUint32(0, true)
  if (4 + jsonLength > message.byteLength) throw new Error('JSON part longer than the message')
  const frames: unknown = JSON.parse(decoder.decode(message.subarray(4, 4 + jsonLength)))
  if (!Array.isArray(frames)) throw new Error('frames are not an array')
  const reader = new BlobReader(message, 4 + jsonLength)
  for (const frame of frames) restoreBytes(frame, reader)
  return frames
}

class BlobReader {
  private readonly message: Uint8Array
  private at: number

  constructor(message: Uint8Array, at: number) {
    this.message = message
    this.at = at
  }

  take(marker: BytesMarker): Uint8Array {
    const end = this.at + marker.$bytes
    if (!Number.isInteger(marker.$bytes) || marker.$bytes < 0 || end > this.message.byteLength) {
      throw new Error('byte part outside the message')
    }
    const bytes = this.message.subarray(this.at, end)
    this.at = end
    return bytes
  }
}

function restoreBytes(frame: unknown, reader: BlobReader): void {
  if (typeof frame !== 'object' || frame === null || !Object.hasOwn(frame, 'value')) return
  const holder = frame as { value: unknown }
  if (isMarker(holder.value)) {
    holder.value = reader.take(holder.value)
    return
  }
  if (typeof holder.value !== 'object' || holder.value === null || Array.isArray(holder.value)) return
  const value = holder.value as Record<string, unknown>
  for (const key of Object.keys(value)) {
    const part = value[key]
    if (isMarker(part)) Object.defineProperty(value, key, { value: reader.take(part), enumerable: true })
  }
}
