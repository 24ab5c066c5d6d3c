import { Terminal } from '@xterm/xterm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TerminalBacklog } from './terminal-backlog.ts'

const size = { cols: 20, rows: 5, scrollback: 15 }
const keptLines = size.rows + size.scrollback
const encoder = new TextEncoder()

/** Text and colour of every cell that a terminal holds after these bytes, and where its cursor is. */
async function drawn(chunks: readonly Uint8Array[]): Promise<unknown> {
  const terminal = new Terminal({ ...size, allowProposedApi: true, logLevel: 'off' })
  for (const chunk of chunks) terminal.write(chunk)
  await new Promise<void>((resolve) => terminal.write('', resolve))
  const { active } = terminal.buffer
  const lines = Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row)
    const colours = Array.from({ length: size.cols }, (__, x) => {
      const cell = line?.getCell(x)
      return `${cell?.getFgColor()},${cell?.getBgColor()},${cell?.isBold()}`
    })
    return { text: line?.translateToString(), colours }
  })
  const cursor = { x: active.cursorX, y: active.cursorY }
  // The colour that would come next.
  await new Promise<void>((resolve) => terminal.write('\x1b[Hnext', resolve))
  const next = active.getLine(active.baseY)?.getCell(0)
  terminal.dispose()
  return { lines, cursor, next: `${next?.getFgColor()},${next?.isBold()}` }
}

function takeAll(backlog: TerminalBacklog): Uint8Array[] {
  const taken: Uint8Array[] = []
  for (let bytes = backlog.take(keptLines); bytes; bytes = backlog.take(keptLines)) taken.push(bytes)
  return taken
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...ends].map((from, at) => bytes.subarray(from, ends[at] ?? bytes.length))
}

const word = fc.constantFrom('a', '漢字', 'é', '🙂', ' ', '\t', 'a long word of more than twenty', '\x7f')
const plain = fc.constantFrom(
  '\r\n',
  '\r\n',
  '\r\n',
  '\n',
  '\r',
  '\x1b[31m',
  '\x1b[1;44m',
  '\x1b[0m',
  '\x1b[m',
)
const moving = fc.constantFrom('\x1b[H', '\x1b[2J', '\x1b[3A', '\x1b[?1049h', '\x1b[?1049l', '\x08', '\u0085')
const mostlyPlain = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: word },
    { weight: 30, arbitrary: plain },
    { weight: 1, arbitrary: moving },
  ),
  { minLength: 20, maxLength: 400 },
)

describe('bytes that wait for a terminal', () => {
  it('leave it as if each had been drawn', async () => {
    const places = fc.array(fc.nat(), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(mostlyPlain, places, async (words, ends) => {
        const bytes = encoder.encode(words.join(''))
        const backlog = new TerminalBacklog()
        for (const part of cut(bytes, ends)) backlog.push(part)
        expect(await drawn(takeAll(backlog))).toEqual(await drawn([bytes]))
        expect(backlog.sizeBytes).toBe(0)
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it('are few when many plain lines wait', async () => {
    const text = Array.from({ length: 2_000 }, (_, line) => `\x1b[3${line % 8}mline ${line}\r\n`).join('')
    const parts = cut(encoder.encode(text), [1_000, 5_000, 9_000, 15_000, 22_000, 30_000])
    const backlog = new TerminalBacklog()
    for (const part of parts) backlog.push(part)
    const taken = takeAll(backlog)
    expect(taken.reduce((sum, part) => sum + part.length, 0)).toBeLessThan(text.length / 2)
    expect(await drawn(taken)).toEqual(await drawn(parts))
  })

  it('are all drawn when they clear the screen, move the cursor or speak to the terminal', () => {
    for (const odd of [
      '\x1b[2J',
      '\x1b[H',
      '\x1b]0;title\x07',
      '\x07',
      '\x1b[6n',
      '\x0e',
      '\u009b2J',
      '\x1b[3',
    ]) {
      const parts = [
        encoder.encode(odd),
        ...Array.from({ length: 30 }, () => encoder.encode(`line\r\n${odd}`)),
      ]
      const backlog = new TerminalBacklog()
      for (const part of parts) backlog.push(part)
      expect(takeAll(backlog)).toEqual(parts)
    }
  })
})
