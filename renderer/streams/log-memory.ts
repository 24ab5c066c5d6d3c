/** What newer browsers have beside `slice`. */
type Movable = ArrayBuffer & { readonly transfer?: (byteLength: number) => ArrayBuffer }

/*
 * Garbage of hundreds of kilobytes each, made a thousand times a second, is more than a collector keeps up with: memory
 * would be twice of what is held. A buffer that is moved instead is free at once.
 */
function moved(buffer: ArrayBuffer, byteLength: number): ArrayBuffer {
  const { transfer } = buffer as Movable
  if (transfer) return transfer.call(buffer, byteLength)
  const next = new ArrayBuffer(byteLength)
  new Uint8Array(next).set(new Uint8Array(buffer, 0, Math.min(buffer.byteLength, byteLength)))
  return next
}

/** The same numbers with room for more or fewer; the array itself is no longer good. */
export function resizedInts(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  return array.length === length ? array : new Uint32Array(moved(array.buffer, length * 4))
}

/** The same bytes with room for more or fewer; the array itself is no longer good. */
export function resizedBytes(array: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  return array.length === length ? array : new Uint8Array(moved(array.buffer, length))
}

/** Frees what a message brought; only for arrays that nobody else has. */
export function release(array: Uint8Array): void {
  const buffer = array.buffer as Movable
  buffer.transfer?.(0)
}
