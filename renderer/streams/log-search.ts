import { stripAnsi } from './log-ansi.ts'
import type { LogBlock } from './log-block.ts'
import { searchText } from './log-line-search.ts'
import { compilePattern, literalPattern, matchRanges } from './log-pattern.ts'
import { runPatternJob } from './log-pattern-job.ts'
import { type PatternRunner, SlowPatternError } from './log-pattern-runner.ts'
import type { SearchQuery, SearchState } from './log-protocol.ts'
import type { LogRing } from './log-ring.ts'
import { nextTurn } from './next-turn.ts'

/** The search gives way to new lines after this long. */
const sliceMs = 8
/** How often a running search tells how far it is. */
const publishMs = 100

const decoder = new TextDecoder()

export type SearchOptions = {
  readonly createRunner: (pattern: RegExp) => PatternRunner
  readonly onChange: (state: SearchState) => void
  /** Only matches are shown, and there are others now: after those known, or between them. */
  readonly onRows: (isRenumbered: boolean) => void
}

type Active = {
  readonly queryId: number
  readonly query: SearchQuery
  readonly fromLine: number
  readonly literal: RegExp | null
  readonly runner: PatternRunner | null
}

/**
 * Searches the shown lines of a ring in slices, from where the person is looking back to the oldest line and
 * then on to the newest, so that the first hit comes at once; goes on with lines that come later.
 */
export class LogSearch {
  private readonly ring: LogRing
  private readonly options: SearchOptions
  private active: Active | null = null
  private running: Active | null = null
  private last: SearchState | null = null
  private publishedMs = 0
  private isComplete = true
  private currentLine: number | null = null
  /** The match whose stack trace has been opened. */
  private openedLine: number | null = null
  private problem: SearchState['problem'] = null

  constructor(ring: LogRing, options: SearchOptions) {
    this.ring = ring
    this.options = options
  }

  /** The line that a person looks at: the match one is at, or where the search began. */
  get anchorLine(): number {
    return this.currentLine ?? this.active?.fromLine ?? 0
  }

  start(queryId: number, query: SearchQuery | null, fromLine: number): void {
    this.stop()
    this.ring.setMatchesOnly(false)
    if (!query || query.text === '') return
    const compiled = query.isRegex ? compilePattern(query) : null
    const runner = compiled && 'pattern' in compiled ? this.options.createRunner(compiled.pattern) : null
    this.problem = compiled && 'reason' in compiled ? { kind: 'invalid', reason: compiled.reason } : null
    this.ring.setMatchesOnly(query.isMatchesOnly && this.problem === null)
    this.active = { queryId, query, fromLine, literal: query.isRegex ? null : literalPattern(query), runner }
    this.restart()
  }

  /** Forgets what was found, because other lines are shown now, and searches again. */
  restart(): void {
    for (const block of this.ring.blocks) block.resetSearch()
    this.currentLine = null
    this.isComplete = this.problem !== null
    if (this.ring.isMatchesOnly) {
      this.ring.takeMatches()
      this.options.onRows(true)
    }
    this.publish()
    this.wake()
  }

  stop(): void {
    this.active?.runner?.dispose()
    this.active = null
    this.problem = null
    this.currentLine = null
  }

  /** There are new lines. */
  wake(): void {
    if (!this.active || this.problem || this.running === this.active) return
    this.running = this.active
    void this.run(this.active)
  }

  move(direction: 1 | -1): void {
    if (!this.active) return
    const from = this.currentLine ?? this.active.fromLine
    const found = direction === 1 ? this.matchAfter(from) : this.matchBefore(from)
    this.currentLine =
      found ??
      (direction === 1
        ? this.matchAfter(Number.NEGATIVE_INFINITY)
        : this.matchBefore(Number.MAX_SAFE_INTEGER))
    this.publish()
  }

  /** Where the query matches in the given lines, as positions in their plain text. */
  async ranges(
    queryId: number,
    lines: readonly number[],
    maxChars: number,
  ): Promise<[number, readonly number[]][]> {
    const { active } = this
    if (!active || active.queryId !== queryId || this.problem) return []
    // What is not there cannot be marked.
    if (active.query.isInverted) return lines.map((line) => [line, []])
    const texts = lines.map((line) => this.plainText(line, maxChars))
    const { literal, runner } = active
    if (literal) return lines.map((line, index) => [line, matchRanges(literal, texts[index] ?? '')])
    try {
      const found = (await runner?.ranges(texts)) ?? []
      return lines.map((line, index) => [line, found[index] ?? []])
    } catch (error) {
      this.report(error)
      return []
    }
  }

  private plainText(line: number, maxChars: number): string {
    const place = this.ring.placeOfLine(line)
    if (!place) return ''
    const { block, index } = place
    const start = block.start(index)
    const stop = Math.min(block.end(index), start + maxChars * 4)
    return stripAnsi(decoder.decode(block.bytes.subarray(start, stop)))
  }

  private async run(active: Active): Promise<void> {
    try {
      await (active.runner ? this.runPattern(active, active.runner) : this.runText(active))
      if (this.active !== active) return
      this.isComplete = true
      this.pickCurrent(true)
      this.publish()
    } catch (error) {
      if (this.active === active) this.report(error)
    } finally {
      if (this.running === active) this.running = null
    }
  }

  private async runText(active: Active): Promise<void> {
    let sliceStart = performance.now()
    for (let block = this.nextBlock(); block; block = this.nextBlock()) {
      if (active.literal) searchText(this.ring, block, active.query, active.literal)
      this.tellProgress(block.firstLine > active.fromLine)
      if (performance.now() - sliceStart < sliceMs) continue
      await nextTurn()
      if (this.active !== active) return
      sliceStart = performance.now()
    }
  }

  /** One job is being answered while the next one is put together. */
  private async runPattern(active: Active, runner: PatternRunner): Promise<void> {
    let before: Promise<void> | null = null
    for (let block = this.nextBlock(); block; block = this.nextBlock()) {
      const job = runPatternJob(this.ring, block, runner, active.query.isInverted)
      // It fails when it is waited for, which may not be if the one before it fails.
      job.catch(() => undefined)
      if (before) {
        await before
        if (this.active !== active) return
        this.tellProgress(block.firstLine > active.fromLine)
      }
      before = job
    }
    await before
  }

  /** The first hit at once, then how many there are now and then. */
  private tellProgress(isBackDone: boolean): void {
    const hadCurrent = this.currentLine !== null
    this.pickCurrent(isBackDone)
    const isFirst = !hadCurrent && this.currentLine !== null
    if (isFirst || performance.now() - this.publishedMs >= publishMs) this.publish()
  }

  private report(error: unknown): void {
    if (!(error instanceof SlowPatternError)) throw error
    this.problem = { kind: 'slow' }
    this.ring.setMatchesOnly(false)
    this.options.onRows(true)
    this.publish()
  }

  /** The nearest block at or before the start that has lines to search, then those after it. */
  private nextBlock(): LogBlock | null {
    const { blocks } = this.ring
    const fromLine = this.active?.fromLine ?? 0
    let after: LogBlock | null = null
    for (let index = blocks.length - 1; index >= 0; index -= 1) {
      const block = blocks[index]
      if (!block || block.searchedLines >= block.lineCount) continue
      if (block.firstLine <= fromLine) return block
      after = block
    }
    return after
  }

  /** Chooses the match that the person sees first: the last one before where they look, else the next. */
  private pickCurrent(isBackDone: boolean): void {
    if (!this.active || this.currentLine !== null) return
    const { fromLine } = this.active
    this.currentLine = this.matchBefore(fromLine + 1) ?? (isBackDone ? this.matchAfter(fromLine) : null)
  }

  private matchBefore(line: number): number | null {
    for (let index = this.ring.blocks.length - 1; index >= 0; index -= 1) {
      const block = this.ring.blocks[index]
      if (!block || block.firstLine >= line) continue
      const count = block.matches.countBelow(line - block.firstLine)
      if (count > 0) return block.firstLine + block.matches.at(count - 1)
    }
    return null
  }

  private matchAfter(line: number): number | null {
    for (const block of this.ring.blocks) {
      const count = block.matches.countBelow(Math.max(0, line + 1 - block.firstLine))
      if (count < block.matches.length) return block.firstLine + block.matches.at(count)
    }
    return null
  }

  private publish(): void {
    const { active } = this
    if (!active) return
    this.publishedMs = performance.now()
    const before = this.ring.nextRow
    const hasOpened = this.openFold()
    const isRenumbered = this.ring.takeMatches() || hasOpened
    if (isRenumbered || this.ring.nextRow !== before) this.options.onRows(isRenumbered)
    const { firstLine, nextLine } = this.ring
    if (this.currentLine !== null && (this.currentLine < firstLine || this.currentLine >= nextLine))
      this.currentLine = null
    let count = 0
    let ordinal = 0
    for (const block of this.ring.blocks) {
      if (this.currentLine !== null && block.firstLine <= this.currentLine) {
        ordinal = count + block.matches.countBelow(this.currentLine - block.firstLine) + 1
      }
      count += block.matches.length
    }
    this.tell({
      queryId: active.queryId,
      count,
      currentLine: this.currentLine,
      currentRow: this.currentLine === null ? null : this.ring.rowOfLine(this.currentLine),
      ordinal,
      isComplete: this.isComplete,
      problem: this.problem,
    })
  }

  /** What was found is shown, also deep in a stack trace. */
  private openFold(): boolean {
    const line = this.currentLine
    // Once: a person may fold it again.
    if (line === this.openedLine) return false
    this.openedLine = line
    if (line === null || this.ring.isMatchesOnly || !this.ring.isFolded(line)) return false
    return this.ring.setOpen(line, true)
  }

  private tell(state: SearchState): void {
    if (this.last && isSame(this.last, state)) return
    this.last = state
    this.options.onChange(state)
  }
}

function isSame(one: SearchState, other: SearchState): boolean {
  return (Object.keys(one) as (keyof SearchState)[]).every((key) => one[key] === other[key])
}
