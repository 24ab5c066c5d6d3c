import type { Container } from '../shared/container.ts'

/** What a state is drawn with; each has a silhouette of its own. */
export type StateGlyphName =
  | 'running'
  | 'healthy'
  | 'starting'
  | 'unhealthy'
  | 'restarting'
  | 'paused'
  | 'exited'
  | 'failed'
  | 'created'
  | 'removing'
  | 'dead'

export type StateTone = 'ok' | 'warn' | 'bad' | 'pause' | 'idle'

export const stateKinds = [
  'running',
  'healthy',
  'starting',
  'unhealthy',
  'restarting',
  'paused',
  'exited',
  'stopped',
  'failed',
  'created',
  'removing',
  'dead',
  'unknown',
] as const
export type StateKind = (typeof stateKinds)[number]

/** Why a container ended, as far as its exit code tells. The keys of `containers.exit`. */
export const exitReasons = [
  'normal',
  'error',
  'docker',
  'notExecutable',
  'notFound',
  'interrupted',
  'aborted',
  'outOfMemory',
  'killed',
  'crashed',
  'asked',
  'signal',
  'other',
] as const
export type ExitReason = (typeof exitReasons)[number]
export type ExitExplanation = { readonly code: number; readonly reason: ExitReason; readonly signal: number }

/** One container's state as every screen shows it. */
export type StateView = {
  readonly kind: StateKind
  readonly glyph: StateGlyphName
  readonly tone: StateTone
  /** Colour of the word in lists: words stay grey unless something needs a person. */
  readonly textTone: 'plain' | 'quiet' | 'warn' | 'bad' | 'pause'
  /** Null while it runs, or when the engine does not tell. */
  readonly exit: ExitExplanation | null
  /** Start of this state, epoch milliseconds; null when unknown. */
  readonly sinceMs: number | null
  readonly restartCount: number
  /** A one-shot that ended well: nothing is missing, although it does not run. */
  readonly isCompleted: boolean
  readonly needsAttention: boolean
  /** The engine's own word, for one it invented later. */
  readonly engineWord: string
}

const fixedReasons: ReadonlyMap<number, ExitReason> = new Map([
  [0, 'normal'],
  [1, 'error'],
  [125, 'docker'],
  [126, 'notExecutable'],
  [127, 'notFound'],
  [130, 'interrupted'],
  [134, 'aborted'],
  [137, 'killed'],
  [139, 'crashed'],
  [143, 'asked'],
])

/** Decodes an exit code as a shell would: 128 + n is signal n. */
export function explainExit(code: number, wasOomKilled: boolean): ExitExplanation {
  const signal = code > 128 && code <= 128 + 64 ? code - 128 : 0
  if (wasOomKilled && code === 137) return { code, reason: 'outOfMemory', signal }
  return { code, reason: fixedReasons.get(code) ?? (signal > 0 ? 'signal' : 'other'), signal }
}

/** Codes of an orderly stop: SIGTERM, and SIGKILL after the grace time. */
const stopCodes: ReadonlySet<number> = new Set([137, 143])
/** A restart this fresh belongs to the same trouble as the ones before it. */
const restartLoopMs = 5 * 60_000
const memoryLimitShare = 0.98

type Picture = Pick<StateView, 'kind' | 'glyph' | 'tone' | 'textTone'>

const pictures: Readonly<Record<Exclude<StateKind, 'exited' | 'stopped' | 'failed' | 'unknown'>, Picture>> = {
  running: { kind: 'running', glyph: 'running', tone: 'ok', textTone: 'plain' },
  healthy: { kind: 'healthy', glyph: 'healthy', tone: 'ok', textTone: 'plain' },
  starting: { kind: 'starting', glyph: 'starting', tone: 'ok', textTone: 'plain' },
  unhealthy: { kind: 'unhealthy', glyph: 'unhealthy', tone: 'warn', textTone: 'warn' },
  restarting: { kind: 'restarting', glyph: 'restarting', tone: 'warn', textTone: 'warn' },
  paused: { kind: 'paused', glyph: 'paused', tone: 'pause', textTone: 'pause' },
  created: { kind: 'created', glyph: 'created', tone: 'idle', textTone: 'plain' },
  removing: { kind: 'removing', glyph: 'removing', tone: 'idle', textTone: 'quiet' },
  dead: { kind: 'dead', glyph: 'dead', tone: 'bad', textTone: 'bad' },
}

function runningPicture(health: Container['health']): Picture {
  return pictures[health === 'none' ? 'running' : health]
}

function exitedPicture(container: Container, exit: ExitExplanation | null): Picture {
  const plain = { glyph: 'exited', tone: 'idle', textTone: 'plain' } as const
  if (!exit || exit.code === 0) return { kind: 'exited', ...plain }
  const isOrderlyStop = container.wasStoppedHere && stopCodes.has(exit.code) && exit.reason !== 'outOfMemory'
  if (isOrderlyStop) return { kind: 'stopped', ...plain }
  return { kind: 'failed', glyph: 'failed', tone: 'bad', textTone: 'bad' }
}

function picture(container: Container, exit: ExitExplanation | null): Picture {
  switch (container.state) {
    case 'running':
      return runningPicture(container.health)
    case 'exited':
      return exitedPicture(container, exit)
    case 'created':
    case 'restarting':
    case 'paused':
    case 'removing':
    case 'dead':
      return pictures[container.state as keyof typeof pictures]
    default:
      return { kind: 'unknown', glyph: 'created', tone: 'idle', textTone: 'quiet' }
  }
}

function exitOf(container: Container): ExitExplanation | null {
  if (container.state !== 'exited' && container.state !== 'dead') return null
  const code = container.runtime?.exitCode ?? container.exitCode
  return code === null ? null : explainExit(code, container.runtime?.wasOomKilled ?? false)
}

function sinceOf({ state, createdAtMs, runtime }: Container): number | null {
  if (state === 'created') return createdAtMs
  if (state === 'exited' || state === 'dead') return runtime?.finishedAtMs ?? null
  return runtime?.startedAtMs ?? null
}

function restartsAgain(container: Container, nowMs: number): boolean {
  const runtime = container.runtime
  if (!runtime || runtime.restartCount < 2) return false
  if (container.state === 'restarting') return true
  return (
    container.state === 'running' &&
    runtime.startedAtMs !== null &&
    nowMs - runtime.startedAtMs < restartLoopMs
  )
}

function isAtMemoryLimit(container: Container, memoryBytes: number | null): boolean {
  const limit = container.runtime?.memoryLimitBytes ?? null
  return limit !== null && memoryBytes !== null && memoryBytes >= limit * memoryLimitShare
}

const troubles: ReadonlySet<StateKind> = new Set(['unhealthy', 'failed', 'dead'])

function isOneShot({ runtime }: Container): boolean {
  return runtime === null || runtime.restartPolicy === '' || runtime.restartPolicy === 'no'
}

/** Derives what every screen shows of a container's state. `memoryBytes`: the newest sample, if any. */
export function deriveState(
  container: Container,
  nowMs: number,
  memoryBytes: number | null = null,
): StateView {
  const exit = exitOf(container)
  const shown = picture(container, exit)
  return {
    ...shown,
    exit,
    sinceMs: sinceOf(container),
    restartCount: container.runtime?.restartCount ?? 0,
    isCompleted: exit?.code === 0 && isOneShot(container),
    needsAttention:
      troubles.has(shown.kind) || restartsAgain(container, nowMs) || isAtMemoryLimit(container, memoryBytes),
    engineWord: container.state,
  }
}

/** Takes part in "6 of 7 running". */
export function isRunning(container: Container): boolean {
  return container.state === 'running'
}

/** Has samples: between two restarts there are none. */
export function isMeasured(container: Container): boolean {
  return container.state === 'running' || container.state === 'paused'
}

/** Has a live process, so that stop and kill mean something. */
export function isAlive(container: Container): boolean {
  return container.state === 'running' || container.state === 'paused' || container.state === 'restarting'
}
