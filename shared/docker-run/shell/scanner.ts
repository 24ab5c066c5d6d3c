/** A place in a text that only moves forward, and counts what it looks at. */
export class Scanner {
  readonly text: string
  at = 0
  steps = 0

  constructor(text: string) {
    this.text = text
  }

  get isDone(): boolean {
    return this.at >= this.text.length
  }

  /** The character here, or some further on; empty beyond the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead)
  }

  get isAtDigit(): boolean {
    const code = this.text.charCodeAt(this.at)
    return code >= 48 && code <= 57
  }

  /** Moves on by one character and returns it. */
  next(): string {
    const here = this.peek()
    this.at += 1
    this.steps += 1
    return here
  }

  /** Moves past what a sticky pattern matches here; null, without moving, when it does not. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    this.steps += 1 + (match?.[0].length ?? 0)
    if (match !== null) this.at += match[0].length
    return match
  }

  /** Moves to the end and returns what was left. */
  rest(): string {
    const rest = this.text.slice(this.at)
    this.steps += rest.length
    this.at = this.text.length
    return rest
  }
}
