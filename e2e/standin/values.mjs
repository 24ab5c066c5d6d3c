/*
 * Values on their way between this process and a page, as JSON. Both functions also run inside pages, as text:
 * they may use nothing from outside themselves. What structured clone refuses is refused here too.
 */

/** Turns a structured-cloneable value into JSON text. */
export function encode(value) {
  const walk = (part) => {
    if (part === undefined) return { $: 'undefined' }
    if (typeof part === 'bigint') return { $: 'bigint', v: String(part) }
    if (typeof part === 'number' && !Number.isFinite(part)) return { $: 'number', v: String(part) }
    if (typeof part !== 'object' || part === null) return part
    if (part instanceof Uint8Array) {
      let text = ''
      for (let at = 0; at < part.length; at += 8192)
        text += String.fromCharCode(...part.subarray(at, at + 8192))
      return { $: 'bytes', v: btoa(text) }
    }
    if (Array.isArray(part)) return part.map(walk)
    if (Object.getPrototypeOf(part) !== Object.prototype && Object.getPrototypeOf(part) !== null) {
      throw new Error(`stand-in: cannot carry a ${part.constructor?.name}`)
    }
    const copy = {}
    for (const [key, inner] of Object.entries(part)) copy[key] = walk(inner)
    return '$' in copy ? { $: 'object', v: copy } : copy
  }
  return JSON.stringify(walk(structuredClone(value)))
}

/** The inverse of `encode`. */
export function decode(text) {
  const walk = (part) => {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(walk)
    switch (part.$) {
      case 'undefined':
        return undefined
      case 'bigint':
        return BigInt(part.v)
      case 'number':
        return Number(part.v)
      case 'bytes':
        return Uint8Array.from(atob(part.v), (character) => character.charCodeAt(0))
      default: {
        const copy = {}
        const source = part.$ === 'object' ? part.v : part
        for (const [key, inner] of Object.entries(source)) copy[key] = walk(inner)
        return copy
      }
    }
  }
  return walk(JSON.parse(text))
}
