import type { LogBatch, LogMark } from '../../shared/logs.ts'
import { type FeedState, type LogPhase, openingFeed } from './log-feed.ts'
import type { LogStatus, SearchQuery } from './log-protocol.ts'

export type LogContainer = {
  readonly id: string
  readonly name: string
  /** When and of what it was made, where that is known. */
  readonly made?: { readonly atMs: number; readonly image: string; readonly imageId: string }
}

/** Of a log that was only just opened. */
export const emptyStatus: LogStatus = {
  view: 0,
  firstRow: 0,
  nextRow: 0,
  firstLine: 0,
  heldCount: 0,
  heldBytes: 0,
  droppedCount: 0,
  takenCount: 0,
  takenErrorCount: 0,
  levelCounts: [],
  sourceCounts: [],
  originCounts: [],
  linesPerSecond: 0,
  isCaughtUp: false,
  reach: { isBeginning: false, isHeldBack: false, isEndCut: false, firstSeconds: null },
}
export const noQuery: SearchQuery = {
  text: '',
  isRegex: false,
  isCaseSensitive: false,
  isWholeWord: false,
  isInverted: false,
  isMatchesOnly: false,
}

/** Of several containers the liveliest speaks for all; a failure shows only when nothing else is there. */
export function combineFeeds(states: readonly FeedState[]): FeedState {
  const [only = openingFeed] = states
  if (states.length <= 1) return only
  const phases: readonly LogPhase[] = ['live', 'opening', 'waiting', 'failed', 'ended']
  const phase = phases.find((candidate) => states.some((state) => state.phase === candidate)) ?? 'opening'
  const error = phase === 'failed' || phase === 'waiting' ? states.find((state) => state.error)?.error : null
  return { phase, error: error ?? null, logDriver: null, lastMark: null }
}

/** The mark between a container and the one that took its place under the same name. */
export function recreated(before: LogContainer, { made }: LogContainer): LogBatch {
  const isSame = made === undefined || made.imageId === before.made?.imageId
  const mark: LogMark = {
    kind: 'recreated',
    atMs: made?.atMs ?? Date.now(),
    image: isSame ? null : made.image,
  }
  return { bytes: new Uint8Array(), index: new Uint8Array(), mark, isCaughtUp: false }
}
