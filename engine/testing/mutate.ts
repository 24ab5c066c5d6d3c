/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Random = ReturnType<typeof randomFrom>

/** What length fields, terminators and text readers stumble over. */
const unkindBytes: readonly Buffer[] = [
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0x7f, 0xff, 0xff, 0xff]),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from([0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('\r\n\r\n'),
  Buffer.from('\n'),
  Buffer.from('null\n'),
  Buffer.from('[]\n'),
  Buffer.from('"__proto__":'),
  Buffer.from('1e999'),
  Buffer.from('-1'),
  Buffer.from('99999999999999999999'),
  Buffer.from('\u001e'),
]

const upTo = (random: Random, end: number): number => Math.floor(random() * end)

/** A valid input with one to eight changes: bytes flipped, cut out, repeated, put in, or its end cut off. */
export function mutate(input: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(input)
  for (let left = 1 + upTo(random, 8); left > 0; left -= 1) bytes = mutateOnce(bytes, random)
  return bytes
}

function mutateOnce(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const at = upTo(random, bytes.length + 1)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  const some = upTo(random, 32)
  switch (upTo(random, 6)) {
    case 0:
      return flipped(bytes, at, 1 << upTo(random, 8))
    case 1:
      return flipped(bytes, at, 1 + upTo(random, 255))
    case 2:
      return Buffer.concat([before, after.subarray(some)])
    case 3:
      return Buffer.concat([before, after.subarray(0, some), after])
    case 4:
      return Buffer.concat([before, unkindBytes[upTo(random, unkindBytes.length)] ?? Buffer.alloc(0), after])
    default:
      return Buffer.from(random() < 0.2 ? before : bytes)
  }
}

function flipped(bytes: Buffer, at: number, mask: number): Buffer<ArrayBuffer> {
  const changed = Buffer.from(bytes)
  if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ mask
  return changed
}

/** What is larger is not cut byte by byte, which would take most of the time. */
const largeBytes = 4_096

/** Cuts an input into pieces of random lengths, a small one byte by byte now and then. */
export function cut(input: Buffer, random: Random): Buffer[] {
  const sizes = input.length > largeBytes ? [600, 9_000] : [1, 3, 20, 600]
  const largest = sizes[upTo(random, sizes.length)] ?? 1
  const pieces: Buffer[] = []
  for (let at = 0; at < input.length; ) {
    const size = 1 + upTo(random, largest)
    // A copy, as each read of a socket is: nobody may look beyond the end of a piece.
    pieces.push(Buffer.from(input.subarray(at, at + size)))
    at += size
  }
  return pieces
}
