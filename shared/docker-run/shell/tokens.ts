/** A piece of a shell's line. */
export type ShellToken = {
  /**
   * `word` is what the shell passes on; `line` ends a line and `end` a command (`;`, `&&`, `|` and the like);
   * `redirect` has its target in it.
   */
  readonly kind: 'word' | 'line' | 'end' | 'redirect' | 'comment'
  /** A word without its quotes; of others, how they are written. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether a line's end that could end a command is right before it. */
  readonly startsLine: boolean
  /** Pieces of a word that the shell would replace, such as `$(pwd)`, as a POSIX shell writes them. */
  readonly variables: readonly string[]
}

/** Something that the shell would not have taken, or would have taken otherwise. */
export type ShellProblem = {
  readonly code:
    | 'unclosed-quote'
    | 'placeholder'
    | 'repaired-quote'
    | 'repaired-blank'
    | 'repaired-continuation'
  readonly start: number
  readonly end: number
}

export type ShellText = {
  readonly tokens: readonly ShellToken[]
  readonly problems: readonly ShellProblem[]
  /** How many characters were looked at, which a test holds against the length of the text. */
  readonly steps: number
}
