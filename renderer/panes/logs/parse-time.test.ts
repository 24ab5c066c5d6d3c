import { describe, expect, it } from 'vitest'
import { parseTime } from './parse-time.ts'

const nowMs = Date.UTC(2026, 10, 21, 12, 30, 0)

describe('a typed time', () => {
  it.each([
    ['12:03', '2026-11-21T12:03:00Z'],
    ['9:03:07', '2026-11-21T09:03:07Z'],
    // Not yet today: yesterday's.
    ['14:03', '2026-11-20T14:03:00Z'],
    ['2026-11-20 14:03:12', '2026-11-20T14:03:12Z'],
    ['2026-11-20T14:03:12.345Z', '2026-11-20T14:03:12Z'],
    ['2026-11-20T14:03+02:00', '2026-11-20T12:03:00Z'],
    ['2026/11/20', '2026-11-20T00:00:00Z'],
    ['11-20 14:03', '2026-11-20T14:03:00Z'],
    ['12-24', '2025-12-24T00:00:00Z'],
    ['-15m', '2026-11-21T12:15:00Z'],
    [' -1h 30m ', '2026-11-21T11:00:00Z'],
    ['2d ago', '2026-11-19T12:30:00Z'],
  ])('%s is %s', (text, time) => {
    expect(parseTime(text, nowMs, true)).toBe(Date.parse(time) / 1000)
  })

  it.each(['', 'noon', '25:00', '12:60', '2026-02-30', '2027-01-01', '15m', '2026-11-20 14', '-'])(
    '%s is none',
    (text) => {
      expect(parseTime(text, nowMs, true)).toBeNull()
    },
  )

  it('is local unless times are shown in UTC', () => {
    const local = new Date(2026, 10, 20, 8, 15, 30).getTime() / 1000
    expect(parseTime('2026-11-20 08:15:30', nowMs, false)).toBe(local)
  })
})
