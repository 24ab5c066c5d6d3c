const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const daySeconds = 86_400

/**
 * The Unix second that a person means: a time of day, a date, both, or how long ago. A time of day is the last one of
 * its name. Null when it is none of these, or has not come yet.
 */
export function parseTime(text: string, nowMs: number, isUtc: boolean): number | null {
  const wanted = text.trim()
  const seconds = ago(wanted, nowMs) ?? timeOfDay(wanted, nowMs, isUtc) ?? dateAndTime(wanted, nowMs, isUtc)
  return seconds !== null && seconds >= 0 && seconds * 1000 <= nowMs ? seconds : null
}

/** `-15m`, `-1h30m`, `2d ago` */
function ago(text: string, nowMs: number): number | null {
  const parts = /^(?:-\s*((?:\d{1,6}\s*[smhd]\s*)+)|((?:\d{1,6}\s*[smhd]\s*)+)ago)$/i.exec(text)
  const lengths = parts?.[1] ?? parts?.[2]
  if (lengths === undefined) return null
  let seconds = 0
  for (const [, count, unit] of lengths.matchAll(/(\d+)\s*([smhd])/gi))
    seconds += Number(count) * (unitSeconds[(unit ?? '').toLowerCase()] ?? 0)
  return Math.floor(nowMs / 1000) - seconds
}

/** `14:03`, `14:03:12` */
function timeOfDay(text: string, nowMs: number, isUtc: boolean): number | null {
  const clock = readClock(text)
  if (!clock) return null
  const now = new Date(nowMs)
  const today = isUtc
    ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
    : [now.getFullYear(), now.getMonth(), now.getDate()]
  const seconds = secondsOf(today, clock, isUtc)
  return seconds * 1000 <= nowMs ? seconds : seconds - daySeconds
}

/** `2026-11-20`, `11-20 14:03`, `2026-11-20 14:03:12`, with `T` between and `Z` or `+02:00` behind */
function dateAndTime(text: string, nowMs: number, isUtc: boolean): number | null {
  const parts =
    /^(?:(\d{4})[-/])?(\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d[\d:.,]*)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  const [, year, month, day, time, zone] = parts ?? []
  if (month === undefined || day === undefined) return null
  const clock = time === undefined ? [0, 0, 0] : readClock(time)
  if (!clock) return null
  const years = year === undefined ? new Date(nowMs).getFullYear() : Number(year)
  const date = [years, Number(month) - 1, Number(day)]
  if (!isDate(date)) return null
  const seconds = secondsOf(date, clock, isUtc || zone !== undefined) - offsetOf(zone)
  // Without a year it is the last such day.
  return year === undefined && seconds * 1000 > nowMs
    ? secondsOf([years - 1, Number(month) - 1, Number(day)], clock, isUtc || zone !== undefined) -
        offsetOf(zone)
    : seconds
}

function readClock(text: string): readonly number[] | null {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$/.exec(text)
  if (!parts) return null
  const clock = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)]
  const [hours = 0, minutes = 0, seconds = 0] = clock
  return hours < 24 && minutes < 60 && seconds < 60 ? clock : null
}

function isDate([year = 0, month = 0, day = 0]: readonly number[]): boolean {
  const date = new Date(Date.UTC(year, month, day))
  return date.getUTCMonth() === month && date.getUTCDate() === day
}

function secondsOf(date: readonly number[], clock: readonly number[], isUtc: boolean): number {
  const [year = 0, month = 0, day = 0] = date
  const [hours = 0, minutes = 0, seconds = 0] = clock
  const ms = isUtc
    ? Date.UTC(year, month, day, hours, minutes, seconds)
    : new Date(year, month, day, hours, minutes, seconds).getTime()
  return Math.floor(ms / 1000)
}

function offsetOf(zone: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (!parts) return 0
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 3600 + Number(parts[3]) * 60)
}
