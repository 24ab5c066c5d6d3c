/** U+202A to U+202E and U+2066 to U+2069, as the last two of their three bytes in UTF-8. */
function isControl(second: number | undefined, third: number | undefined): boolean {
  if (third === undefined) return false
  return (
    (second === 0x80 && third >= 0xaa && third <= 0xae) || (second === 0x81 && third >= 0xa6 && third <= 0xa9)
  )
}

const lead = 0xe2
/** U+FFFD, as long as what it stands for. */
const replacement = [0xef, 0xbf, 0xbd]

/**
 * Makes the characters visible that turn the direction of text around: with them a program could show another name
 * or command than the one that is there. Everything else passes as it is, in parts of any size.
 */
export class BidiFilter {
  private held: Uint8Array = new Uint8Array(0)

  pass(bytes: Uint8Array): Uint8Array {
    const whole = this.held.length === 0 ? bytes : concatenate(this.held, bytes)
    const cut = heldLength(whole)
    this.held = whole.slice(whole.length - cut)
    const passed = cut === 0 ? whole : whole.subarray(0, whole.length - cut)
    let result = passed
    for (let at = passed.indexOf(lead); at >= 0; at = passed.indexOf(lead, at + 1)) {
      if (!isControl(passed[at + 1], passed[at + 2])) continue
      if (result === passed) result = passed.slice()
      result.set(replacement, at)
    }
    return result
  }
}

/** How many bytes at the end may be the beginning of such a character. */
function heldLength(bytes: Uint8Array): number {
  const { length } = bytes
  if (bytes[length - 1] === lead) return 1
  const last = bytes[length - 1]
  return bytes[length - 2] === lead && (last === 0x80 || last === 0x81) ? 2 : 0
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}
