/** A stretch of a word: text that stands for itself, or one that the shell is to replace. */
export type Piece = { readonly text: string; readonly isVariable: boolean }

/** Variables by what they begin with, so that thousands of them are found without trying each. */
type Index = {
  readonly hasHome: boolean
  readonly all: ReadonlySet<string>
  /** Lengths of the variables that begin with these two characters, the longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

const indexes = new WeakMap<readonly string[], Index>()
const home = /^~(?=[/\\]|$)/
const sign = /[$`%]/g
const bareVariable = /^\$\w+$/
const wordCharacter = /\w/

/** Cuts a word where a variable stands, the longest where several begin; `~` is one at the beginning only. */
export function cutVariables(word: string, variables: readonly string[]): readonly Piece[] {
  if (variables.length === 0) return word === '' ? [] : [{ text: word, isVariable: false }]
  const index = indexOf(variables)
  const pieces: Piece[] = []
  const isHome = index.hasHome && home.test(word)
  if (isHome) pieces.push({ text: '~', isVariable: true })
  let done = isHome ? 1 : 0
  for (let at = nextSign(word, done); at >= 0; at = nextSign(word, at)) {
    const text = variableAt(word, at, index)
    if (text === null) {
      at += 1
      continue
    }
    if (at > done) pieces.push({ text: word.slice(done, at), isVariable: false })
    pieces.push({ text, isVariable: true })
    at += text.length
    done = at
  }
  if (done < word.length) pieces.push({ text: word.slice(done), isVariable: false })
  return pieces
}

function nextSign(word: string, from: number): number {
  sign.lastIndex = from
  return sign.exec(word)?.index ?? -1
}

function variableAt(word: string, at: number, { all, lengths }: Index): string | null {
  for (const length of lengths.get(word.slice(at, at + 2)) ?? []) {
    const text = word.slice(at, at + length)
    // `$A` is not in `$AB`.
    const isCutShort = bareVariable.test(text) && wordCharacter.test(word.charAt(at + length))
    if (all.has(text) && !isCutShort) return text
  }
  return null
}

function indexOf(variables: readonly string[]): Index {
  const known = indexes.get(variables)
  if (known) return known
  const lengths = new Map<string, Set<number>>()
  for (const text of variables) {
    const head = text.slice(0, 2)
    const others = lengths.get(head)
    if (others) others.add(text.length)
    else lengths.set(head, new Set([text.length]))
  }
  const index: Index = {
    hasHome: variables.includes('~'),
    all: new Set(variables),
    lengths: new Map([...lengths].map(([head, own]) => [head, [...own].toSorted((a, b) => b - a)])),
  }
  indexes.set(variables, index)
  return index
}
