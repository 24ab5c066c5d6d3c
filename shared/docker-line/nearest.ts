/** The longest word that is compared: nobody mistypes a page of text. */
const longest = 40

/** The candidate that was probably meant: one or two slips of the fingers away. Null when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > longest) return null
  const most = word.length <= 3 ? 1 : 2
  let best: string | null = null
  let least = most + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > most) continue
    const distance = slips(word, candidate)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Letters added, left out, changed or swapped between two words. */
function slips(one: string, other: string): number {
  let before: readonly number[] = []
  let above: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const changed = cell(above, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1)
      const swapped = isSwap(one, other, row, column) ? cell(before, column - 2) + 1 : changed
      line.push(Math.min(cell(above, column) + 1, cell(line, column - 1) + 1, changed, swapped))
    }
    before = above
    above = line
  }
  return cell(above, other.length)
}

function cell(line: readonly number[], column: number): number {
  return line[column] ?? 0
}

function isSwap(one: string, other: string, row: number, column: number): boolean {
  if (row < 2 || column < 2) return false
  return one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
}
