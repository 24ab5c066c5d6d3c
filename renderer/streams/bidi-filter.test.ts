import { expect, it } from 'vitest'
import { BidiFilter } from './bidi-filter.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function filtered(text: string, partLength: number): string {
  const filter = new BidiFilter()
  const bytes = encoder.encode(`${text}.`)
  let result = ''
  for (let at = 0; at < bytes.length; at += partLength)
    result += decoder.decode(filter.pass(bytes.slice(at, at + partLength)), { stream: true })
  return result.slice(0, -1)
}

const controls = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'

it.each([1, 2, 3, 4, 5, 1_000])('shows what would turn text around, in parts of %s bytes', (partLength) => {
  expect(filtered(`user\u202etxt.exe${controls}`, partLength)).toBe(`user\ufffdtxt.exe${'\ufffd'.repeat(9)}`)
})

it.each([1, 2, 3, 1_000])('lets everything else pass, in parts of %s bytes', (partLength) => {
  const text = 'abc é – ‘quotes’ … \u2029 \u202f \u2065 \u206a ├── 中文 عربى עברית 🙂 \u200d \ufeff'
  expect(filtered(text, partLength)).toBe(text)
})

it('leaves the bytes that it was given as they are', () => {
  const bytes = encoder.encode('\u202e')
  new BidiFilter().pass(bytes)
  expect(decoder.decode(bytes)).toBe('\u202e')
})
