import { PatternRunner, type PatternThread } from './log-pattern-runner.ts'

/** The threads of a log for patterns. One is kept ready: starting one takes longer than the first match does. */
export class PatternThreads {
  private readonly create: () => PatternThread
  private spare: PatternThread | null = null

  constructor(create: () => PatternThread) {
    this.create = create
  }

  /** A pattern is about to be written. */
  prepare(): void {
    this.spare ??= this.create()
  }

  run(pattern: RegExp): PatternRunner {
    const thread = this.spare ?? this.create()
    this.spare = null
    return new PatternRunner(thread, pattern, { giveBack: (idle) => this.keep(idle) })
  }

  private keep(idle: PatternThread): void {
    this.spare?.terminate()
    this.spare = idle
  }
}
