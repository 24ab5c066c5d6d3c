/** A stretch of a command's text, for colouring and explaining. Stretches do not overlap and are in order. */
export type RunPart = {
  readonly start: number
  readonly end: number
  readonly kind: 'program' | 'verb' | 'flag' | 'value' | 'image' | 'command' | 'unknown' | 'comment'
  /** Long name of the option that a flag or value belongs to. */
  readonly option: string | null
  /** Which of a list's values, from 0; null for other options. */
  readonly index: number | null
}
