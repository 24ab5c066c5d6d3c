export type FilterTerm<Key extends string = string> = { readonly key: Key | null; readonly value: string }

const termPattern = /(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu

/** Splits what was typed into terms that must all match: words, `key:value`, and "quoted words". */
export function parseTerms<Key extends string>(
  text: string,
  keys: readonly Key[],
): readonly FilterTerm<Key>[] {
  const keyOf = (word: string | undefined) => keys.find((key) => key === word)
  const terms: FilterTerm<Key>[] = []
  for (const [whole, word, quoted, plain] of text.toLowerCase().matchAll(termPattern)) {
    const value = quoted ?? plain ?? ''
    const key = keyOf(word)
    if (key !== undefined) {
      if (value) terms.push({ key, value })
    } else if (keyOf(whole.slice(0, -1)) !== undefined && whole.endsWith(':')) {
      // `port:` before its value is typed narrows nothing yet.
    } else terms.push({ key: null, value: word === undefined ? value : `${word}:${value}` })
  }
  return terms
}

/** What an object is searched by, in lower case: all words, and the values of each key. */
export type Searchable = {
  readonly words: string
  readonly id: string
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** The shortest start of an id that is told from a word. */
const idLength = 4

export function matchesTerms(target: Searchable, terms: readonly FilterTerm[]): boolean {
  return terms.every(({ key, value }) =>
    key === null
      ? target.words.includes(value) || (value.length >= idLength && target.id.startsWith(value))
      : (target.keys[key] ?? []).some((each) => each.includes(value)),
  )
}
