import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExecRing } from './exec-ring.ts'
import { ExecViewer } from './exec-viewer.ts'

const capacity = 200_000

describe('ExecRing', () => {
  it('keeps exactly the last bytes, whatever the pieces', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 12 })
    fc.assert(
      fc.property(sizes, (pieces) => {
        const ring = new ExecRing(capacity)
        let all = Buffer.alloc(0)
        for (const [turn, size] of pieces.entries()) {
          const piece = Buffer.alloc(size, turn + 65)
          all = Buffer.concat([all, piece])
          ring.write(piece)
        }
        expect(ring.end).toBe(all.length)
        expect(ring.end - ring.start).toBeLessThanOrEqual(capacity)
        expect(ring.end - ring.start).toBeGreaterThanOrEqual(Math.min(all.length, 64 * 1_024))
        expect(ring.read(ring.start, capacity).equals(all.subarray(ring.start))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('takes a piece larger than itself', () => {
    const ring = new ExecRing(capacity)
    ring.write(Buffer.from(`${'x'.repeat(capacity)}end`))
    expect(ring.read(ring.end - 4, 10).toString()).toBe('xend')
    expect(ring.end - ring.start).toBe(capacity)
  })

  it('begins a past that was cut with a whole line', () => {
    const ring = new ExecRing(capacity)
    for (let line = 0; line < 30_000; line += 1) ring.write(Buffer.from(`é line ${line}\r\n`))
    expect(ring.past().toString()).toMatch(/^é line \d+\r\n/)
    expect(ring.past().toString().endsWith('é line 29999\r\n')).toBe(true)
  })

  it('asks the terminal no question a second time', () => {
    const ring = new ExecRing(capacity)
    const questions = [
      '\x1b[6n',
      '\x1b[c',
      '\x1b[>0c',
      '\x1b[?2026$p',
      '\x1b]11;?\x07',
      '\x1b]10;?\x1b\\',
      '\x1bP+q544e\x1b\\',
    ]
    ring.write(Buffer.from(questions.map((question, index) => `${index}${question}`).join('')))
    ring.write(Buffer.from('\x1b[31mé\x1b[0m\x1b[2J\x1b[?1049h\x1b]0;title\x07'))
    expect(ring.past().toString()).toContain('\x1b[6n')
    ring.shownUntil = ring.end
    ring.write(Buffer.from('\x1b[5n'))
    expect(ring.past().toString()).toBe('0123456\x1b[31mé\x1b[0m\x1b[2J\x1b[?1049h\x1b]0;title\x07\x1b[5n')
  })
})

describe('ExecViewer', () => {
  it('shows a key at once and gathers what follows', async () => {
    const ring = new ExecRing(capacity)
    const viewer = new ExecViewer(ring)
    const print = (text: string): void => {
      ring.write(Buffer.from(text))
      viewer.notify()
    }
    const first = viewer.next()
    print('a')
    expect(Buffer.from((await first)!).toString()).toBe('a')
    const second = viewer.next()
    print('b')
    print('c')
    expect(Buffer.from((await second)!).toString()).toBe('bc')
  })

  it('gives pieces of 64 KB at most', async () => {
    const ring = new ExecRing(capacity)
    const viewer = new ExecViewer(ring)
    ring.write(Buffer.alloc(140_000, 'x'))
    viewer.finish()
    const sizes: number[] = []
    for (let bytes = await viewer.next(); bytes; bytes = await viewer.next()) sizes.push(bytes.length)
    expect(sizes).toEqual([65_536, 65_536, 8_928])
  })

  it('that is too slow loses the oldest lines and goes on with a whole one', async () => {
    const ring = new ExecRing(capacity)
    const viewer = new ExecViewer(ring)
    for (let line = 0; line < 50_000; line += 1) ring.write(Buffer.from(`line ${line}\n`))
    expect(Buffer.from((await viewer.next())!).toString()).toMatch(/^line \d+\nline /)
  })

  it('ends when it is closed while it waits', async () => {
    const viewer = new ExecViewer(new ExecRing(capacity))
    const next = viewer.next()
    viewer.close()
    expect(await next).toBeNull()
  })
})
