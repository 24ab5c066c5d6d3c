import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TerminalDrawing } from './terminal-drawing.ts'

const line = new TextEncoder().encode(`${'x'.repeat(102)}\r\n`)
const keptLines = 10_050

/** Whole lines in a part of about this size. */
function lines(sizeBytes: number): Uint8Array {
  const count = Math.floor(sizeBytes / line.length)
  const part = new Uint8Array(count * line.length)
  for (let at = 0; at < count; at += 1) part.set(line, at * line.length)
  return part
}

/** A terminal that draws when it is told to. */
function createTarget() {
  const waiting: (() => void)[] = []
  const target = {
    writtenBytes: 0,
    write(bytes: Uint8Array, whenDrawn: () => void): void {
      target.writtenBytes += bytes.length
      waiting.push(whenDrawn)
    },
    drawAll(): void {
      for (let whenDrawn = waiting.shift(); whenDrawn; whenDrawn = waiting.shift()) whenDrawn()
    },
  }
  return target
}

describe('drawing a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('gives at once what comes, and little ahead of what is drawn', () => {
    const target = createTarget()
    const drawing = new TerminalDrawing(target, () => keptLines)
    expect(drawing.push(line)).toBeUndefined()
    expect(target.writtenBytes).toBe(line.length)
    for (let part = 0; part < 10; part += 1) void drawing.push(lines(64 * 1_024))
    expect(target.writtenBytes).toBeLessThan(3 * 64 * 1_024)
    target.drawAll()
  })

  it('makes the host wait beyond 4 MB until some is drawn', async () => {
    const target = createTarget()
    const drawing = new TerminalDrawing(target, () => Number.POSITIVE_INFINITY)
    const part = lines(1 << 20)
    const waits = [1, 2, 3, 4, 5, 6].map(() => drawing.push(part)).filter((wait) => wait !== undefined)
    expect(waits.length).toBeGreaterThan(0)
    target.drawAll()
    for (let look = 0; look < 100; look += 1) {
      vi.advanceTimersByTime(50)
      target.drawAll()
    }
    await waits.at(-1)
    expect(target.writtenBytes).toBe(6 * part.length)
  })

  it('draws a flood in looks, leaves out what would scroll away, and ends with all that is kept', async () => {
    const target = createTarget()
    const drawing = new TerminalDrawing(target, () => keptLines)
    const part = lines(64 * 1_024)
    for (let count = 0; count < 800; count += 1) {
      const wait = drawing.push(part)
      // Sixteen times as fast as this terminal.
      if (!wait && count % 16 > 0) continue
      vi.advanceTimersByTime(50)
      target.drawAll()
      await wait
    }
    const done = drawing.untilDrawn()
    for (let look = 0; look < 100; look += 1) {
      vi.advanceTimersByTime(50)
      target.drawAll()
    }
    await done
    expect(target.writtenBytes).toBeGreaterThan(keptLines * line.length)
    expect(target.writtenBytes).toBeLessThan((800 * part.length) / 5)
  })

  it('draws all of a flood that moves the cursor, without looks', () => {
    const target = createTarget()
    const drawing = new TerminalDrawing(target, () => keptLines)
    const part = lines(64 * 1_024)
    part.set([0x1b, 0x5b, 0x48])
    for (let count = 0; count < 100; count += 1) void drawing.push(part)
    target.drawAll()
    expect(target.writtenBytes).toBe(100 * part.length)
  })

  it('lets those go on who wait when it is dropped', async () => {
    const target = createTarget()
    const drawing = new TerminalDrawing(target, () => keptLines)
    void drawing.push(lines(1 << 20))
    const done = drawing.untilDrawn()
    drawing.drop()
    await done
    const { writtenBytes } = target
    target.drawAll()
    expect(target.writtenBytes).toBe(writtenBytes)
  })
})
