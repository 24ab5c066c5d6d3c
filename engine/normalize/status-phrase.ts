import type { Health } from '../../shared/container.ts'

/** What of a container's state goes into the phrase. */
export type PhraseFacts = {
  readonly state: string
  readonly health: Health
  readonly exitCode: number | null
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
}

/** The phrase that `docker ps` shows, e.g. `Up 3 hours (healthy)`, in the engine's own words. */
export function statusPhrase(facts: PhraseFacts, nowMs: number): string {
  const up = `Up ${humanDuration(nowMs - (facts.startedAtMs ?? nowMs))}`
  const ago = `${humanDuration(nowMs - (facts.finishedAtMs ?? nowMs))} ago`
  const code = facts.exitCode ?? 0
  switch (facts.state) {
    case 'running':
      return facts.health === 'none' ? up : `${up} (${healthWords[facts.health]})`
    case 'paused':
      return `${up} (Paused)`
    case 'restarting':
      return `Restarting (${code}) ${ago}`
    case 'exited':
      return facts.finishedAtMs === null ? '' : `Exited (${code}) ${ago}`
    default:
      return fixedPhrases.get(facts.state) ?? facts.state
  }
}

const healthWords: Readonly<Record<Exclude<Health, 'none'>, string>> = {
  starting: 'health: starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
}

const fixedPhrases: ReadonlyMap<string, string> = new Map([
  ['created', 'Created'],
  ['removing', 'Removal In Progress'],
  ['dead', 'Dead'],
])

/** Durations as docker rounds them for people (`units.HumanDuration`). */
function humanDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.round(seconds / 3600)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`
  return `${Math.floor(hours / 24 / 365)} years`
}

/** Exit code and health out of a phrase: all that lists of engines before 29 tell of them. */
export function parsePhrase(phrase: string): { exitCode: number | null; health: Health } {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(phrase)?.[1]
  const words = /^Up .*\((healthy|unhealthy|health: starting)\)$/.exec(phrase)?.[1]
  return {
    exitCode: code === undefined ? null : Number(code),
    health: healthOfWords.get(words ?? '') ?? 'none',
  }
}

const healthOfWords: ReadonlyMap<string, Health> = new Map([
  ['health: starting', 'starting'],
  ['healthy', 'healthy'],
  ['unhealthy', 'unhealthy'],
])
