import i18next from 'i18next'

/*
 * Every number, size and time that a person reads. Units and definitions are docker's own, so that the screen
 * agrees with `docker stats` and `docker images`. Units stay Latin in Chinese; a no-break space joins them.
 */

/** Stands for "does not apply here". */
export const notApplicable = '–'
const nbsp = '\u00a0'

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
const decimalUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

type NumberOptions = Intl.NumberFormatOptions
const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

function language(): string {
  return i18next.resolvedLanguage ?? 'en'
}

function formatNumber(value: number, digits: number, grouping = true): string {
  const key = `${language()} ${digits} ${grouping}`
  let format = numberFormats.get(key)
  if (!format) {
    const options: NumberOptions = {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: grouping,
    }
    format = new Intl.NumberFormat(language(), options)
    numberFormats.set(key, format)
  }
  return format.format(value)
}

/** English dates are written day first: 17 Nov. */
function dateLanguage(): string {
  return language() === 'en' ? 'en-GB' : language()
}

function formatDate(ms: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${language()} ${JSON.stringify(options)}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(dateLanguage(), options)
    dateFormats.set(key, format)
  }
  return format.format(ms)
}

/** Percent with one decimal, as `docker stats`: 12.4%, 113.3%. */
export function formatPercent(value: number | null): string {
  return value === null ? notApplicable : `${formatNumber(value, 1, false)}%`
}

/** Whole percent of work done; never 100 before it is done. */
export function formatProgress(fraction: number): string {
  const percent = fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))
  return `${formatNumber(Math.max(0, percent), 0)}%`
}

/** A count with the language's grouping: 1,804. */
export function formatCount(value: number): string {
  return formatNumber(value, 0)
}

/** Memory, in powers of 1024 and three significant digits: 9.8 MiB, 284 MiB, 1.24 GiB. */
export function formatBinaryBytes(bytes: number | null): string {
  return scaled(bytes, 1024, binaryUnits)
}

/** Images and disks, in powers of 1000 and three significant digits: 48.2 MB, 1.84 GB. */
export function formatDecimalBytes(bytes: number | null): string {
  return scaled(bytes, 1000, decimalUnits)
}

/** Bytes per second, decimal: 428 kB/s. */
export function formatRate(bytesPerSecond: number | null): string {
  return bytesPerSecond === null ? notApplicable : `${formatDecimalBytes(bytesPerSecond)}/s`
}

function scaled(bytes: number | null, base: number, units: readonly string[]): string {
  if (bytes === null || !Number.isFinite(bytes)) return notApplicable
  let value = Math.max(0, bytes)
  let unit = 0
  // 999.5 of a unit would round to four digits; the next unit says it in three.
  while (value >= (base === 1000 ? 999.5 : 1023.5) && unit < units.length - 1) {
    value /= base
    unit += 1
  }
  return `${formatNumber(value, fractionDigits(value, unit), false)}${nbsp}${units[unit] ?? ''}`
}

/** Three significant digits, none of them a trailing zero behind the point of a number from 10 up. */
function fractionDigits(value: number, unit: number): number {
  if (unit === 0 || value >= 99.95) return 0
  if (value >= 9.995) return 1
  const hundredths = Math.round(value * 100)
  return hundredths % 10 === 0 ? 1 : 2
}

type AgeUnit = 'seconds' | 'minutes' | 'hours' | 'days'
const ageUnits: readonly (readonly [AgeUnit, number])[] = [
  ['days', day],
  ['hours', hour],
  ['minutes', minute],
  ['seconds', second],
]

/**
 * How long something has been so, for narrow cells: the largest unit, and the one below it from a day to a
 * week (45s, 12m, 3d 4h, 21d).
 */
export function formatAge(durationMs: number): string {
  const rest = Math.max(0, durationMs)
  const index = Math.max(
    0,
    ageUnits.findIndex(([, size]) => rest >= size),
  )
  const [unit, size] =
    rest < second ? (['seconds', second] as const) : (ageUnits[index] ?? (['seconds', second] as const))
  const count = Math.floor(rest / size)
  const largest = ageText(unit, count)
  const hours = Math.floor((rest % day) / hour)
  const hasSecond = unit === 'days' && rest < week && hours > 0 && language() === 'en'
  return hasSecond ? `${largest} ${ageText('hours', hours)}` : largest
}

function ageText(unit: AgeUnit, count: number): string {
  return i18next.t(`format.${unit}`, { count }).replaceAll(' ', nbsp)
}

/** When something happened: just now, 2h ago, Mon, 17 Nov. Both in epoch milliseconds. */
export function formatAgo(atMs: number, nowMs: number): string {
  const elapsed = nowMs - atMs
  if (elapsed < 10 * second) return i18next.t('format.justNow')
  if (elapsed < day) return i18next.t('format.ago', { age: formatAge(elapsed) })
  if (elapsed < week) return formatDate(atMs, { weekday: 'short' })
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
  return formatDate(atMs, isThisYear ? parts : { ...parts, year: 'numeric' })
}

/** How long work took: 14.8 s, 1 min 21 s. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, durationMs) / second
  // Two calls: i18next cannot check keys that are chosen at run time.
  const text =
    seconds < 59.95
      ? i18next.t('format.workSeconds', { seconds: formatNumber(seconds, 1) })
      : i18next.t('format.workMinutes', {
          minutes: formatCount(Math.floor(Math.round(seconds) / 60)),
          seconds: Math.round(seconds) % 60,
        })
  return text.replaceAll(' ', nbsp)
}

/** Local time of day, 24 hours: 14:22:07. */
export function formatTime(ms: number): string {
  return formatDate(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
}

/** Exact local date and time, for tooltips. */
export function formatDateTime(ms: number): string {
  const date: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' }
  return formatDate(ms, { ...date, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
}

/** The first 12 characters of an id or digest, as docker prints it. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}
