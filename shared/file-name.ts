/*
 * Names and paths of files on Linux are bytes. Here they are strings: valid UTF-8 as what it says, and each byte
 * that is no UTF-8 as a lone surrogate U+DC80 to U+DCFF, which no valid name contains. So every name survives the
 * way to the page and back, and equal strings are equal names.
 */

const escapeBase = 0xdc00
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** Never throws. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return decodeByParts(bytes)
  }
}

function decodeByParts(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at)
    text +=
      length === 0
        ? String.fromCharCode(escapeBase + (bytes[at] ?? 0))
        : decoder.decode(bytes.subarray(at, at + length))
    at += Math.max(1, length)
  }
  return text
}

/** How many bytes the valid character here takes; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
  if (length === 0 || at + length > bytes.length) return 0
  try {
    decoder.decode(bytes.subarray(at, at + length))
    return length
  } catch {
    return 0
  }
}

/** The bytes that `decodeName` was given. */
export function encodeName(name: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(name)) return encoder.encode(name)
  // By characters: a low surrogate may also be the second half of one outside the basic plane, and then is no byte.
  return join(
    Array.from(name, (character) => {
      const code = character.charCodeAt(0)
      const isByte = character.length === 1 && code >= 0xdc80 && code <= 0xdcff
      return isByte ? Uint8Array.of(code - escapeBase) : encoder.encode(character)
    }),
  )
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** What could move the text around it, or cannot be seen: controls, line ends, marks of direction. */
const unseen = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** For reading: one line, where what cannot be shown is written as `\n`, `\x9f` or `\u{202e}`. */
export function showName(name: string): string {
  let shown = ''
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) shown += `\\x${(code - escapeBase).toString(16)}`
    else if (character === '\n') shown += '\\n'
    else if (character === '\t') shown += '\\t'
    else if (!unseen.test(character)) shown += character
    else shown += code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  }
  return shown
}

export function joinPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}

/** The folder that holds it; that of `/` is `/`. */
export function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

/** The last part; empty for `/`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
