import { formatAge } from '../../../format.ts'
import type { TimeFormat } from '../../../store/logs-view.ts'

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
