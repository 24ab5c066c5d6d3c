import { useCallback, useSyncExternalStore } from 'react'

type Clock = {
  nowMs: number
  timer: ReturnType<typeof setInterval> | null
  readonly listeners: Set<() => void>
}

/** One timer for each interval, however many ages are on screen; none while the page is hidden. */
const clocks = new Map<number, Clock>()

function clockOf(intervalMs: number): Clock {
  const known = clocks.get(intervalMs)
  if (known) return known
  const clock: Clock = { nowMs: Date.now(), timer: null, listeners: new Set() }
  clocks.set(intervalMs, clock)
  return clock
}

function tick(clock: Clock): void {
  clock.nowMs = Date.now()
  for (const listener of clock.listeners) listener()
}

function run(clock: Clock, intervalMs: number): void {
  const shouldRun = clock.listeners.size > 0 && !document.hidden
  if (shouldRun && clock.timer === null) clock.timer = setInterval(() => tick(clock), intervalMs)
  if (!shouldRun && clock.timer !== null) {
    clearInterval(clock.timer)
    clock.timer = null
  }
}

document.addEventListener('visibilitychange', () => {
  for (const [intervalMs, clock] of clocks) {
    run(clock, intervalMs)
    if (!document.hidden && clock.listeners.size > 0) tick(clock)
  }
})

/** The time in epoch milliseconds, renewed every `intervalMs` while the page is visible. */
export function useNow(intervalMs: number): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const clock = clockOf(intervalMs)
      if (clock.listeners.size === 0) clock.nowMs = Date.now()
      clock.listeners.add(listener)
      run(clock, intervalMs)
      return () => {
        clock.listeners.delete(listener)
        run(clock, intervalMs)
      }
    },
    [intervalMs],
  )
  return useSyncExternalStore(subscribe, () => clockOf(intervalMs).nowMs)
}
