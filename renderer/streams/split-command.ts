/**
 * Splits a command line into words as a POSIX shell does: blanks separate, quotes and backslash protect.
 * Nothing is expanded. Returns null when a quote is left open.
 */
export function splitCommand(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote: '"' | "'" | null = null
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    if (quote !== null) {
      if (char === quote) quote = null
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(line.charAt(at + 1))) word += line.charAt(++at)
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else if (char === '\\' && at + 1 < line.length) {
      word = (word ?? '') + line.charAt(++at)
    } else {
      word = (word ?? '') + char
    }
  }
  if (quote !== null) return null
  if (word !== null) words.push(word)
  return words
}
