import type { Container } from '../../../shared/container.ts'
import type { Network } from '../../../shared/network.ts'
import { isAlive } from '../../container-state.ts'
import { type Member, mostLines } from './network-model.ts'

/** More stations on a line would be a wall of names: the table has them all. */
const mostStations = 12
const mostPorts = 2

/** Pixels. A column has room for a name and an address. */
export const geometry = {
  labelWidth: 150,
  columnWidth: 148,
  /** Of a column with a crossing: its card stands at the right of it. */
  crossingWidth: 228,
  computerY: 40,
  firstLineY: 128,
  lineGap: 104,
  /** Where an interchange crosses: its card stands between the lines. */
  crossedGap: 150,
  bottom: 66,
} as const

export type Station = {
  readonly container: Container
  readonly x: number
  /** Of the uppermost and the lowest line it is on. */
  readonly top: number
  readonly bottom: number
  readonly lines: readonly number[]
  readonly addresses: readonly { readonly network: Network; readonly ipAddress: string | null }[]
  readonly ports: readonly {
    readonly hostPort: number
    readonly containerPort: number
    readonly protocol: string
  }[]
  readonly morePorts: number
}

export type Line = {
  readonly network: Network
  readonly y: number
  readonly endX: number
  /** Running containers that are not drawn. */
  readonly more: number
  readonly running: number
}

export type MapLayout = {
  readonly lines: readonly Line[]
  readonly stations: readonly Station[]
  readonly width: number
  readonly height: number
  /** Networks that are not drawn. */
  readonly moreLines: number
  readonly hasPorts: boolean
}

type Stop = { readonly container: Container; readonly lines: readonly number[] }

/**
 * Places networks as lines and running containers as stations. A container on several lines is one station
 * that crosses them; a column holds several stations where they do not meet. Pure: the same input, the same map.
 */
export function layOutMap(
  networks: readonly Network[],
  members: ReadonlyMap<string, readonly Member[]>,
): MapLayout {
  const shown = networks.slice(0, mostLines)
  const alive = shown.map((network) =>
    (members.get(network.id) ?? []).filter(({ container }) => isAlive(container)),
  )
  const stops = chooseStops(alive)
  const columns = assignColumns(stops)
  const lefts = columnLefts(stops, columns)
  const hasPorts = stops.some(({ container }) => hasPublished(container))
  const ys = lineHeights(shown.length, stops, hasPorts ? geometry.firstLineY : geometry.computerY)
  const drawn = new Set(stops.map(({ container }) => container.id))
  const stations = stops.map((stop, index) =>
    placeStation(stop, lefts[columns[index] ?? 0] ?? 0, { shown, alive, ys }),
  )
  const lines = shown.map((network, index) => {
    const own = stations.filter((station) => station.lines.includes(index))
    const running = alive[index]?.length ?? 0
    return {
      network,
      y: ys[index] ?? 0,
      endX: Math.max(geometry.labelWidth + 40, ...own.map(({ x }) => x)),
      more: running - (alive[index] ?? []).filter(({ container }) => drawn.has(container.id)).length,
      running,
    }
  })
  return {
    lines,
    stations,
    width: Math.max(geometry.labelWidth + geometry.columnWidth, lefts.at(-1) ?? 0) + 40,
    height: (ys.at(-1) ?? geometry.computerY) + geometry.bottom,
    moreLines: networks.length - shown.length,
    hasPorts,
  }
}

/** The first of each line: those on several lines, then those with published ports, then by name. */
function chooseStops(alive: readonly (readonly Member[])[]): readonly Stop[] {
  const linesOf = new Map<string, { container: Container; lines: number[] }>()
  for (const [index, members] of alive.entries()) {
    for (const { container } of members) {
      const known = linesOf.get(container.id)
      if (known) known.lines.push(index)
      else linesOf.set(container.id, { container, lines: [index] })
    }
  }
  const all = [...linesOf.values()].sort(
    (a, b) =>
      b.lines.length - a.lines.length ||
      Number(hasPublished(b.container)) - Number(hasPublished(a.container)) ||
      a.container.name.localeCompare(b.container.name, undefined, { numeric: true }),
  )
  const counts = alive.map(() => 0)
  return all.filter(({ lines }) => {
    if (lines.some((line) => (counts[line] ?? 0) >= mostStations)) return false
    for (const line of lines) counts[line] = (counts[line] ?? 0) + 1
    return true
  })
}

function hasPublished(container: Container): boolean {
  return container.ports.some(({ hostPort }) => hostPort !== null)
}

/** Leftmost column in which nothing meets: a published port draws a line from the top down. */
function assignColumns(stops: readonly Stop[]): readonly number[] {
  const taken: (readonly [number, number])[][] = []
  return stops.map(({ container, lines }) => {
    const span = [hasPublished(container) ? -1 : Math.min(...lines), Math.max(...lines)] as const
    const free = taken.findIndex((spans) => spans.every(([from, to]) => to < span[0] || span[1] < from))
    const column = free < 0 ? taken.length : free
    taken[column] = [...(taken[column] ?? []), span]
    return column
  })
}

/** Where each column begins, and as the last one where they end. */
function columnLefts(stops: readonly Stop[], columns: readonly number[]): readonly number[] {
  const crossed = new Set(columns.filter((_, index) => (stops[index]?.lines.length ?? 0) > 1))
  const lefts: number[] = [geometry.labelWidth]
  for (let column = 0; column <= Math.max(-1, ...columns); column += 1) {
    const width = crossed.has(column) ? geometry.crossingWidth : geometry.columnWidth
    lefts.push((lefts.at(-1) ?? 0) + width)
  }
  return lefts
}

function lineHeights(count: number, stops: readonly Stop[], firstY: number): readonly number[] {
  const ys: number[] = []
  for (let index = 0; index < count; index += 1) {
    const isCrossed = stops.some(
      ({ lines }) => lines.length > 1 && Math.min(...lines) < index && Math.max(...lines) >= index,
    )
    const above = ys.at(-1)
    ys.push(above === undefined ? firstY : above + (isCrossed ? geometry.crossedGap : geometry.lineGap))
  }
  return ys
}

type Plan = {
  readonly shown: readonly Network[]
  readonly alive: readonly (readonly Member[])[]
  readonly ys: readonly number[]
}

function placeStation({ container, lines }: Stop, left: number, { shown, alive, ys }: Plan): Station {
  const published = container.ports.flatMap(({ hostPort, containerPort, protocol }) =>
    hostPort === null ? [] : [{ hostPort, containerPort, protocol }],
  )
  return {
    container,
    x: left + geometry.columnWidth / 2,
    top: ys[Math.min(...lines)] ?? 0,
    bottom: ys[Math.max(...lines)] ?? 0,
    lines,
    addresses: lines.flatMap((line) => {
      const network = shown[line]
      const member = alive[line]?.find((each) => each.container.id === container.id)
      return network ? [{ network, ipAddress: member?.endpoint.ipAddress ?? null }] : []
    }),
    ports: published.slice(0, mostPorts),
    morePorts: Math.max(0, published.length - mostPorts),
  }
}
