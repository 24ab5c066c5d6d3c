import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BatchLines } from './log-block.ts'

it('a batch is plain when all its bytes are ASCII and none begins an escape sequence, wherever it lies in memory', () => {
  const ascii = fc.integer({ min: 0, max: 127 }).filter((byte) => byte !== 27)
  const byte = fc.oneof(
    { weight: 60, arbitrary: ascii },
    { weight: 1, arbitrary: fc.constantFrom(27, 128, 0xc2, 255) },
  )
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 60 }),
      fc.nat({ max: 7 }),
      fc.nat({ max: 7 }),
      (bytes, before, behind) => {
        // What is not of the batch does not count.
        const memory = Uint8Array.from([...Array(before).fill(200), ...bytes, ...Array(behind).fill(27)])
        const batch = { bytes: memory.subarray(before, before + bytes.length), index: new Uint8Array(0) }
        expect(new BatchLines(batch).isPlain).toBe(bytes.every((each) => each < 128 && each !== 27))
      },
    ),
  )
})
