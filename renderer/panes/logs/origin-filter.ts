import type { LineFilter } from '../../streams/log-block.ts'

/** Colours of the design for series; the name is always written beside them. */
const colorCount = 5

/** A container that took the place of one with the same name keeps its colour. */
export function originColor(origins: readonly { readonly name: string }[], origin: number): string {
  const name = origins[origin]?.name
  const first = origins.findIndex((other) => other.name === name)
  return `var(--data-${String((Math.max(0, first) % colorCount) + 1)})`
}

export function isOriginShown(filter: LineFilter, origin: number): boolean {
  return !(filter.hiddenOrigins ?? []).includes(origin)
}

/** Hides a shown container, shows a hidden one. Hiding the last one shows all: nothing to read helps nobody. */
export function toggleOrigin(filter: LineFilter, origin: number, count: number): LineFilter {
  const hidden = filter.hiddenOrigins ?? []
  const next = hidden.includes(origin) ? hidden.filter((other) => other !== origin) : [...hidden, origin]
  return { ...filter, hiddenOrigins: next.length >= count ? [] : next }
}

/** Shows this container alone; all of them when it was alone already. */
export function showOnlyOrigin(filter: LineFilter, origin: number, count: number): LineFilter {
  const isAlone = isOriginShown(filter, origin) && (filter.hiddenOrigins ?? []).length === count - 1
  const others = Array.from({ length: count }, (_, each) => each).filter((each) => each !== origin)
  return { ...filter, hiddenOrigins: isAlone ? [] : others }
}
