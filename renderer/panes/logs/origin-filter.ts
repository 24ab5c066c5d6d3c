import type { LineFilter } from '../../streams/log-block.ts'

/** Colours of the design for series; the name is always written beside them. */
const colorCount = 5

export function originColor(origin: number): string {
  return `var(--data-${String((origin % colorCount) + 1)})`
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
