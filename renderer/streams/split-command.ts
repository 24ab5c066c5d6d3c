/** A blank, a quoted part, an escaped character or plain text; an open quote matches nothing. */
const part =
  /(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[\s\S])*)"|\\(?<escaped>[\s\S])|(?<plain>[^\s'"\\]+|\\$)/gy

/**
 * Splits a command line into words as a POSIX shell does: blanks separate, quotes and backslash protect.
 * Nothing is expanded. Returns null when a quote is left open.
 */
export function splitCommand(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let end = 0
  for (const match of line.matchAll(part)) {
    end = match.index + match[0].length
    const { blank, double } = match.groups ?? {}
    if (blank === undefined) {
      word = (word ?? '') + (double === undefined ? plainText(match.groups) : unescapeDouble(double))
    } else if (word !== null) {
      words.push(word)
      word = null
    }
  }
  if (end < line.length) return null
  return word === null ? words : [...words, word]
}

function plainText(groups: Record<string, string> = {}): string {
  return groups['single'] ?? groups['escaped'] ?? groups['plain'] ?? ''
}

/** Between double quotes a backslash protects only these; before anything else it stays. */
function unescapeDouble(text: string): string {
  return text.replace(/\\(["\\$`])/g, '$1')
}
