/** What a column sorts by; null is unknown. */
export type SortValue = string | number | null

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Compares in the given direction; what is unknown stays last. */
export function compareValues(a: SortValue, b: SortValue, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'string' && typeof b === 'string' ? compareNames(a, b) : Number(a) - Number(b)
  return isDescending ? -order : order
}
