import type { LogMark, LogPosition, OlderLogs, OlderLogsParams } from '../../shared/logs.ts'
import type { LineFilter } from './log-block.ts'
import type { LogHistogram } from './log-histogram.ts'

/*
 * What the page and its log worker say to each other. Lines stay in the worker; the page gets the text of
 * those it is about to show, and numbers.
 */

/** `row`: number among shown lines; `line`: number among all. Both count from the first one ever taken in. */
export type LogRow = {
  readonly row: number
  readonly line: number
  /** As sent by the container, with escape sequences, up to the number of characters asked for. */
  readonly text: string
  /** The line goes on after `text`. */
  readonly hasMore: boolean
  /** The host cut the line at its length limit. */
  readonly isCut: boolean
  readonly byteLength: number
  readonly seconds: number
  readonly nanos: number
  /** Code of `logLevels`. */
  readonly level: number
  /** Position in `logSources`. */
  readonly source: number
  /** Which container of a merged log it is of; 0 in any other. */
  readonly origin: number
  /** Goes on with the event of the line before it, as the lines of a stack trace do. */
  readonly isContinued: boolean
  /** Lines of its stack trace right behind it that are folded, or would be if that was not open. */
  readonly foldCount: number
  readonly isOpen: boolean
  /** Set when this is no line but something that happened between lines. */
  readonly mark: LogMark | null
}

export type SearchQuery = {
  readonly text: string
  readonly isRegex: boolean
  readonly isCaseSensitive: boolean
  /** No letter, digit or underscore before or after it. */
  readonly isWholeWord: boolean
  /** Lines without it. */
  readonly isInverted: boolean
  /** Other lines are hidden. */
  readonly isMatchesOnly: boolean
}

export type SearchState = {
  readonly queryId: number
  /** Shown lines that match, so far. */
  readonly count: number
  /** The match one is at, and its place in `count`, from 1. */
  readonly currentLine: number | null
  readonly currentRow: number | null
  readonly ordinal: number
  readonly isComplete: boolean
  readonly problem: { readonly kind: 'invalid'; readonly reason: string } | { readonly kind: 'slow' } | null
}

export type LogStatus = {
  /** Changes when rows are numbered anew. */
  readonly view: number
  readonly firstRow: number
  readonly nextRow: number
  readonly firstLine: number
  readonly heldCount: number
  readonly heldBytes: number
  readonly droppedCount: number
  readonly takenCount: number
  readonly takenErrorCount: number
  readonly levelCounts: readonly number[]
  readonly sourceCounts: readonly number[]
  readonly originCounts: readonly number[]
  readonly linesPerSecond: number
  readonly isCaughtUp: boolean
  readonly reach: LogReachState
}

/** What of the log is held, and what is not. */
export type LogReachState = {
  /** Nothing older is in the log. */
  readonly isBeginning: boolean
  /** Newer lines wait until somebody comes near the last one that is held. */
  readonly isHeldBack: boolean
  /** Those that were held made room for older ones: they must be read again. */
  readonly isEndCut: boolean
  /** The time of the oldest lines; null without any. */
  readonly firstSeconds: number | null
}

export type OlderLines = Pick<OlderLogs, 'bytes' | 'index' | 'isBeginning'>

export type ExportFormat = {
  readonly kind: 'text' | 'jsonl' | 'html'
  /** Those that pass filter and search, all that are held, or those of them between two rows or two lines. */
  readonly scope:
    | 'shown'
    | 'all'
    | { readonly firstRow: number; readonly nextRow: number }
    | { readonly firstLine: number; readonly lastLine: number }
  /** Of a merged log: the containers' names by origin, written with each line; null otherwise. */
  readonly names: readonly string[] | null
  /** Text only: each line begins with its time as `docker logs --timestamps` writes it. */
  readonly hasTimestamps: boolean
  /** Text only: without colours and other escape sequences. The other kinds never have them. */
  readonly isPlain: boolean
  /** Gives up beyond this. */
  readonly maxBytes: number
}

export type RowsWanted =
  | { readonly kind: 'range'; readonly first: number; readonly count: number }
  /** The newest rows, except those up to `have`, which the page holds already. */
  | { readonly kind: 'tail'; readonly count: number; readonly have: number }

export type LogRequest =
  /** This container's log is being opened: older lines may come of it. */
  | { readonly kind: 'expect'; readonly origin: number }
  /** Nothing comes of this container at present. */
  | { readonly kind: 'rest'; readonly origin: number }
  | {
      readonly kind: 'ingest'
      readonly origin: number
      readonly bytes: Uint8Array
      readonly index: Uint8Array
      readonly mark: LogMark | null
      readonly isCaughtUp: boolean
    }
  | { readonly kind: 'clear' }
  /** As new: nothing held, nothing counted. What was taken in before bears another epoch. */
  | { readonly kind: 'reset'; readonly epoch: number; readonly startsAtTime: boolean }
  /** How much is held from now on. */
  | { readonly kind: 'limit'; readonly maxBytes: number }
  /** Where the held lines begin. They keep to it until `older` is sent. */
  | { readonly kind: 'edge'; readonly requestId: number }
  /** Lines right before those that are held; null when they could not be read. */
  | { readonly kind: 'older'; readonly lines: OlderLines | null; readonly anchorLine: number | null }
  /** A regular expression is about to be written. */
  | { readonly kind: 'prepare-pattern' }
  /** Lines that were held back are wanted now. */
  | { readonly kind: 'newer' }
  /** Opens or folds the stack trace that a line is of; the row of the anchor stays where it is. */
  | {
      readonly kind: 'open'
      readonly line: number
      readonly isOpen: boolean
      readonly anchorLine: number | null
    }
  | { readonly kind: 'filter'; readonly filter: LineFilter; readonly anchorLine: number | null }
  | {
      readonly kind: 'rows'
      readonly requestId: number
      readonly view: number
      readonly wanted: RowsWanted
      readonly maxChars: number
      /** Lines of which more is shown: line, characters. */
      readonly longer: readonly (readonly [number, number])[]
    }
  | {
      readonly kind: 'search'
      readonly queryId: number
      readonly query: SearchQuery | null
      readonly fromLine: number
    }
  /** Another filter and another query at once; the row of the line stays where it is. */
  | {
      readonly kind: 'narrow'
      readonly filter: LineFilter
      readonly queryId: number
      readonly query: SearchQuery | null
      readonly line: number
    }
  | { readonly kind: 'move'; readonly direction: 1 | -1 }
  | { readonly kind: 'ranges'; readonly queryId: number; readonly lines: readonly number[] }
  | {
      readonly kind: 'seek'
      readonly requestId: number
      readonly target: 'error' | 'mark'
      readonly direction: 1 | -1
      readonly fromRow: number
    }
  /** The first shown row that is not older. */
  | { readonly kind: 'seek-time'; readonly requestId: number; readonly seconds: number }
  | { readonly kind: 'histogram'; readonly requestId: number; readonly maxBars: number }
  | { readonly kind: 'overview'; readonly requestId: number; readonly stretchCount: number }
  | { readonly kind: 'export'; readonly requestId: number; readonly format: ExportFormat }

export type TakenBatch = { readonly origin: number; readonly position: LogPosition | null }

export type LogReply =
  | {
      readonly kind: 'ingested'
      readonly epoch: number
      /** One for each batch that has been taken in: whose it was, and where that container's log goes on. */
      readonly batches: readonly TakenBatch[]
    }
  | { readonly kind: 'status'; readonly status: LogStatus }
  | {
      readonly kind: 'edge'
      readonly requestId: number
      readonly edge: Omit<OlderLogsParams, 'id' | 'count'> | null
    }
  /** The log is to be read on from here, its newest lines having been dropped. */
  | { readonly kind: 'read-on'; readonly position: LogPosition | null }
  | {
      readonly kind: 'rows'
      readonly requestId: number
      readonly view: number
      readonly rows: readonly LogRow[]
      readonly firstRow: number
      readonly nextRow: number
    }
  | { readonly kind: 'filtered'; readonly status: LogStatus; readonly anchorRow: number | null }
  | { readonly kind: 'search'; readonly state: SearchState }
  /** `ranges`: starts and ends in the plain text of each line, in turn. */
  | {
      readonly kind: 'ranges'
      readonly queryId: number
      readonly ranges: readonly (readonly [number, readonly number[]])[]
    }
  | { readonly kind: 'sought'; readonly requestId: number; readonly row: number | null }
  | { readonly kind: 'overview'; readonly requestId: number; readonly marks: Uint8Array }
  /** Null while no line is held. */
  | { readonly kind: 'histogram'; readonly requestId: number; readonly histogram: LogHistogram | null }
  /** Null: larger than allowed. */
  | {
      readonly kind: 'exported'
      readonly requestId: number
      readonly blob: Blob | null
      readonly lineCount: number
    }

const answers = ['sought', 'histogram', 'overview', 'exported', 'edge'] as const
type Answer = Extract<LogReply, { kind: (typeof answers)[number] }>

/** Somebody waits for it. */
export function isAnswer(reply: LogReply): reply is Answer {
  return answers.some((kind) => kind === reply.kind)
}
