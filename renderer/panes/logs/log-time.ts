import { formatAge } from '../../format.ts'
import type { TimeFormat } from '../../store/logs-view.ts'

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** A line's time of day with milliseconds, or how long ago it was. */
export function formatLogTime(seconds: number, nanos: number, format: TimeFormat, nowMs: number): string {
  if (format === 'none') return ''
  if (format === 'relative') return formatAge(nowMs - seconds * 1000)
  const date = new Date(seconds * 1000)
  const [hours, minutes, rest] =
    format === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()]
  const millis = String(Math.floor(nanos / 1e6)).padStart(3, '0')
  return `${two(hours)}:${two(minutes)}:${two(rest)}.${millis}`
}

const hourSeconds = 3600
const daySeconds = 24 * hourSeconds

/** The time of a bar, as exact as the whole picture asks for: seconds of minutes, minutes of hours, days of weeks. */
export function formatBarTime(
  seconds: number,
  { stepSeconds, barCount }: { readonly stepSeconds: number; readonly barCount: number },
  isUtc: boolean,
): string {
  const date = new Date(seconds * 1000)
  const clock = isUtc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds()]
  const [month, day] = isUtc
    ? [date.getUTCMonth() + 1, date.getUTCDate()]
    : [date.getMonth() + 1, date.getDate()]
  const spanSeconds = stepSeconds * barCount
  const time = clock
    .slice(0, stepSeconds < 60 && spanSeconds <= hourSeconds ? 3 : 2)
    .map(two)
    .join(':')
  if (spanSeconds <= daySeconds) return time
  return stepSeconds < daySeconds ? `${two(month)}-${two(day)} ${time}` : `${two(month)}-${two(day)}`
}
