import UFuzzy from '@leeoniya/ufuzzy'

/**
 * One slip per word is forgiven after its first letter, and words may come in any order. Equals keep the order of the
 * haystack: containers before what they use.
 */
const fuzzy = new UFuzzy({
  intraMode: 1,
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
  compare: () => 0,
})
/** Permutations of more words would take longer than they help. */
const mostPermuted = 3

/** Words that what was typed consists of, in lower case. */
export function termsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Places in `haystack` of the best matches, best first, `limit` at most. */
export function rank(haystack: readonly string[], query: string, limit: number): readonly number[] {
  // What has no Latin letter or digit is found as it stands.
  if (!/[a-z\d]/i.test(query)) return plainMatches(haystack, query.trim().toLowerCase(), limit)
  const texts = haystack as string[]
  const [found, info, order] = fuzzy.search(texts, query, mostPermuted)
  if (!found) return []
  if (!info || !order) return found.slice(0, limit)
  // A name typed whole is meant, however many others begin with it.
  const typed = query.trim().toLowerCase()
  const whole = found.filter((at) => texts[at]?.toLowerCase() === typed)
  const ranked = order.slice(0, limit).flatMap((place) => info.idx[place] ?? [])
  return [...new Set([...whole, ...ranked])].slice(0, limit)
}

function plainMatches(haystack: readonly string[], text: string, limit: number): readonly number[] {
  const found: number[] = []
  for (let at = 0; at < haystack.length && found.length < limit; at += 1) {
    if (text !== '' && haystack[at]?.toLowerCase().includes(text)) found.push(at)
  }
  return found
}

/** True when a word of the text begins with the term. */
export function beginsWord(text: string, term: string): boolean {
  return placeOf(text.toLowerCase(), term, true) !== -1
}

/** Where the term stands: at the beginning of a word rather than inside one. */
function placeOf(text: string, term: string, onlyAtStart = false): number {
  let at = text.indexOf(term)
  const first = at
  while (at > 0 && /[\p{L}\d]/u.test(text[at - 1] ?? '')) at = text.indexOf(term, at + 1)
  return at === -1 && !onlyAtStart ? first : at
}

export type Stretch = { readonly text: string; readonly isMarked: boolean }

/** The text cut into what was typed and what was not. */
export function markMatches(text: string, query: string): readonly Stretch[] {
  const lower = text.toLowerCase()
  const isMarked = new Uint8Array(text.length)
  for (const term of termsOf(query)) {
    const at = placeOf(lower, term)
    if (at !== -1) isMarked.fill(1, at, at + term.length)
  }
  const stretches: Stretch[] = []
  for (let start = 0; start < text.length; ) {
    let end = start + 1
    while (end < text.length && isMarked[end] === isMarked[start]) end += 1
    stretches.push({ text: text.slice(start, end), isMarked: isMarked[start] === 1 })
    start = end
  }
  return stretches
}
