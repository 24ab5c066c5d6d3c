/** A part of a line that is coloured: quietly, so that the text stays in front. */
export type Token = { readonly start: number; readonly end: number; readonly kind: TokenKind }
export type TokenKind = 'key' | 'value' | 'number' | 'mute'

/** More parts than this in one line make it no clearer, and each is an element. */
const maxTokens = 120
/** Colours end here; a longer line is looked at for its text. */
const reach = 4000

const jsonPart = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.]*(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b|[{}[\],:]/g
const pair = /(^|[\s,;([{|])([A-Za-z_@][\w.@/-]*=)("(?:[^"\\]|\\.)*"|[^\s,;)\]}|"]*)/g
const number = /^-?\d+(?:\.\d+)?(?:%|[a-zA-Zµ]{1,3})?$/

export function isJsonObject(text: string): boolean {
  return text.startsWith('{') && text.trimEnd().endsWith('}')
}

/** The parts of a line worth a colour: fields of JSON, or key=value pairs. Parts ascend and do not overlap. */
export function tokenize(text: string): readonly Token[] {
  const part = text.length > reach ? text.slice(0, reach) : text
  return part.startsWith('{') ? jsonTokens(part) : pairTokens(part)
}

function jsonTokens(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(jsonPart)) {
    const [word] = match
    const end = match.index + word.length
    const isKey = match[1] !== undefined
    const kind = isKey ? 'key' : word.startsWith('"') ? 'value' : /[{}[\],:]/.test(word) ? 'mute' : 'number'
    tokens.push({ start: match.index, end, kind })
    if (tokens.length >= maxTokens) break
  }
  return tokens
}

/** The first key=value pairs of a line; values with their quotation marks. */
export function pairsOf(
  text: string,
  most: number,
): readonly { readonly key: string; readonly value: string }[] {
  const pairs: { key: string; value: string }[] = []
  const part = text.length > reach ? text.slice(0, reach) : text
  for (const [, , key = '', value = ''] of part.matchAll(pair)) {
    pairs.push({ key: key.slice(0, -1), value })
    if (pairs.length >= most) break
  }
  return pairs
}

function pairTokens(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(pair)) {
    const [, lead = '', key = '', value = ''] = match
    const start = match.index + lead.length
    const middle = start + key.length
    tokens.push({ start, end: middle, kind: 'key' })
    if (value !== '') {
      tokens.push({
        start: middle,
        end: middle + value.length,
        kind: number.test(value) ? 'number' : 'value',
      })
    }
    if (tokens.length >= maxTokens) break
  }
  return tokens
}
