const minutesOf: Readonly<Record<string, number>> = { h: 60, m: 1, s: 1 / 60, ms: 1 / 60_000 }
const duration = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/

/** How many minutes ago a time of `docker logs --since` is: `1h30m`, a date, or seconds since 1970. */
export function minutesSince(text: string, nowMs: number): number | null {
  if (duration.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)]
    return parts.reduce((sum, [, number, unit = 'm']) => sum + Number(number) * (minutesOf[unit] ?? 0), 0)
  }
  const atMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text)
  return Number.isNaN(atMs) || atMs > nowMs ? null : (nowMs - atMs) / 60_000
}
