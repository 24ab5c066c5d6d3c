/** What Ctrl with these gives beside the letters, from `ctrl-@` (0) on. */
const controls = '@abcdefghijklmnopqrstuvwxyz[\\]^_'

/** `ctrl-p,ctrl-q` as the bytes a terminal sends. What is no key is left out. */
export function detachBytes(keys: string): readonly number[] {
  return keys.split(',').flatMap((key) => {
    const name = key.trim()
    if (name.length === 1) return [name.charCodeAt(0)]
    const control = name.startsWith('ctrl-') ? controls.indexOf(name.slice(5)) : -1
    return control < 0 || name.length !== 6 ? [] : [control]
  })
}

/** Notices when a sequence of keys is typed, however the bytes come. */
export class KeyWatch {
  private readonly keys: readonly number[]
  private matched = 0
  wasTyped = false

  constructor(keys: readonly number[]) {
    this.keys = keys
  }

  /** True when this byte completes the sequence. */
  see(byte: number): boolean {
    if (this.keys.length === 0) return false
    if (byte !== this.keys[this.matched]) this.matched = 0
    if (byte === this.keys[this.matched]) this.matched += 1
    if (this.matched < this.keys.length) return false
    this.matched = 0
    this.wasTyped = true
    return true
  }
}
