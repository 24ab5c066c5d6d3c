import { type FeedState, type LogPhase, openingFeed } from './log-feed.ts'
import type { LogStatus, SearchQuery } from './log-protocol.ts'

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
