import { expect, it } from 'vitest'
import type { LogBatch } from '../../shared/logs.ts'
import { logIndexBytes } from '../../shared/logs.ts'
import { readLastLines } from './last-output.ts'

function batchOf(lines: readonly string[]): LogBatch {
  const texts = lines.map((line) => new TextEncoder().encode(line))
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.byteLength, 0))
  const index = new DataView(new ArrayBuffer(lines.length * logIndexBytes))
  let end = 0
  texts.forEach((text, line) => {
    bytes.set(text, end)
    end += text.byteLength
    index.setUint32(line * logIndexBytes, end, true)
    index.setUint32(line * logIndexBytes + 4, 1_800_000_000 + line, true)
    index.setUint32(line * logIndexBytes + 8, 418_000_000, true)
  })
  return { bytes, index: new Uint8Array(index.buffer), mark: null, isCaughtUp: true }
}

it('reads only the last lines of a batch, with time and level and without colours', () => {
  const batch = batchOf([
    ...Array.from({ length: 1000 }, (_, i) => `line ${i}`),
    'level=error 容器',
    '\u001b[32mok\u001b[0m',
  ])
  const lines = readLastLines(batch, 2, 0)
  expect(lines).toEqual([
    { number: 1000, atMs: 1_800_001_000_418, text: 'level=error 容器', level: 'error' },
    { number: 1001, atMs: 1_800_001_001_418, text: 'ok', level: 'none' },
  ])
})

it('reads an empty batch and an empty line', () => {
  expect(readLastLines(batchOf([]), 5, 0)).toEqual([])
  expect(readLastLines(batchOf(['']), 5, 7)).toMatchObject([{ number: 7, text: '' }])
})
